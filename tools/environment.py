"""The Python environment in `.venv`, filled from a hash-locked list and only when that list has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools import system
from tools.console import Refusal, run_quietly
from tools.places import NPM_REGISTRY, PYTHON, REQUIREMENTS, ROOT, VENV

# The larger list contains the smaller one, pin for pin; a house test compares them.
CONTAINS = {"run": ("run",), "check": ("check", "run"), "evaluate": ("evaluate", "run")}
STAMP = VENV / "installed.json"


def ensure(lock: str) -> str:
    """Make sure `.venv` holds exactly what `requirements/<lock>.lock` lists.

    Args:
        lock: "run", "check" or "evaluate".

    Returns:
        a short note for the reader: "unchanged", or how many packages were installed.

    Raises:
        Refusal: Python's venv is missing and may not be installed, or pip failed.
    """
    if _usable() and _installed().get(lock) == _digest(lock):
        return "unchanged"
    _create()
    STAMP.unlink(missing_ok=True)
    _install(REQUIREMENTS / f"{lock}.lock")
    STAMP.write_text(json.dumps({name: _digest(name) for name in CONTAINS[lock]}), encoding="utf-8")
    return f"{(REQUIREMENTS / f'{lock}.lock').read_text(encoding='utf-8').count('==')} packages"


def variables(**extra: str) -> dict[str, str]:
    """Return the environment for programs of `.venv`: found first, and never mixed with other Pythons'."""
    inherited = {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "PYTHONPATH"}}
    if NPM_REGISTRY.is_file():
        inherited.setdefault("NPM_CONFIG_REGISTRY", NPM_REGISTRY.read_text(encoding="utf-8").strip())
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**inherited, "VIRTUAL_ENV": str(VENV), "PATH": path, "PYTHONUTF8": "1", **extra}


def _digest(lock: str) -> str:
    """Return a digest of what is wanted, and of the Python the environment was made with."""
    made_with = VENV / "pyvenv.cfg"
    python = made_with.read_bytes() if made_with.exists() else b""
    return hashlib.sha256(python + (REQUIREMENTS / f"{lock}.lock").read_bytes()).hexdigest()


def _installed() -> Mapping[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _usable() -> bool:
    """Tell whether the environment's Python still starts; an upgrade of the system may have removed it."""
    try:
        probe = subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return probe.returncode == 0


def _create() -> None:
    if _usable():
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    if importlib.util.find_spec("ensurepip") is None:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        system.install_missing([version], purpose="Python's module for environments (venv)")
    run_quietly(
        [sys.executable, "-m", "venv", str(VENV)],
        failure="The Python environment in .venv could not be created.",
        cwd=ROOT,
    )


def _install(lock: Path) -> None:
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
    ]
    command += ["--disable-pip-version-check", "--quiet", "--requirement", str(lock)]
    run_quietly(
        command,
        failure=f"requirements/{lock.name} could not be installed; is the package index reachable?",
        cwd=ROOT,
        env=variables(),
    )


def python() -> Path:
    """Return the environment's Python.

    Raises:
        Refusal: there is none yet.
    """
    if not PYTHON.exists():
        raise Refusal("There is no environment yet. Run `make start` or `make check` once.")
    return PYTHON
