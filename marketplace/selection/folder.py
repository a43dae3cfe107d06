"""A project folder as plain values: what its pages show and its documents print; no database is asked.

Texts that exist in both languages are `Text`; what people wrote themselves is plain `str`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marketplace.criteria.model import Text
from marketplace.selection.ranking import Ranking
from marketplace.selection.sensitivity import Sensitivity
from marketplace.suitability.model import Cell


@dataclass(frozen=True)
class ProfileLine:
    """One line of the municipality's profile, e.g. "Einwohner: 14 200"; `value` is "" where nobody said."""

    key: str
    label: Text
    value: Text


@dataclass(frozen=True)
class FolderWish:
    """What the project demands. `options` are the wanted answers in words; empty: any that satisfies.

    `weight` (1 to 5) counts for `level` "should" only. `when_frozen` is what was demanded when the search
    was frozen, ("must" | "should", weight); None before, and for a criterion that was added afterwards.
    `ask` is the question one would put to the provider.
    """

    criterion: str
    title: Text
    topic: Text
    level: str  # "must" | "should"
    weight: int
    option_keys: tuple[str, ...]
    options: tuple[Text, ...]
    note: str
    ask: Text
    when_frozen: tuple[str, int] | None

    @property
    def points(self) -> int:
        """What it counts when it is met."""
        return self.weight if self.level == "should" else 0


@dataclass(frozen=True)
class FolderSearch:
    """The search as it was frozen. `query` is the address part of the list ("?…"), `order` in words.

    Entries chosen by hand are no search: `query` then is the address part of their comparison.
    """

    query: str
    words: str
    filters: tuple[Text, ...]
    language: str
    order: Text
    hits: int
    catalogue: uuid.UUID | None
    frozen_at: datetime
    frozen_by: str
    need: str
    profile: tuple[ProfileLine, ...]
    is_chosen: bool = False


@dataclass(frozen=True)
class JudgedWish:
    """One wish held against one candidate. `met`: "met" | "not_met" | "open" | "not_applicable".

    `lowest` and `highest` are points: what it counts if everything open fails, and if all of it holds.
    """

    wish: FolderWish
    met: str
    reason: Text
    rests_on: Cell | None
    lowest: int
    highest: int

    @property
    def is_must(self) -> bool:
        return self.wish.level == "must"


@dataclass(frozen=True)
class Reasoned:
    """Something a person did with a candidate, with the reason, the name and the time."""

    kind: str  # key of FolderEntry.Kind
    label: Text
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True)
class FolderCandidate:
    """An entry as it was, judged by the wishes as they are, with what people did with it.

    `standing`: "open" | "shortlisted" | "set_aside". `suggestion` is a reason to set it aside that follows
    from a must that is provably not met; a person confirms it. `snapshot`: see `snapshot.taken`.
    """

    id: int
    position: int
    listing: int
    slug: str
    name: str
    provider: str
    summary: Text
    standing: str
    history: tuple[Reasoned, ...]
    judged: tuple[JudgedWish, ...]
    suggestion: Text | None
    snapshot: Mapping[str, Any]
    digest: str

    @property
    def musts(self) -> tuple[JudgedWish, ...]:
        return tuple(one for one in self.judged if one.is_must)

    @property
    def all_musts_met(self) -> bool:
        """False also where the question of a must does not arise: nothing is missing, but nothing is met."""
        return all(one.met == "met" for one in self.musts)

    @property
    def shoulds(self) -> tuple[JudgedWish, ...]:
        return tuple(one for one in self.judged if not one.is_must)

    @property
    def open_wishes(self) -> tuple[JudgedWish, ...]:
        return tuple(one for one in self.judged if one.met == "open")

    @property
    def met_counts(self) -> tuple[tuple[str, int], ...]:
        """How many wishes are met, not met, open and not applicable; zero is left out."""
        found = [one.met for one in self.judged]
        kinds = ("met", "not_met", "open", "not_applicable")
        return tuple((kind, found.count(kind)) for kind in kinds if kind in found)

    @property
    def lowest(self) -> int:
        return sum(one.lowest for one in self.judged)

    @property
    def highest(self) -> int:
        return sum(one.highest for one in self.judged)

    @property
    def standing_reason(self) -> Reasoned | None:
        """What put the candidate where it stands now; None while nobody has done anything."""
        moves = [one for one in self.history if one.kind in {"shortlisted", "set_aside", "reopened"}]
        return moves[-1] if moves else None


@dataclass(frozen=True)
class Decision:
    """What was decided. `outcome`: "awarded" | "none_suitable" | "cancelled"; `standing` is False for one
    that was taken up again later."""

    outcome: str
    label: Text
    candidate: int | None
    name: str
    reason: str
    author: str
    at: datetime
    remind_on: date | None
    standing: bool


@dataclass(frozen=True)
class LogLine:
    """One event of the folder in order; `what` says it in words."""

    number: int
    kind: str
    label: Text
    what: Text
    reason: str
    author: str
    at: datetime
    hash: str


@dataclass(frozen=True)
class Person:
    """Somebody who takes part."""

    user: int
    name: str
    mail: str
    role: str
    role_label: Text


@dataclass(frozen=True)
class Folder:
    """Everything about one project. `intact` is False if the chain or a snapshot does not add up."""

    id: uuid.UUID
    title: str
    organisation: str
    need: str
    state: str
    state_label: Text
    edition: str
    created_at: datetime
    remind_on: date | None
    profile: tuple[ProfileLine, ...]
    wishes: tuple[FolderWish, ...]
    search: FolderSearch | None
    candidates: tuple[FolderCandidate, ...]
    ranking: Ranking
    sensitivity: Sensitivity
    decisions: tuple[Decision, ...]
    log: tuple[LogLine, ...]
    people: tuple[Person, ...]
    intact: bool

    @property
    def decision(self) -> Decision | None:
        """The decision that stands, if there is one."""
        return next((one for one in reversed(self.decisions) if one.standing), None)

    @property
    def in_ranking(self) -> tuple[FolderCandidate, ...]:
        """Candidates that are not set aside, in the order of the ranking."""
        by_id = {one.id: one for one in self.candidates}
        return tuple(by_id[place.candidate] for place in self.ranking.places)

    @property
    def set_aside(self) -> tuple[FolderCandidate, ...]:
        return tuple(one for one in self.candidates if one.standing == "set_aside")

    def candidate(self, number: int) -> FolderCandidate | None:
        """The candidate with this id, or None."""
        return next((one for one in self.candidates if one.id == number), None)
