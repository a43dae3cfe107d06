"""Small source trees for the tests of the facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from grader.facts.collect import collect
from grader.facts.model import Facts, FileFacts

DAY = date(2026, 11, 1)


def write_tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files by relative path and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def facts_of(folder: Path, files: dict[str, str | bytes], processes: int = 1) -> Facts:
    return collect(write_tree(folder, files), as_of=DAY, processes=processes)


def by_path(facts: Facts) -> dict[str, FileFacts]:
    return {file.path: file for file in facts.files}
