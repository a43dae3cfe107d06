"""Which files and which components of the program need each other, and where they do so in circles.

What is seen are import statements that lead to a file of the same tree (`grader.facts.import_targets`). Names
that need no statement are not seen: classes of the same Java package or C# namespace, Rails' and Swift's
automatic loading, dependency injection by name. Imports that are needed only to check types make no circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.facts.circles import circles
from grader.facts.import_targets import Resolver
from grader.facts.model import FileFacts
from grader.facts.parts import parts_of


@dataclass(frozen=True, slots=True)
class Need:
    """One import: `path` and `line` of the statement, `target` is the file it leads to, or the first of
    several that could be meant."""

    path: str
    line: int
    target: str


@dataclass(frozen=True, slots=True)
class Coupling:
    """`imports` counts import statements, `resolved` those that lead into this tree.

    `files` and `parts` hold for each file (component) what it needs, with the first import that says so;
    `part_needs` counts the imports between two components. Circles name files or components, sorted."""

    imports: int
    resolved: int
    files: Mapping[str, Mapping[str, Need]]
    parts: Mapping[str, Mapping[str, Need]]
    part_needs: Mapping[tuple[str, str], int]
    file_cycles: tuple[tuple[str, ...], ...]
    part_cycles: tuple[tuple[str, ...], ...]

    def incoming(self, part: str) -> int:
        """How many other components need this one."""
        return sum(part in targets for targets in self.parts.values())


_last: list[tuple[tuple[FileFacts, ...], Coupling]] = []


def couplings(files: tuple[FileFacts, ...]) -> Coupling:
    """Follow all imports of the given files among each other; the last answer is kept."""
    if not (_last and _last[0][0] is files):
        _last[:] = [(files, _couplings(files))]
    return _last[0][1]


def _couplings(files: tuple[FileFacts, ...]) -> Coupling:
    resolver = Resolver(files)
    parts = parts_of(files)
    file_needs: dict[str, dict[str, Need]] = defaultdict(dict)
    part_needs: dict[str, dict[str, Need]] = defaultdict(dict)
    weights: dict[tuple[str, str], int] = defaultdict(int)
    imports = resolved = 0
    for file in files:
        for statement in file.imports:
            imports += 1
            found = resolver.targets(file, statement)
            if not found:
                continue
            targets = [path for path in found if path != file.path]
            resolved += bool(targets)
            if not targets or statement.types_only:
                continue
            need = Need(file.path, statement.line, targets[0])
            if len(targets) == 1:
                file_needs[file.path].setdefault(targets[0], need)
            own, other = parts[file.path], _common_part(targets, parts)
            if other is not None and other != own:
                part_needs[own].setdefault(other, need)
                weights[own, other] += 1
    return Coupling(
        imports, resolved, file_needs, part_needs, weights, circles(file_needs), circles(part_needs)
    )


def _common_part(targets: Sequence[str], parts: Mapping[str, str]) -> str | None:
    """The component of all targets, or None when they lie in several."""
    found = {parts[path] for path in targets}
    return found.pop() if len(found) == 1 else None
