"""The vocabulary of every judgement: texts in two languages, outcomes, places, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages of the interface; German is the leading one."""

    de: str
    en: str

    def as_dict(self) -> dict[str, str]:
        return {"de": self.de, "en": self.en}


class Outcome(StrEnum):
    """What an indicator found. Missing knowledge never quietly becomes a bad mark."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"
    ERROR = "error"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the source tree; `line` is 1-based, None means the whole file or folder."""

    path: str
    line: int | None = None
    end_line: int | None = None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"path": self.path, "line": self.line, "end_line": self.end_line, "note": self.note}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number behind a finding. `better_than` is the share (0 to 100, in %) of comparable projects
    with a worse value, or None where no comparison exists."""

    name: str
    value: float
    unit: str
    better_than: float | None = None
    compared_with: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "better_than": self.better_than,
            "compared_with": self.compared_with,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one indicator's question, with the evidence it rests on."""

    indicator: str
    outcome: Outcome
    statement: Text
    evidence: tuple[Location, ...] = ()
    measure: Measure | None = None
    confidence: Confidence = Confidence.HIGH
    details: dict[str, Any] = field(default_factory=dict)
