"""Which component of the program a file belongs to: the large folders the code is divided into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from grader.facts.model import FileFacts

DOMINANT_SHARE = 0.8


_last: list[tuple[tuple[FileFacts, ...], Mapping[str, str]]] = []


def parts_of(files: Iterable[FileFacts]) -> Mapping[str, str]:
    """The component of each path; the last answer is kept.

    Components are the top-level folders, or those below where one folder holds more than 80 % of the code.
    Files directly in the divided folder form the component ``.`` (or the folder itself).
    """
    files = tuple(files)
    if not (_last and _last[0][0] is files):
        prefix = _dividing_folder(files)
        _last[:] = [(files, {file.path: _part_of(file.path, prefix) for file in files})]
    return _last[0][1]


def part_lines(files: Iterable[FileFacts], parts: Mapping[str, str]) -> dict[str, int]:
    """Code lines of each component."""
    lines: dict[str, int] = defaultdict(int)
    for file in files:
        lines[parts[file.path]] += file.code_lines
    return dict(lines)


def _dividing_folder(files: tuple[FileFacts, ...]) -> str:
    total = sum(file.code_lines for file in files)
    prefix = ""
    while total:
        lines: dict[str, int] = defaultdict(int)
        for file in files:
            rest = file.path.removeprefix(prefix)
            if file.path.startswith(prefix) and "/" in rest:
                lines[rest.split("/", 1)[0]] += file.code_lines
        dominant = [folder for folder, count in sorted(lines.items()) if count > DOMINANT_SHARE * total]
        if not dominant:
            return prefix
        prefix += dominant[0] + "/"
    return prefix


def _part_of(path: str, prefix: str) -> str:
    if not path.startswith(prefix):
        return path.split("/", 1)[0] if "/" in path else "."
    rest = path.removeprefix(prefix)
    return prefix + rest.split("/", 1)[0] if "/" in rest else prefix.rstrip("/") or "."
