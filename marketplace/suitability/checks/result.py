"""What a check says about one source: met, not met, not applicable or not assessable, with the places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Place


class Verdict(StrEnum):
    """As in the grader: what cannot be assessed is never quietly not met."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True)
class Side:
    """One of several places that say different things: the answer's key, what exactly it says, and where.

    `basis`: whose word the place is; a file by which the provider describes the offer is the provider's.
    """

    value: str
    exact: tuple[str, ...]
    words: Text
    place: Place
    basis: str = "check"


@dataclass(frozen=True)
class Result:
    """The verdict with a sentence and its places.

    `value`: the answer's key where yes and no are not it. `sides`: what the places say one by one, where the
    answer lies in them; each becomes a statement of its own, so that both sides of a contradiction show.
    `holds_days`: how many days after the assessment it still says something; None: until the next one.
    `on` and `url`: where it rests on a page beside the source, the day of the visit and the page's address.
    """

    verdict: Verdict
    words: Text
    places: tuple[Place, ...] = ()
    value: str = ""
    sides: tuple[Side, ...] = ()
    holds_days: int | None = None
    on: date | None = None
    url: str = ""

    @property
    def answer(self) -> str:
        """The key of the answer; "" where there is none."""
        if self.verdict not in (Verdict.MET, Verdict.NOT_MET):
            return ""
        return self.value or ("yes" if self.verdict is Verdict.MET else "no")


def met(words: Text, *places: Place, value: str = "", holds_days: int | None = None) -> Result:
    return Result(Verdict.MET, words, places, value, holds_days=holds_days)


def not_met(words: Text, *places: Place, value: str = "", holds_days: int | None = None) -> Result:
    return Result(Verdict.NOT_MET, words, places, value, holds_days=holds_days)


def not_assessable(de: str, en: str) -> Result:
    """No statement follows; the sentence is shown where nobody else says anything."""
    return Result(Verdict.NOT_ASSESSABLE, Text(de, en))


def from_finding(source: Graded, indicator: str, *, absent: Text | None = None) -> Result:
    """Take over what the grader found.

    Args:
        source: a graded source.
        indicator: the indicator that asks the same question.
        absent: where not finding it in the source does not say that it does not exist: the sentence that
            says so. The result is then not assessable instead of not met.
    """
    outcome = Verdict(source.outcome(indicator))
    words, places = source.words(indicator), source.places(indicator)
    if outcome is Verdict.NOT_MET and absent:
        return Result(Verdict.NOT_ASSESSABLE, absent)
    if outcome is Verdict.NOT_MET and not source.is_sure(indicator):
        return Result(Verdict.NOT_ASSESSABLE, words, places)
    return Result(outcome, words, places)
