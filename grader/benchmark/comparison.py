"""The comparison data and the question `how many of the comparable projects are worse?`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from grader.facts.code import family_of

FILE = Path(__file__).with_name("comparison-2026-1.json")

# A comparison with fewer projects of the same kind of language would mostly measure chance.
MIN_PEERS = 10


@dataclass(frozen=True, slots=True)
class Peer:
    """One repository of the comparison; units are explained in the data file."""

    repository: str
    language: str
    nloc: int
    values: dict[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    edition: str
    about: str
    measured_on: str
    measured_with: str
    peers: tuple[Peer, ...]
    duplication_quantiles: tuple[tuple[float, float], ...]
    duplication_compared_with: int
    language_limits: dict[str, dict[str, int]]


def _load(content: dict[str, Any]) -> Comparison:
    peers = [
        Peer(row["repository"], row["language"], row["nloc"], _measures(row))
        for row in content["repositories"]
    ]
    limits = {key: value for key, value in content["language_limits"].items() if key != "about"}
    return Comparison(
        edition=content["edition"],
        about=content["about"],
        measured_on=content["measured_on"],
        measured_with=content["measured_with"],
        peers=tuple(peers),
        duplication_quantiles=tuple((q, value) for q, value in content["duplication"]["quantiles"]),
        duplication_compared_with=content["duplication"]["compared_with"],
        language_limits=limits,
    )


def _measures(row: dict[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in row.items() if key not in {"repository", "language", "nloc"}}


COMPARISON = _load(json.loads(FILE.read_text(encoding="utf-8")))


def peers_of(language: str | None) -> tuple[Peer, ...]:
    """The projects of the same kind of main language, or all where these are fewer than ten."""
    family = family_of(language or "")
    alike = tuple(peer for peer in COMPARISON.peers if family_of(peer.language) == family)
    return alike if len(alike) >= MIN_PEERS else COMPARISON.peers


def position(value: float, others: Iterable[float], *, higher_is_better: bool = False) -> float:
    """Share (0 to 100, in %) of the others with a worse value; equal ones count half."""
    values = list(others)
    if not values:
        return 50.0
    worse = sum((other < value) if higher_is_better else (other > value) for other in values)
    equal = sum(other == value for other in values)
    return round(100.0 * (worse + equal / 2) / len(values), 1)


def duplication_position(share: float) -> float:
    """Share (0 to 100, in %) of comparable projects with more duplicated lines.

    Only five quantiles of the comparison are known; between them the position is interpolated linearly,
    outside of them it ends at 97.5 and 0.
    """
    points = [(0.0, 2.5), *((value, q) for q, value in COMPARISON.duplication_quantiles), (60.0, 100.0)]
    for (low, q_low), (high, q_high) in pairwise(points):
        if share <= high:
            inside = (share - low) / (high - low) if high > low else 0.0
            return round(100.0 - (q_low + inside * (q_high - q_low)), 1)
    return 0.0


def language_limit(kind: str, language: str | None) -> int:
    """Value below which 90 % of the function code of a language lies (`function_lines` or `complexity`).

    Method: Alves, Ypma and Visser, Deriving metric thresholds from benchmark data, ICSM 2010.
    """
    limits = COMPARISON.language_limits[kind]
    return limits.get("TypeScript" if language == "TSX" else language or "", limits["default"])
