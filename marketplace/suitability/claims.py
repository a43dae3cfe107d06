"""One thing said about a criterion, as the rules for states need it: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

# Who says it, the strongest first. The provider's own word comes last: it is the only one nobody else saw.
BASES = ("review", "document", "repository", "check", "third_party", "provider")


@dataclass(frozen=True)
class Verified:
    """Somebody has compared a claim with its proof. `until`: the last day it counts; None: until ended.

    `agreed`: a second reviewer has confirmed it; before that it does not count.
    """

    by: str
    on: date
    until: date | None = None
    agreed: bool = True
    ended: bool = False

    def counts(self, today: date) -> bool:
        """True while it is confirmed, not ended and not expired."""
        return self.is_confirmed and not lapsed(self.until, today)

    @property
    def is_confirmed(self) -> bool:
        return self.agreed and not self.ended


@dataclass(frozen=True)
class Claim:
    """What one source says about one criterion.

    `value` holds the keys of the answer: one, or several where any number can be chosen. `exact` is what
    stands behind an option where claims of the same option can exclude each other: names of licences, one of
    which has to be in both. `until` is the last day the claim counts as proof; None: until something changes.
    """

    basis: str
    value: tuple[str, ...]
    exact: tuple[str, ...] = ()
    words_de: str = ""
    words_en: str = ""
    source_de: str = ""
    source_en: str = ""
    url: str = ""
    locator: str = ""
    on: date | None = None
    until: date | None = None
    ended: bool = False
    document: str = ""  # the version of a document it rests on
    sha256: str = ""
    visibility: str = ""
    verified: tuple[Verified, ...] = ()

    def counts(self, today: date) -> bool:
        """True while it is neither ended nor expired."""
        return not self.ended and not lapsed(self.until, today)

    def has_lapsed(self, today: date) -> bool:
        """True where it would still count if it had not expired."""
        return not self.ended and lapsed(self.until, today)

    def verification(self, today: date) -> Verified | None:
        """The verification that counts longest, or None."""
        counting = [one for one in self.verified if one.counts(today)]
        return max(counting, key=lambda one: (one.until or date.max, one.on, one.by), default=None)

    def lapsed_verification(self, today: date) -> Verified | None:
        """The verification that expired last, where none counts any more."""
        if self.verification(today):
            return None
        gone = [one for one in self.verified if one.is_confirmed and lapsed(one.until, today)]
        return max(gone, key=lambda one: (one.until or date.min, one.by), default=None)


def lapsed(until: date | None, today: date) -> bool:
    """True from the day after `until`."""
    return until is not None and until < today


def keys_of(value: Any) -> tuple[str, ...]:
    """The keys of a stored answer: truth as yes or no, a list as its items in fixed order.

    Raises:
        ValueError: nothing can be an answer that is empty or a table.
    """
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, list | tuple) and value:
        return tuple(sorted({key for one in value for key in keys_of(one)}))
    text = str(value).strip() if value is not None and not isinstance(value, dict | list | tuple) else ""
    if not text:
        raise ValueError("an answer cannot be empty")
    return (text,)


def next_change(claims: Iterable[Claim], today: date) -> date | None:
    """The last day on which nothing that counts today has expired; None where nothing ever will."""
    days = [claim.until for claim in claims if claim.counts(today)]
    days += [one.until for claim in claims for one in claim.verified if one.counts(today)]
    return min((day for day in days if day), default=None)
