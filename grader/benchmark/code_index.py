"""One position from 0 to 100 for the programming, computed alike for a project and for each of its peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grader.benchmark.comparison import COMPARISON, Peer, peers_of, position

# Each measure of the index and the figures of the comparison it is read from: three thresholds each, so that
# neither many slightly long functions nor a few monstrous ones go unnoticed (Heitlager et al., QUATIC 2007).
MEASURES: dict[str, tuple[str, ...]] = {
    "function_size": ("size15", "size30", "size60"),
    "complexity": ("ccn5", "ccn10", "ccn25"),
    "parameters": ("par2", "par4", "par6"),
    "file_size": ("file500",),
    "tests": ("test_ratio",),
}
HIGHER_IS_BETTER = frozenset({"test_ratio"})

STRUCTURE_WEIGHTS = {"function_size": 30, "complexity": 40, "parameters": 10, "file_size": 20}
INDEX_WEIGHTS = {"structure": 75, "tests": 25}


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """Positions (0 to 100, higher is better) by measure, for the structure and for the whole."""

    positions: dict[str, float]
    structure: float
    overall: float


def code_index(values: Mapping[str, float], language: str | None) -> CodeIndex:
    """Place a project among its peers.

    Args:
        values: the figures `size15` … `test_ratio` in the units of the comparison file.
        language: main language; decides who the peers are.
    """
    peers = peers_of(language)
    positions = {measure: _measure_position(measure, values, peers) for measure in MEASURES}
    structure = _weighted(positions, STRUCTURE_WEIGHTS)
    overall = _weighted({"structure": structure, "tests": positions["tests"]}, INDEX_WEIGHTS)
    return CodeIndex(positions, round(structure, 1), round(overall, 1))


def _measure_position(measure: str, values: Mapping[str, float], peers: tuple[Peer, ...]) -> float:
    parts = [
        position(
            values[name], (peer.values[name] for peer in peers), higher_is_better=name in HIGHER_IS_BETTER
        )
        for name in MEASURES[measure]
    ]
    return round(sum(parts) / len(parts), 1)


def _weighted(positions: Mapping[str, float], weights: Mapping[str, int]) -> float:
    return sum(positions[name] * weight for name, weight in weights.items()) / sum(weights.values())


@cache
def comparison_indexes() -> tuple[CodeIndex, ...]:
    """The index of each repository of the comparison, in the order of the data file."""
    return tuple(code_index(peer.values, peer.language) for peer in COMPARISON.peers)
