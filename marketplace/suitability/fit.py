"""Does an offer fit what somebody wishes? One criterion at a time, with the reason; never a sum."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import override

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.applicability import arises
from marketplace.criteria.model import Criterion, Text
from marketplace.suitability.model import Cell, Said, Suitability
from marketplace.suitability.states import NONE
from marketplace.suitability.wording import BASIS_WORDS

Met = Literal["met", "not_met", "open", "not_applicable"]
Level = Literal["must", "should"]
MIN_WEIGHT, MAX_WEIGHT = 1, 5
OFFERED = "operation-offer"
ARISES_HERE = Text(
    "Die Frage stellt sich nur deshalb nicht, weil der Eintrag allein Betriebsarten nennt, die Ihr Profil "
    "nicht vorsieht. Für den Betrieb, den Sie wünschen, beim Anbieter klären.",
    "The question only does not arise because the entry names no kind of operation your profile asks for. "
    "For the operation you want, ask the provider.",
)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for. `options`: answers that satisfy; none means those the criterion itself says do.

    `weight` (1 to 5) is for ranking should-criteria; it plays no part in the verdict. `several`: the
    criterion takes any number of answers, so what others have seen need not be all there is.
    """

    criterion: str
    level: Level
    weight: int = 3
    options: tuple[str, ...] = ()
    several: bool = False

    def __post_init__(self) -> None:
        if not MIN_WEIGHT <= self.weight <= MAX_WEIGHT:
            raise ValueError(f"weight has to be {MIN_WEIGHT} to {MAX_WEIGHT}, not {self.weight}")


@dataclass(frozen=True)
class Verdict:
    """Whether a wish is met, why, and the cell that rests on."""

    met: Met
    reason_de: str
    reason_en: str
    rests_on: Cell


_OPEN: dict[State, tuple[str, str]] = {
    State.UNKNOWN: ("Niemand sagt etwas dazu; beim Anbieter nachfragen.", "Nobody says; ask the provider."),
    State.CONTRADICTED: ("Die Quellen sagen Verschiedenes", "The sources say different things"),
    State.EXPIRED: ("Der Nachweis ist abgelaufen", "The evidence has expired"),
}

_ONLY_SEEN = ("Ob es noch mehr gibt, sagt niemand. Bekannt ist:", "Whether there is more nobody says. Known:")
# Whose list of answers can be taken as the whole list.
_COMPLETE = frozenset({"provider", "document", "review"})


def judge(cell: Cell, wish: Wish) -> Verdict:
    """Judge one criterion of one offer against a wish.

    What is unknown, contradicted or expired is open and never counts against an offer. What only the
    provider says counts, and the reason says that nobody has checked it.

    Raises:
        ValueError: the cell is of another criterion.
    """
    if cell.criterion != wish.criterion:
        raise ValueError(f"{cell.criterion} cannot answer {wish.criterion}")
    if cell.state is State.NOT_APPLICABLE:
        return Verdict("not_applicable", cell.reason_de, cell.reason_en, cell)
    if cell.state in _OPEN:
        return Verdict("open", *_why_open(cell), cell)
    if _may_be_more(cell, wish):
        de, en = _why(cell)
        return Verdict("open", f"{_ONLY_SEEN[0]} {de}", f"{_ONLY_SEEN[1]} {en}", cell)
    meets = _satisfies(cell, wish)
    if meets is None:
        return Verdict("open", *_OPEN[State.UNKNOWN], cell)
    return Verdict("met" if meets else "not_met", *_why(cell), cell)


def arises_as_wanted(
    suitability: Suitability, criterion: Criterion | None, kind: str, wanted: Collection[str]
) -> bool:
    """Whether a question would arise if the entry were operated in one of the wanted ways.

    False where it offers one of them already: then it does not arise for another reason.

    Args:
        suitability: the profile of an entry.
        criterion: whose question; None answers False.
        kind: of the entry.
        wanted: keys of kinds of operation, empty where nobody said.
    """
    offer = suitability.cell(OFFERED)
    offered = set(offer.answer.split(",")) if offer and offer.answer else set()
    if not wanted or not offered.isdisjoint(wanted) or criterion is None:
        return False
    known = {one.criterion: one.answer.split(",") for one in suitability.cells if one.answer}
    return arises(criterion, kind, known | {OFFERED: list(wanted)})


def _may_be_more(cell: Cell, wish: Wish) -> bool:
    """Whether the wished answer is not among those others have seen, while the provider has not said which
    ones there are: a repository that shows one kind of operation does not exclude another."""
    answers = set(cell.answer.split(",")) - {""}
    if not (wish.several and wish.options and answers) or NONE in answers:
        return False
    return answers.isdisjoint(wish.options) and not any(one.basis in _COMPLETE for one in cell.said)


def _satisfies(cell: Cell, wish: Wish) -> bool | None:
    if wish.options and cell.answer:
        return not set(cell.answer.split(",")).isdisjoint(wish.options)
    return cell.meets


def _why_open(cell: Cell) -> tuple[str, str]:
    de, en = _OPEN[cell.state]
    if cell.state is State.UNKNOWN:
        return f"{cell.reason_de} {de}".strip(), f"{cell.reason_en} {en}".strip()
    return f"{de}: {cell.reason_de}", f"{en}: {cell.reason_en}"


def _why(cell: Cell) -> tuple[str, str]:
    """The answer and the strongest thing it rests on."""
    strongest = cell.said[0] if cell.said else None
    if strongest is None:
        return f"{cell.words_de}.", f"{cell.words_en}."
    de, en = _evidence(strongest, cell.state)
    return f"{cell.words_de} ({de}).", f"{cell.words_en} ({en})."


def _evidence(said: Said, state: State) -> tuple[str, str]:
    basis = BASIS_WORDS.get(said.basis)
    place = f", {said.locator}" if said.locator else ""
    de = f"{said.source_de or (basis.de if basis else said.basis)}{place}{_on(said.on, 'de')}"
    en = f"{said.source_en or (basis.en if basis else said.basis)}{place}{_on(said.on, 'en')}"
    if state is State.VERIFIED and said.checked_by:
        return f"{de}; geprüft von {said.checked_by}", f"{en}; verified by {said.checked_by}"
    if state is State.DECLARED:
        return f"{de}; Selbstauskunft, nicht geprüft", f"{en}; self-declared, not verified"
    return de, en


# A folder of 200 candidates asks for the same few days a thousand times.
@lru_cache(maxsize=512)
def _on(day: str, language: str) -> str:
    """A stored day as people of the language write it; what is no day stays as it is."""
    if not day:
        return ""
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return f", {day}"
    with override(language):
        return f", {date_format(found, 'SHORT_DATE_FORMAT' if language == 'de' else 'DATE_FORMAT')}"
