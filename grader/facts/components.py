"""Divides the production code into its large parts by folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grader.facts.code import MeasuredCode, MeasuredFunction
from grader.facts.model import FileFacts

DOMINANT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Component:
    """A folder of production code. `mean_complexity` is weighted by code lines, so that one tangled long
    function counts for more than ten tiny ones; it is 0 without functions."""

    path: str
    code_lines: int
    mean_complexity: float
    functions: int


def components(code: MeasuredCode) -> tuple[Component, ...]:
    """Return the top-level folders, or those below where one folder holds more than 80 % of the code.

    Files directly in the divided folder form the component `.` (or the folder itself). Largest first.
    """
    prefix = _dividing_folder(code.files)
    functions: dict[str, list[MeasuredFunction]] = defaultdict(list)
    for function in code.functions:
        functions[_component_of(function.path, prefix)].append(function)
    lines: dict[str, int] = defaultdict(int)
    for file in code.files:
        lines[_component_of(file.path, prefix)] += file.code_lines
    found = [
        Component(path, count, _mean(functions[path]), len(functions[path])) for path, count in lines.items()
    ]
    return tuple(sorted(found, key=lambda component: (-component.code_lines, component.path)))


def _dividing_folder(files: Iterable[FileFacts]) -> str:
    files = tuple(files)
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


def _component_of(path: str, prefix: str) -> str:
    if not path.startswith(prefix):
        return path.split("/", 1)[0] if "/" in path else "."
    rest = path.removeprefix(prefix)
    return prefix + rest.split("/", 1)[0] if "/" in rest else prefix.rstrip("/") or "."


def _mean(functions: list[MeasuredFunction]) -> float:
    weight = sum(function.code_lines for function in functions)
    if not weight:
        return 0.0
    return round(sum(f.function.complexity * f.code_lines for f in functions) / weight, 1)
