"""The comparison data and the question `how many of the comparable projects are worse?`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.facts.code import family_of

FILE = Path(__file__).with_name("comparison-2026-1.json")

# A comparison with fewer projects of the same kind of language would mostly measure chance.
MIN_PEERS = 8


@dataclass(frozen=True, slots=True)
class Peer:
    """One repository of the comparison; units are explained in the data file."""

    repository: str
    language: str
    nloc: int
    values: dict[str, float]
    measured_with: str
    duplicated: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    edition: str
    about: str
    measured_on: str
    measured_with: str
    peers: tuple[Peer, ...]
    language_limits: dict[str, dict[str, int]]


def _load(content: dict[str, Any]) -> Comparison:
    limits = {key: value for key, value in content["language_limits"].items() if key != "about"}
    return Comparison(
        edition=content["edition"],
        about=content["about"],
        measured_on=content["measured_on"],
        measured_with=content["measured_with"],
        peers=tuple(_peer(row) for row in content["repositories"]),
        language_limits=limits,
    )


def _peer(row: dict[str, Any]) -> Peer:
    named = {"repository", "language", "nloc", "measured_with", "duplicated"}
    return Peer(
        repository=row["repository"],
        language=row["language"],
        nloc=row["nloc"],
        values={key: float(value) for key, value in row.items() if key not in named},
        measured_with=row["measured_with"],
        duplicated=row["duplicated"],
    )


COMPARISON = _load(json.loads(FILE.read_text(encoding="utf-8")))


def peers_of(language: str | None) -> tuple[Peer, ...]:
    """The projects of the same kind of main language, or all where these are fewer than eight."""
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


def measured_duplication() -> tuple[float, ...]:
    """Duplicated lines (in %) of the projects where this grader measured them."""
    return tuple(peer.duplicated for peer in COMPARISON.peers if peer.duplicated is not None)


def duplication_position(share: float) -> float:
    """Share (0 to 100, in %) of those projects with more duplicated lines; equal ones count half."""
    return position(share, measured_duplication())


def language_limit(kind: str, language: str | None) -> int:
    """Value below which 90 % of the function code of a language lies (`function_lines` or `complexity`).

    Method: Alves, Ypma and Visser, Deriving metric thresholds from benchmark data, ICSM 2010.
    """
    limits = COMPARISON.language_limits[kind]
    return limits.get("TypeScript" if language == "TSX" else language or "", limits["default"])
