"""The comparison data and the question `how many of the comparable projects are worse?`."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from grader.benchmark.figures import Figures, LanguageFigures

FILE = Path(__file__).with_name("comparison-2026-2.json")

# A comparison with fewer projects would mostly measure chance.
MIN_ROWS = 8
# No language's limit is more than this multiple of the limit over all languages.
MOST_ABOVE_ALL = 1.5

# Where a language has too few projects of its own, those of the first group that has enough are compared.
RELATED: tuple[frozenset[str], ...] = (
    frozenset({"TypeScript", "JavaScript", "Vue", "Svelte"}),
    frozenset({"Java", "Kotlin", "Scala", "Groovy"}),
    frozenset({"Kotlin", "Swift", "Dart", "Objective-C"}),
    frozenset({"Java", "Kotlin", "C#"}),
    frozenset({"C", "C++", "Rust", "Go", "Objective-C"}),
    frozenset({"Python", "Ruby", "PHP", "Perl", "Lua", "Elixir", "R", "Shell"}),
)


class Scope(StrEnum):
    """Who is compared: projects of the same language, of related ones, or of all languages."""

    LANGUAGE = "language"
    RELATED = "related"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Peer:
    """One repository of the comparison; units are explained in the data file. `answers` holds the outcomes
    of the questions that enter the grade without a figure."""

    repository: str
    url: str
    commit: str
    measured_on: str
    language: str
    nloc: int
    figures: Figures
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    edition: str
    about: str
    measured_on: str
    measured_with: str
    peers: tuple[Peer, ...]
    language_limits: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Reference:
    """The rows a language is compared with; `values` are ascending by figure."""

    scope: Scope
    repositories: frozenset[str]
    values: Mapping[str, tuple[float, ...]]


def load(content: Mapping[str, Any]) -> Comparison:
    """Read the comparison from the content of its file."""
    limits = {key: value for key, value in content["language_limits"].items() if key != "about"}
    return Comparison(
        edition=content["edition"],
        about=content["about"],
        measured_on=content["measured_on"],
        measured_with=content["measured_with"],
        peers=tuple(_peer(row) for row in content["repositories"]),
        language_limits=limits,
    )


def _peer(row: Mapping[str, Any]) -> Peer:
    languages = tuple(
        LanguageFigures(one["language"], one["lines"], one["function_lines"], one["values"])
        for one in row["languages"]
    )
    return Peer(
        repository=row["repository"],
        url=row["url"],
        commit=row["commit"],
        measured_on=row["measured_on"],
        language=row["language"],
        nloc=row["nloc"],
        figures=Figures(languages, row["values"]),
        answers=row["answers"],
    )


COMPARISON = load(json.loads(FILE.read_text(encoding="utf-8")))


@cache
def reference(language: str | None) -> Reference:
    """The rows a language is compared with: its own where there are at least eight, else those of related
    languages, else all."""
    own = frozenset({language or ""})
    for scope, languages in ((Scope.LANGUAGE, own), *((Scope.RELATED, g) for g in RELATED if language in g)):
        rows = _rows(languages)
        if len({repository for repository, _ in rows}) >= MIN_ROWS:
            return _reference(scope, rows)
    return _reference(Scope.ALL, _rows(None))


def _rows(languages: frozenset[str] | None) -> list[tuple[str, LanguageFigures]]:
    return [
        (peer.repository, row)
        for peer in COMPARISON.peers
        for row in peer.figures.languages
        if languages is None or row.language in languages
    ]


def _reference(scope: Scope, rows: list[tuple[str, LanguageFigures]]) -> Reference:
    names = sorted({name for _, row in rows for name in row.values})
    values = {
        name: tuple(sorted(row.values[name] for _, row in rows if name in row.values)) for name in names
    }
    return Reference(scope, frozenset(repository for repository, _ in rows), values)


@cache
def repository_values(name: str) -> tuple[float, ...]:
    """A figure of whole repositories, of all where it is known, ascending."""
    return tuple(
        sorted(peer.figures.repository[name] for peer in COMPARISON.peers if name in peer.figures.repository)
    )


def position(value: float, others: Iterable[float], *, higher_is_better: bool = False) -> float:
    """Share (0 to 100, in %) of the others with a worse value; equal ones count half."""
    values = others if isinstance(others, tuple) else tuple(sorted(others))
    if not values:
        return 50.0
    below, up_to = bisect_left(values, value), bisect_right(values, value)
    worse = below if higher_is_better else len(values) - up_to
    return round(100.0 * (worse + (up_to - below) / 2) / len(values), 1)


def measured_duplication() -> tuple[float, ...]:
    """Duplicated lines (in %) of the compared projects."""
    return repository_values("duplicated")


def duplication_position(share: float) -> float:
    """Share (0 to 100, in %) of those projects with more duplicated lines; equal ones count half."""
    return position(share, measured_duplication())


@cache
def language_limit(kind: str, language: str | None) -> int:
    """Value below which 90 % of the function code of a language lies (`function_lines` or `complexity`).

    Method: Alves, Ypma and Visser, Deriving metric thresholds from benchmark data, ICSM 2010.
    """
    limits = COMPARISON.language_limits[kind]
    # Few repositories full of scaffolded code must not make every function of a language look ordinary.
    return min(limits.get(language or "", limits["default"]), round(MOST_ABOVE_ALL * limits["default"]))
