"""Divides the program by folders into its larger parts, more finely than its top-level folders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.facts.model import FileFacts

MIN_LINES = 200
MIN_SHARE = 0.02
DIVIDED_FROM_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of the program without the parts inside of it; "." is the root."""

    path: str
    code_lines: int
    files: tuple[str, ...]


def larger_parts(files: Iterable[FileFacts]) -> tuple[Part, ...]:
    """Divide the program until no part holds more than a quarter of it, as far as there are folders.

    Args:
        files: program files.

    Returns:
        The parts of at least 200 lines and 2 % of the program, largest first.
    """
    lines = {file.path: file.code_lines for file in files}
    total = sum(lines.values())
    least = max(MIN_LINES, MIN_SHARE * total)
    parts = [
        Part(path or ".", sum(lines[p] for p in paths), tuple(sorted(paths)))
        for path, paths in _divided("", list(lines), lines, DIVIDED_FROM_SHARE * total)
    ]
    large = [part for part in parts if part.code_lines >= least]
    return tuple(sorted(large, key=lambda part: (-part.code_lines, part.path)))


def _divided(
    folder: str, paths: list[str], lines: Mapping[str, int], most: float
) -> list[tuple[str, list[str]]]:
    if sum(lines[path] for path in paths) <= most:
        return [(folder, paths)]
    below: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        rest = path[len(folder) :].lstrip("/")
        below[rest.split("/", 1)[0] if "/" in rest else ""].append(path)
    parts = [(folder, below.pop(""))] if "" in below else []
    for name, inner in sorted(below.items()):
        parts += _divided(f"{folder}/{name}".lstrip("/"), inner, lines, most)
    return parts
