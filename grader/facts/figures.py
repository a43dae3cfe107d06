"""Figures of the program for the topics structure and understandability, one number each.

====================  ====================================================================================
cognitive15, 25       % of the function code in functions of more than 15 (25) cognitive complexity
documented            % of the demanding functions that have a documentation comment; a function is demanding
                      from 15 code lines or a cyclomatic complexity of 6 on
unclear_names         names that tell nothing, per 1,000 code lines
commented_out         lines of disabled code in comments, per 1,000 code lines
long_lines            % of the code lines that have more than 120 characters
cyclic_files          % of the code that stands in files which need each other in a circle
cyclic_parts          % of the code that stands in components which need each other in a circle
largest_part          % of the code in the largest component
====================  ====================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grader.facts.coupling import couplings
from grader.facts.model import FileFacts, FunctionFacts
from grader.facts.parts import part_lines, parts_of

DEMANDING_LINES = 15
DEMANDING_COMPLEXITY = 6


@dataclass(frozen=True, slots=True)
class MeasuredFunction:
    """A production function with its estimated code lines (without comments, blanks and inner functions)."""

    path: str
    language: str
    function: FunctionFacts
    code_lines: float


def more_figures(functions: tuple[MeasuredFunction, ...], files: tuple[FileFacts, ...]) -> dict[str, float]:
    """All figures of this module; 0 where there is nothing to measure."""
    lines = sum(file.code_lines for file in files)
    cognitive = shares_above(functions, lambda f: f.function.cognitive, (15, 25))
    values = dict(zip(("cognitive15", "cognitive25"), cognitive, strict=True))
    demanding = [function for function in functions if is_demanding(function)]
    values["documented"] = _percent(sum(f.function.documented for f in demanding), len(demanding))
    values["unclear_names"] = _per_thousand(sum(len(file.unclear_names) for file in files), lines)
    disabled = sum(place.end_line - place.line + 1 for file in files for place in file.commented_out)
    values["commented_out"] = _per_thousand(disabled, lines)
    values["long_lines"] = _percent(sum(file.long_lines for file in files), lines)
    return values | _structure(files, lines)


def _structure(files: tuple[FileFacts, ...], lines: int) -> dict[str, float]:
    found = couplings(files)
    parts = part_lines(files, parts_of(files))
    in_circles = {path for circle in found.file_cycles for path in circle}
    parts_in_circles = {part for circle in found.part_cycles for part in circle}
    return {
        "cyclic_files": _percent(sum(file.code_lines for file in files if file.path in in_circles), lines),
        "cyclic_parts": _percent(sum(parts[part] for part in parts_in_circles), lines),
        "largest_part": _percent(max(parts.values(), default=0), lines),
    }


def is_demanding(function: MeasuredFunction) -> bool:
    """Say whether a reader of the function would be helped by a sentence on what it does."""
    return function.code_lines >= DEMANDING_LINES or function.function.complexity >= DEMANDING_COMPLEXITY


def share_above(
    functions: Iterable[MeasuredFunction], value: Callable[[MeasuredFunction], float], limit: float
) -> float:
    """Percentage (0 to 100) of the function code that stands in functions above a limit."""
    return shares_above(functions, value, (limit,))[0]


def shares_above(
    functions: Iterable[MeasuredFunction],
    value: Callable[[MeasuredFunction], float],
    limits: tuple[float, ...],
) -> list[float]:
    """The same for several limits."""
    functions = tuple(functions)
    lines = np.array([function.code_lines for function in functions], dtype=np.float64)
    values = np.array([value(function) for function in functions], dtype=np.float64)
    total = _sum(lines)
    return [round(100.0 * _sum(lines[values > limit]) / total, 2) if total else 0.0 for limit in limits]


def _sum(values: npt.NDArray[np.float64]) -> float:
    """One after the other: numpy's own sum depends on how many there are."""
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def _percent(part: float, whole: float) -> float:
    return round(100.0 * part / whole, 2) if whole else 0.0


def _per_thousand(part: float, whole: float) -> float:
    return round(1000.0 * part / whole, 2) if whole else 0.0
