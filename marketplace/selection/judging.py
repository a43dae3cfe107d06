"""Holds wishes against what a snapshot says. Pure; what is unknown is open and counts against nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.applicability import arises
from marketplace.criteria.model import Text
from marketplace.selection.folder import FolderWish, JudgedWish
from marketplace.selection.ranking import Points, Standing
from marketplace.selection.wording import criterion_of
from marketplace.suitability.fit import Level, Wish, judge
from marketplace.suitability.model import Suitability

NOTHING_SAID = Text(
    "Beim Festhalten war dazu nichts bekannt.", "Nothing was known about this when the search was frozen."
)
ARISES_HERE = Text(
    "Die Frage stellt sich nur deshalb nicht, weil der Eintrag allein Betriebsarten nennt, die Ihr Profil "
    "nicht vorsieht. Für den Betrieb, den Sie wünschen, beim Anbieter klären.",
    "The question only does not arise because the entry names no kind of operation your profile asks for. "
    "For the operation you want, ask the provider.",
)
OFFERED = "operation-offer"


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
    if cell.state is State.NOT_APPLICABLE and _arises_as_wanted(suitability, wish.criterion, setting):
        return JudgedWish(wish, "open", ARISES_HERE, cell, 0, wish.points)
    level: Level = "must" if wish.level == "must" else "should"
    verdict = judge(cell, Wish(wish.criterion, level, wish.weight, wish.option_keys))
    return JudgedWish(
        wish=wish,
        met=str(verdict.met),
        reason=Text(verdict.reason_de, verdict.reason_en),
        rests_on=verdict.rests_on,
        lowest=wish.points if verdict.met in {"met", "not_applicable"} else 0,
        highest=0 if verdict.met == "not_met" else wish.points,
    )


def _arises_as_wanted(suitability: Suitability, criterion: str, setting: Setting) -> bool:
    """Whether the question would arise if the entry were operated in one of the wanted ways.

    False where it offers one of them already: then it does not arise for another reason.
    """
    offer = suitability.cell(OFFERED)
    offered = set(offer.answer.split(",")) if offer and offer.answer else set()
    found = criterion_of(criterion, setting.edition)
    if not setting.operation or not offered.isdisjoint(setting.operation) or found is None:
        return False
    known = {one.criterion: one.answer.split(",") for one in suitability.cells if one.answer}
    return arises(found, setting.kind, known | {OFFERED: list(setting.operation)})


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
