"""Holds wishes against what a snapshot says. Pure; what is unknown is open and counts against nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.model import AnswerKind, Text
from marketplace.selection.folder import FolderWish, JudgedWish
from marketplace.selection.ranking import Points, Standing
from marketplace.selection.wording import criterion_of
from marketplace.suitability.fit import ARISES_HERE, Level, Wish, arises_as_wanted, judge
from marketplace.suitability.model import Suitability

NOTHING_SAID = Text(
    "Beim Festhalten war dazu nichts bekannt.", "Nothing was known about this when the search was frozen."
)


@dataclass(frozen=True)
class Setting:
    """What a verdict depends on beside entry and wishes: how the municipality wants to have it operated.

    `operation`: keys of `OPERATION_LABELS`, empty where nobody said; `edition` of the criteria; `kind` of
    the entry.
    """

    operation: Collection[str] = ()
    edition: str = ""
    kind: str = "solution"


def judged(
    suitability: Suitability | None, wishes: Iterable[FolderWish], setting: Setting | None = None
) -> tuple[JudgedWish, ...]:
    """One verdict per wish.

    Points after UfAB's simple scoring: a should that is met counts its weight, one that is not met nothing,
    an open one anything between. Where the question does not arise, nothing can be missing: full weight;
    but a question that arises for the operation the municipality wants is open, or an entry that nobody
    operates would gain by it.
    """
    return tuple(_judged(suitability, wish, setting or Setting()) for wish in wishes)


def _judged(suitability: Suitability | None, wish: FolderWish, setting: Setting) -> JudgedWish:
    cell = suitability.cell(wish.criterion) if suitability else None
    if suitability is None or cell is None:
        return JudgedWish(wish, "open", NOTHING_SAID, None, 0, wish.points)
    criterion = criterion_of(wish.criterion, setting.edition)
    if cell.state is State.NOT_APPLICABLE and arises_as_wanted(
        suitability, criterion, setting.kind, setting.operation
    ):
        return JudgedWish(wish, "open", ARISES_HERE, cell, 0, wish.points)
    level: Level = "must" if wish.level == "must" else "should"
    several = criterion is not None and criterion.answer is AnswerKind.CHOICES
    verdict = judge(cell, Wish(wish.criterion, level, wish.weight, wish.option_keys, several))
    return JudgedWish(
        wish=wish,
        met=str(verdict.met),
        reason=Text(verdict.reason_de, verdict.reason_en),
        rests_on=verdict.rests_on,
        lowest=wish.points if verdict.met in {"met", "not_applicable"} else 0,
        highest=0 if verdict.met == "not_met" else wish.points,
    )


def suggestion(wishes: Sequence[JudgedWish]) -> Text | None:
    """The reason to set a candidate aside that follows from musts provably not met, or None."""
    broken = [one for one in wishes if one.is_must and one.met == "not_met"]
    if not broken:
        return None
    return Text(
        " ".join(f"Muss „{one.wish.title.de}“ nicht erfüllt: {one.reason.de}" for one in broken),
        " ".join(f"Must “{one.wish.title.en}” not met: {one.reason.en}" for one in broken),
    )


def standing(candidate: int, position: int, wishes: Sequence[JudgedWish]) -> Standing:
    """What the order of a candidate depends on."""
    musts = [one for one in wishes if one.is_must]
    return Standing(
        candidate=candidate,
        position=position,
        musts_not_met=sum(one.met == "not_met" for one in musts),
        musts_open=sum(one.met == "open" for one in musts),
        points=tuple(
            Points(one.wish.criterion, one.lowest, one.highest) for one in wishes if not one.is_must
        ),
    )
