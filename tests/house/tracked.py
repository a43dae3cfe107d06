"""The files that belong to the repository."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from tools.places import ROOT

# Where no git is (an unpacked release), these folders hold what was made on the spot.
MADE_HERE = {".git", ".venv", ".cache", "var", "node_modules", "assets", "__pycache__"}
TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".po",
    ".txt",
    ".lock",
    ".in",
}


@cache
def files() -> list[Path]:
    """Return every file under version control, or the nearest thing to it in an unpacked release."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode == 0 and listing.stdout:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not MADE_HERE & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def texts(*suffixes: str) -> list[Path]:
    """Return the text files, or those with the given suffixes; foreign-looking fixtures are left out."""
    wanted = set(suffixes) or TEXT | {""}
    return [path for path in files() if path.suffix in wanted and "fixtures" not in path.parts]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
