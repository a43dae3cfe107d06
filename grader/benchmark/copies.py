"""Files that repeat others from beginning to end: they are counted once, under the first path."""

from __future__ import annotations

from collections import defaultdict

from grader.facts.model import Facts

# Imports and comments are not compared, so a copy is never covered to the last line.
COPIED_FROM = 0.8


def copied_files(facts: Facts) -> frozenset[str]:
    """Paths of production files at least four fifths of whose code lines stand in an earlier file."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for clone in facts.duplication.clones:
        if clone.other_path != clone.path:
            spans[clone.other_path].append((clone.other_line, clone.other_end_line))
    lines = {file.path: file.code_lines for file in facts.production}
    return frozenset(
        path
        for path, found in spans.items()
        if lines.get(path, 0) and _covered(found) >= COPIED_FROM * lines[path]
    )


def _covered(spans: list[tuple[int, int]]) -> int:
    """Lines in at least one span (first and last line, inclusive)."""
    total = end = 0
    for first, last in sorted(spans):
        total += max(0, last - max(first, end + 1) + 1)
        end = max(end, last)
    return total
