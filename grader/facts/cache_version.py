"""What cached facts depend on beside the file they are about: this package's code and the parsers."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import grader
from grader.facts.grammars import GRAMMARS


@cache
def facts_version() -> str:
    """SHA-256 over the code of this package, the versions of all parsers, of numpy and of Python."""
    digest = hashlib.sha256(f"{grader.__version__} {sys.version} {sys.byteorder}".encode())
    folder = Path(__file__).parent
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in ("tree_sitter", "numpy", *sorted({grammar.module for grammar in GRAMMARS.values()})):
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _version(module: str) -> str:
    """The version of the package a module belongs to; without one, where it lies and how old it is."""
    with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
        return metadata.version(module.partition(".")[0].replace("_", "-"))
    found = find_spec(module) if module else None
    if found is None or found.origin is None:
        return ""
    return f"{found.origin} {Path(found.origin).stat().st_mtime_ns}"
