"""What a criterion is: one question administrations ask of an offer, with everything that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.lib.bilingual import in_current_language

OWN_PREFIX = "own-"


@dataclass(frozen=True)
class Text:
    """A text in German and English."""

    de: str
    en: str

    def __str__(self) -> str:
        return in_current_language({"de": self.de, "en": self.en})


class AnswerKind(StrEnum):
    """How a criterion is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"  # exactly one option
    CHOICES = "choices"  # any number of options
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Option:
    """One answer to choose from. `meets`: whether it satisfies somebody who asks for the criterion."""

    key: str
    label: Text
    meets: bool


@dataclass(frozen=True)
class LegalReference:
    """A law, standard or guide the criterion comes from, with where and when it was read.

    `seen_on` is None where the address was given but not opened; `note` then says so.
    """

    title: Text
    url: str
    seen_on: date | None
    note: Text | None = None


@dataclass(frozen=True)
class EvidenceKind:
    """What proves an answer, and for how many months the proof counts; None: until something changes."""

    key: str
    label: Text
    valid_months: int | None


@dataclass(frozen=True)
class Requirement:
    """The criterion as product-neutral text of a specification (§ 31 Abs. 6 VgV, § 23 Abs. 5 UVgO).

    `level`: "A" (exclusion) or "B" (points) after UfAB, the suggestion an author may change.
    """

    level: str
    text: Text
    proof: Text


@dataclass(frozen=True)
class Applicability:
    """When the question arises. `kinds`: listing kinds; `conditions`: key of another criterion → answers of
    which at least one must hold (ask `criteria.applicability`, which treats what is unknown as arising).

    `otherwise` is the reason shown where it does not arise.
    """

    kinds: tuple[str, ...]
    conditions: Mapping[str, tuple[str, ...]]
    otherwise: Text


@dataclass(frozen=True)
class Topic:
    """A group of criteria."""

    key: str
    name: Text
    hint: Text
    position: int


@dataclass(frozen=True)
class Criterion:
    """One question of the catalogue.

    `check` names the automatic check that can answer it, "" where only people can; `fact` the key of a
    catalogue fact that counts as a statement about it, "" without one.
    """

    key: str
    topic: str
    position: int
    title: Text
    question: Text
    help: Text
    why: Text
    answer: AnswerKind
    options: tuple[Option, ...]
    unit: Text | None
    applies: Applicability
    references: tuple[LegalReference, ...]
    evidence: tuple[EvidenceKind, ...]
    check: str
    fact: str
    facet: bool
    requirement: Requirement
    review: tuple[Text, ...]  # what a reviewer looks at before saying "verified"
    ask_provider: Text  # the question as one would write it to the provider
    since: str  # edition it first appeared in; "" for an operator's own criterion
    replaces: tuple[str, ...] = ()  # keys of earlier editions whose answers count here

    @property
    def is_own(self) -> bool:
        """True for a criterion the operator of this installation added."""
        return self.key.startswith(OWN_PREFIX)

    def option(self, key: str) -> Option | None:
        """The option with this key, or None. Yes/no questions have the options "yes" and "no"."""
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True)
class Edition:
    """A published state of the catalogue; it never changes once published."""

    key: str
    published_on: date
    topics: tuple[Topic, ...]
    criteria: tuple[Criterion, ...]
    changes: tuple[Text, ...]

    def criterion(self, key: str) -> Criterion | None:
        """The criterion with this key, or None."""
        return next((one for one in self.criteria if one.key == key), None)

    def of_topic(self, topic: str) -> tuple[Criterion, ...]:
        """The criteria of a topic in their order."""
        return tuple(one for one in self.criteria if one.topic == topic)
