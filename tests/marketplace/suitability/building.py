"""Criteria and claims for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.criteria.model import (
    AnswerKind,
    Applicability,
    Criterion,
    Edition,
    Option,
    Requirement,
    Text,
    Topic,
)
from marketplace.suitability.claims import Claim, Verified

TODAY = date(2026, 11, 23)
YES_NO = (Option("yes", Text("Ja", "Yes"), True), Option("no", Text("Nein", "No"), False))
CHOICES = (
    Option("self", Text("selbst", "own"), True),
    Option("centre", Text("Rechenzentrum", "data centre"), True),
    Option("none", Text("niemand", "nobody"), False),
)


def text(word: str) -> Text:
    return Text(f"{word}.", f"{word} (en).")


def criterion(key: str = "avv", **values: Any) -> Criterion:
    """A yes/no criterion of the topic "data-protection" that arises for solutions."""
    defaults: dict[str, Any] = {
        "key": key,
        "topic": "data-protection",
        "position": 1,
        "title": text(f"Titel {key}"),
        "question": text(f"Frage {key}"),
        "help": text("Hilfe"),
        "why": text("Warum"),
        "answer": AnswerKind.YES_NO,
        "options": YES_NO,
        "unit": None,
        "applies": Applicability(("solution",), {}, Text("Entfällt.", "Does not arise.")),
        "references": (),
        "evidence": (),
        "check": "",
        "fact": "",
        "facet": True,
        "requirement": Requirement("B", text("Anforderung"), text("Beleg")),
        "review": (),
        "ask_provider": Text(f"Wie ist es mit {key}?", f"What about {key}?"),
        "since": "2026-1",
    }
    return Criterion(**(defaults | values))


def edition(*criteria: Criterion) -> Edition:
    topic = Topic("data-protection", text("Datenschutz"), text("Hinweis"), 1)
    return Edition("2026-1", date(2026, 11, 1), (topic,), criteria, ())


def claim(value: str = "yes", basis: str = "provider", **values: Any) -> Claim:
    """Somebody says `value`; several keys are separated by commas."""
    return Claim(basis, tuple(value.split(",")), **values)


def verified(until: date | None = None, **values: Any) -> Verified:
    defaults: dict[str, Any] = {"by": "Prüfstelle", "on": date(2026, 1, 1), "until": until}
    return Verified(**(defaults | values))
