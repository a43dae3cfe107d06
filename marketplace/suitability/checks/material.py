"""What a check may look at: the graded sources of a listing and the catalogue's facts about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marketplace.analysis.forge import Forge
from marketplace.criteria.model import Text


@dataclass(frozen=True)
class Graded:
    """The newest result of one source, without its list of files.

    `location` is where the source was fetched (a git address, a package name), `part` what of the listing it
    is, empty for the whole. `findings` and `notices` are by indicator.
    """

    location: str
    kind: str
    part: Text
    on: date
    findings: Mapping[str, Mapping[str, Any]]
    notices: Mapping[str, Mapping[str, Any]]
    history: Mapping[str, Any]
    stated: Mapping[str, Any]
    forge: Forge

    def outcome(self, indicator: str) -> str:
        """The outcome of an indicator; "not_assessable" where it was not asked or broke down."""
        found = str(self.findings.get(indicator, {}).get("outcome", ""))
        return found if found in {"met", "not_met", "not_applicable"} else "not_assessable"

    def is_sure(self, indicator: str) -> bool:
        """False where the grader itself calls its finding uncertain."""
        return self.findings.get(indicator, {}).get("confidence") != "low"

    def words(self, indicator: str) -> Text:
        """The finding's sentence in both languages."""
        statement = self.findings.get(indicator, {}).get("statement") or {}
        return Text(str(statement.get("de", "")), str(statement.get("en", "")))

    def places(self, indicator: str) -> tuple[Place, ...]:
        """The finding's evidence."""
        return places_of(self.findings.get(indicator, {}).get("evidence") or ())

    def entry(self, key: str) -> tuple[str, Place] | None:
        """An entry of publiccode.yml with its place, or None; `key` with dots for nested ones."""
        publiccode = self.stated.get("publiccode") or {}
        for one in publiccode.get("entries") or ():
            if one["key"] == key:
                return str(one["value"]), Place(publiccode["path"], one.get("line"), str(one["value"]))
        return None


@dataclass(frozen=True)
class Place:
    """A file or a line (1-based) in a source; `note` says what stands there."""

    path: str
    line: int | None = None
    note: str = ""

    @property
    def shown(self) -> str:
        """As people write it: README.md, line after a colon; the history has no file."""
        if self.path == ".git":
            return self.note
        return f"{self.path}:{self.line}" if self.line else self.path


def places_of(evidence: Any) -> tuple[Place, ...]:
    """Places of a stored result's evidence."""
    return tuple(Place(str(one["path"]), one.get("line"), str(one.get("note", ""))) for one in evidence)


@dataclass(frozen=True)
class PageLook:
    """What visits to a linked page have found; `looked_on` is the last one with an answer.

    `is_statement`: the page speaks of accessibility; else `problem` says what it is. `day`: the one it bears.
    `failed_on` and `failed_again_on`: failures on two different days with no success between.
    """

    looked_on: date | None = None
    is_statement: bool = False
    day: date | None = None
    problem: Text = Text("", "")  # noqa: RUF009 - a frozen value
    failed_on: date | None = None
    failed_again_on: date | None = None


@dataclass(frozen=True)
class Material:
    """What a check knows about a listing beside the source it looks at: all its sources in their order, and
    what visits to the addresses they name have found."""

    sources: tuple[Graded, ...]
    pages: Mapping[str, PageLook] = field(default_factory=dict)
