"""Which files a project's own lists give a licence: REUSE.toml and the older .reuse/dep5.

Source: REUSE specification 3.3 (reuse.software/spec-3.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from grader.facts.dependencies.reading import rows, table, toml_table
from grader.facts.model import Document

MAX_PATTERNS = 500


def covered_by(documents: Iterable[Document]) -> Callable[[str], bool]:
    """Return a test whether a path has a licence in one of the lists among the documents."""
    patterns = [pattern for document in documents for pattern in _patterns(document)][:MAX_PATTERNS]
    return lambda path: any(pattern.fullmatch(path) for pattern in patterns)


def _patterns(document: Document) -> list[re.Pattern[str]]:
    folder, _, name = document.path.rpartition("/")
    if name == "REUSE.toml":
        prefix = f"{folder}/" if folder else ""
        return [_compiled(prefix + glob, any_depth="[^/]*") for glob in _annotated(document.text)]
    if document.path == ".reuse/dep5":
        globs = re.findall(r"^Files:((?:[^\n]*\n?)(?:[ \t]+[^\n]*\n?)*)", document.text, re.MULTILINE)
        return [_compiled(glob, any_depth=".*") for part in globs for glob in part.split()]
    return []


def _annotated(text: str) -> list[str]:
    found: list[str] = []
    for annotation in rows(toml_table(text).get("annotations")):
        entry = table(annotation)
        path = entry.get("path")
        if entry.get("SPDX-License-" + "Identifier"):
            found += [path] if isinstance(path, str) else [str(item) for item in rows(path)]
    return found


def _compiled(glob: str, *, any_depth: str) -> re.Pattern[str]:
    """`**` crosses folders; a single star does so only in dep5."""
    parts = re.split(r"(\*\*|\*)", glob[:500])
    marks = {"**": ".*", "*": any_depth}
    return re.compile("".join(marks.get(part, re.escape(part)) for part in parts))
