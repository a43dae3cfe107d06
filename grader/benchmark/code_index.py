"""One place from 0 to 100 per measure and part, computed alike for a project and for each of its peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from grader.benchmark.comparison import COMPARISON, MIN_ROWS, position, reference, repository_values
from grader.benchmark.figures import Figures

# Each measure and the figures it is read from. Several thresholds each, so that neither many slightly long
# functions nor a few monstrous ones go unnoticed (Heitlager et al., QUATIC 2007).
MEASURES: dict[str, tuple[str, ...]] = {
    "difficulty": ("difficulty_mean", "hard_share"),
    "function_size": ("size15", "size30", "size60"),
    "complexity": ("ccn5", "ccn10", "ccn25", "cognitive15", "cognitive25"),
    "parameters": ("par2", "par4", "par6"),
    "file_size": ("file500",),
    "tests": ("test_ratio",),
    "repetition": ("duplicated",),
}
HIGHER_IS_BETTER = frozenset({"test_ratio"})
OF_THE_REPOSITORY = frozenset({"tests", "repetition"})

# What each part of the grade is made of, in %.
PARTS: dict[str, dict[str, int]] = {
    "understandability": {"difficulty": 100},
    "structure": {"complexity": 40, "function_size": 30, "file_size": 20, "parameters": 10},
    "tests": {"tests": 100},
    "repetition": {"repetition": 100},
}


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """Places (0 to 100, higher is better) by measure and by part; what is unknown is not there."""

    positions: Mapping[str, float]
    parts: Mapping[str, float]

    def over(self, weights: Mapping[str, int]) -> float:
        """The weighted mean of the parts that are known."""
        return _weighted(self.parts, weights)


def code_index(figures: Figures) -> CodeIndex:
    """Place a project among comparable ones.

    The place in a measure is the mean over the project's languages of the place among projects of that
    language, weighted by code lines.
    """
    found = {measure: _measure_position(measure, figures) for measure in MEASURES}
    positions = {measure: place for measure, place in found.items() if place is not None}
    parts = {
        part: _weighted(positions, weights)
        for part, weights in PARTS.items()
        if any(measure in positions for measure in weights)
    }
    return CodeIndex(positions, parts)


def _measure_position(measure: str, figures: Figures) -> float | None:
    if measure in OF_THE_REPOSITORY:
        return _place(
            (name, figures.repository[name], repository_values(name))
            for name in MEASURES[measure]
            if name in figures.repository and len(repository_values(name)) >= MIN_ROWS
        )
    total = weights = 0.0
    for row in figures.languages:
        others = reference(row.language).values
        place = _place(
            (name, row.values[name], others.get(name, ())) for name in MEASURES[measure] if name in row.values
        )
        if place is not None:
            total, weights = total + row.lines * place, weights + row.lines
    return round(total / weights, 1) if weights else None


def _place(compared: Iterable[tuple[str, float, tuple[float, ...]]]) -> float | None:
    places = [
        position(value, others, higher_is_better=name in HIGHER_IS_BETTER) for name, value, others in compared
    ]
    return sum(places) / len(places) if places else None


def _weighted(values: Mapping[str, float], weights: Mapping[str, int]) -> float:
    known = [name for name in weights if name in values]
    return round(
        sum(values[name] * weights[name] for name in known) / sum(weights[name] for name in known), 1
    )


@cache
def comparison_indexes() -> tuple[CodeIndex, ...]:
    """The index of each repository of the comparison, in the order of the data file."""
    return tuple(code_index(peer.figures) for peer in COMPARISON.peers)
