"""Size and difficulty of the components of the program."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from grader.facts.code import MeasuredCode
from grader.facts.figures import MeasuredFunction
from grader.facts.parts import part_lines, parts_of


@dataclass(frozen=True, slots=True)
class Component:
    """A folder of production code. `mean_complexity` is weighted by code lines, so that one tangled long
    function counts for more than ten tiny ones; it is 0 without functions."""

    path: str
    code_lines: int
    mean_complexity: float
    functions: int


_last: list[tuple[MeasuredCode, tuple[Component, ...]]] = []


def components(code: MeasuredCode) -> tuple[Component, ...]:
    """The components of `grader.facts.parts` with their functions, largest first; the last answer is kept."""
    if not (_last and _last[0][0] is code):
        _last[:] = [(code, _components(code))]
    return _last[0][1]


def _components(code: MeasuredCode) -> tuple[Component, ...]:
    parts = parts_of(code.files)
    functions: dict[str, list[MeasuredFunction]] = defaultdict(list)
    for function in code.functions:
        functions[parts[function.path]].append(function)
    found = [
        Component(path, count, _mean(functions[path]), len(functions[path]))
        for path, count in part_lines(code.files, parts).items()
    ]
    return tuple(sorted(found, key=lambda component: (-component.code_lines, component.path)))


def _mean(functions: list[MeasuredFunction]) -> float:
    weight = sum(function.code_lines for function in functions)
    if not weight:
        return 0.0
    return round(sum(f.function.complexity * f.code_lines for f in functions) / weight, 1)
