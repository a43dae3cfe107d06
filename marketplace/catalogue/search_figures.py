"""How well the search answers judged questions, as measured last; written by `make evaluate-search`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FIGURES = Path(__file__).with_name("search-figures.json")
DIGITS = 3


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """One search on one part of the questions; all figures from 0 to 1.

    Attributes:
        ndcg: mean nDCG@10 over the questions that have an answer.
        recall: mean share of the good answers among the first twenty.
        nothing: share of the answerable questions for which nothing was found.
        ndcg_by_viewpoint: nDCG@10 by who asks.
    """

    ndcg: float
    recall: float
    nothing: float
    ndcg_by_viewpoint: dict[str, float]


@dataclass(frozen=True, slots=True)
class PartFigures:
    """All searches on one part of the questions, "tuning" or "held_out".

    `unanswerable` of the questions have no answer in the catalogue; `stayed_empty` of these we answered so.
    """

    part: str
    questions: int
    unanswerable: int
    stayed_empty: int
    searches: dict[str, SearchFigures]


def stored(parts: Sequence[PartFigures]) -> str:
    """Figures as they stand in the file, rounded."""
    rounded = json.loads(json.dumps([asdict(part) for part in parts]), parse_float=_rounded)
    return json.dumps(rounded, indent=2) + "\n"


def _rounded(text: str) -> float:
    return round(float(text), DIGITS)


@cache
def search_figures() -> tuple[PartFigures, ...]:
    """The figures that were measured last, by part."""
    rows = json.loads(FIGURES.read_text(encoding="utf-8"))
    return tuple(
        PartFigures(
            **row | {"searches": {name: SearchFigures(**one) for name, one in row["searches"].items()}}
        )
        for row in rows
    )
