"""Finds all indicators with their definitions and asks each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from grader.facts.model import Facts
from grader.findings import Finding, Outcome, Text
from grader.wording import say

FOLDER = Path(__file__).parent
# The loader in C says the same, several times faster, and is part of the usual wheels.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    title: Text
    graded: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """What `definition.yaml` says. `effort` is low, medium or high; `lifecycle` experimental, stable or
    deprecated; the reason titles head the three strongest reasons of a grade."""

    id: str
    topic: str
    title: Text
    question: Text
    why: Text
    how: Text
    limits: Text
    remedy: Text
    effort: str
    lifecycle: str
    reason_plus: Text | None
    reason_minus: Text | None

    def measure(self, facts: Facts) -> Finding:
        """Answer the question; a mistake of ours becomes an ERROR finding and stops nothing."""
        try:
            module = import_module(f"grader.indicators.{self.id.replace('-', '_')}.measure")
            answer: Callable[[Facts], Finding] = module.measure
            return answer(facts)
        except Exception as problem:  # whatever happens, the other indicators must still answer
            return _error(self.id, problem)


def measure_all(facts: Facts) -> tuple[Finding, ...]:
    """Ask every indicator, in the order of topics and titles."""
    return tuple(indicator.measure(facts) for indicator in indicators())


@cache
def topics() -> tuple[Topic, ...]:
    """All topics in the order in which they are shown."""
    rows = yaml.load((FOLDER / "topics.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    return tuple(Topic(row["id"], Text(**row["title"]), row["graded"]) for row in rows)


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators, by topic and then by id."""
    order = [topic.id for topic in topics()]
    found = [_read(path) for path in FOLDER.glob("*/definition.yaml")]
    return tuple(sorted(found, key=lambda indicator: (order.index(indicator.topic), indicator.id)))


@cache
def indicator(indicator_id: str) -> Indicator:
    """Return one indicator.

    Raises:
        KeyError: there is no such indicator.
    """
    return {known.id: known for known in indicators()}[indicator_id]


def _read(path: Path) -> Indicator:
    values: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    texts = {name: Text(**text) for name, text in values.items() if isinstance(text, dict)}
    return Indicator(
        id=values["id"],
        topic=values["topic"],
        title=texts["title"],
        question=texts["question"],
        why=texts["why"],
        how=texts["how"],
        limits=texts["limits"],
        remedy=texts["remedy"],
        effort=values["effort"],
        lifecycle=values["lifecycle"],
        reason_plus=texts.get("reason_plus"),
        reason_minus=texts.get("reason_minus"),
    )


def _error(indicator_id: str, problem: Exception) -> Finding:
    cause = f"{type(problem).__name__}: {str(problem)[:200]}"
    statement = say(
        "Diese Frage konnten wir wegen eines Fehlers im Programm nicht beantworten ({cause}).",
        "We could not answer this question because of an error in the program ({cause}).",
        cause=cause,
    )
    return Finding(indicator_id, Outcome.ERROR, statement, details={"cause": cause})
