"""Which files a project's own lists give a licence: REUSE.toml and the older .reuse/dep5.

Source: REUSE specification 3.3 (reuse.software/spec-3.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from grader.facts.dependencies.reading import rows, table, toml_table
from grader.facts.model import Document

MAX_PATTERNS = 500
MAX_PARTS = 60

Glob = list[str]


def covered_by(documents: Iterable[Document]) -> Callable[[str], bool]:
    """Return a test whether a path has a licence in one of the lists among the documents."""
    globs = [glob for document in documents for glob in _globs(document)][:MAX_PATTERNS]
    return lambda path: any(_matches(glob, path) for glob in globs)


def _globs(document: Document) -> list[Glob]:
    folder, _, name = document.path.rpartition("/")
    if name == "REUSE.toml":
        prefix = f"{folder}/" if folder else ""
        return _split(prefix + glob for glob in _annotated(document.text))
    if document.path == ".reuse/dep5":
        lists = re.findall(r"^Files:((?:[^\n]*\n?)(?:[ \t]+[^\n]*\n?)*)", document.text, re.MULTILINE)
        return _split(re.sub(r"\*+", "**", glob) for part in lists for glob in part.split())
    return []


def _annotated(text: str) -> list[str]:
    found: list[str] = []
    for annotation in rows(toml_table(text).get("annotations")):
        entry = table(annotation)
        path = entry.get("path")
        if entry.get("SPDX-License-" + "Identifier"):
            found += [path] if isinstance(path, str) else [str(item) for item in rows(path)]
    return found


def _split(globs: Iterable[str]) -> list[Glob]:
    """Literals and stars in turn; `**` crosses folders, and so does every star of dep5."""
    parts = ([part for part in re.split(r"(\*\*|\*)", glob) if part] for glob in globs)
    return [glob for glob in parts if len(glob) <= MAX_PARTS]


def _matches(glob: Glob, path: str) -> bool:
    """Follow all ways at once: a regular expression would try them one by one, for ever with many stars."""
    ends = {0}
    for part in glob:
        if part == "**":
            ends = set(range(min(ends), len(path) + 1))
        elif part == "*":
            ends = _within_names(ends, path)
        else:
            ends = {end + len(part) for end in ends if path.startswith(part, end)}
        if not ends:
            return False
    return len(path) in ends


def _within_names(starts: set[int], path: str) -> set[int]:
    reached, ends = -1, set[int]()
    for start in sorted(starts):
        if start > reached:
            slash = path.find("/", start)
            reached = len(path) if slash < 0 else slash
            ends.update(range(start, reached + 1))
    return ends
