"""The checklist of a criterion's edition as a reviewer ticks it: plain values, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.criteria.model import Criterion
from marketplace.review.errors import WrongInput

YES, NO, NOT_APPLICABLE = "yes", "no", "na"
ANSWERS = (YES, NO, NOT_APPLICABLE)
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Tick:
    """One point of the checklist: does it hold, does it not, or does it not arise – and why."""

    answer: str  # one of ANSWERS, "" where nothing was chosen
    note: str = ""


def check_ticks(criterion: Criterion, ticks: Sequence[Tick], *, verified: bool) -> None:
    """Say what keeps a checklist from being taken.

    Args:
        criterion: its points, in their order.
        ticks: one per point.
        verified: whether "verified" rests on it: then each point holds or does not arise.

    Raises:
        WrongInput: names the point and the cause.
    """
    if len(ticks) != len(criterion.review):
        raise WrongInput(
            "points", "Die Prüfliste passt nicht zum Kriterium.", "The checklist does not fit the criterion."
        )
    for number, tick in enumerate(ticks, start=1):
        _check(number, tick, verified)


def _check(number: int, tick: Tick, verified: bool) -> None:
    if tick.answer not in ANSWERS:
        raise _wrong(number, "Bitte wählen Sie eine Antwort.", "please choose an answer.")
    if tick.answer == NO and verified:
        raise _wrong(
            number,
            "Er ist nicht erfüllt; so kann die Angabe nicht als geprüft gelten.",
            "it does not hold; the statement cannot count as verified like this.",
        )
    if tick.answer != YES and not tick.note.strip():
        raise _wrong(number, "Bitte schreiben Sie dazu, warum.", "please write why.")
    if len(tick.note) > LONGEST_NOTE:
        raise _wrong(
            number,
            f"Die Anmerkung hat höchstens {LONGEST_NOTE} Zeichen.",
            f"notes have at most {LONGEST_NOTE} characters.",
        )


def _wrong(number: int, de: str, en: str) -> WrongInput:
    return WrongInput("checklist", f"Prüfliste, Punkt {number}: {de}", f"Checklist, point {number}: {en}")


def as_rows(criterion: Criterion, ticks: Sequence[Tick]) -> list[dict[str, str]]:
    """The ticked list as it is kept in the case: with the words of the points as they were."""
    return [
        {"de": point.de, "en": point.en, "answer": tick.answer, "note": tick.note.strip()}
        for point, tick in zip(criterion.review, ticks, strict=True)
    ]
