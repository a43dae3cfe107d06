"""Where things lie: the repository, its environment, the caches and the data folder."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
CACHE = ROOT / ".cache"
NPM_REGISTRY = CACHE / "npm-registry"
REQUIREMENTS = ROOT / "requirements"
ASSETS = ROOT / "marketplace" / "web" / "assets"
NODE_MODULES = ROOT / "node_modules"


def data_folder() -> Path:
    """Return the one folder that holds everything worth keeping; `MARKTPLATZ_DATA` moves it elsewhere."""
    return Path(os.environ.get("MARKTPLATZ_DATA", "").strip() or ROOT / "var").expanduser().resolve()
