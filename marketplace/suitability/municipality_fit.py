"""Does an offer fit this municipality? Its profile becomes questions; each is met, open or not met. Pure.

What nobody says is open, with the question to the provider; it never counts against an offer. There is no
sum: a municipality reads the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from marketplace.catalogue.standards import standard_labels, standards_named
from marketplace.catalogue.vocabulary import State
from marketplace.criteria.model import AnswerKind, Criterion, Edition, Text
from marketplace.suitability.fit import ARISES_HERE, OFFERED, Met, Wish, arises_as_wanted, judge
from marketplace.suitability.model import Cell, Said, Suitability
from marketplace.suitability.states import NONE

STANDARDS = "open-standards"
MOST_NAMES = 5
_ASK_USERS = Text(
    "Welche Kommunen unserer Größe und in unserem Land setzen Ihre Lösung ein, und wen dürfen wir fragen?",
    "Which municipalities of our size and in our Land use your solution, and whom may we ask?",
)
_NOBODY = Text("Niemand sagt etwas dazu; beim Anbieter nachfragen.", "Nobody says; ask the provider.")


@dataclass(frozen=True)
class Municipality:
    """What a municipality says of itself, as far as fitting depends on it.

    `size` and `land` are keys of the references' classes, "" where unknown; `operation` keys of
    OPERATION_LABELS, `standards` keys of the catalogue's standards, `systems` free names.
    """

    size: str = ""
    land: str = ""
    operation: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    musts: tuple[Wish, ...] = ()


@dataclass(frozen=True)
class UsedBy:
    """A body that uses an offer as far as a source says so; `land` and `size` are "" where unknown."""

    name: str
    land: str
    size: str
    said: Said


@dataclass(frozen=True)
class Offer:
    """What is known of an offer. `named` is what sources list as its interfaces and technology."""

    kind: str
    suitability: Suitability | None
    used_by: tuple[UsedBy, ...] = ()
    named: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Line:
    """One question of the municipality. `met` is "note" where something is worth knowing, no demand.

    `criterion` is its key where the catalogue of criteria asks the same, else "".
    """

    key: str
    title: Text
    met: Met | Literal["note"]
    reason: Text
    is_must: bool = False
    ask: Text = Text("", "")  # noqa: RUF009 - a frozen value
    criterion: str = ""
    said: tuple[Said, ...] = ()


def musts_of(stored: Iterable[Mapping[str, Any]], edition: Edition) -> tuple[Wish, ...]:
    """A profile's stored musts as wishes of this edition; what it does not know any more is left out."""
    now = {old: one.key for one in edition.criteria for old in one.replaces}
    found = []
    for one in stored:
        key = str(one.get("criterion", ""))
        criterion = edition.criterion(now.get(key, key))
        if criterion:
            known = {option.key for option in criterion.options}
            options = tuple(key for key in one.get("options") or () if key in known)
            found.append(_wish(criterion, options, is_must=True))
    return tuple(found)


def fit(offer: Offer, town: Municipality, edition: Edition) -> tuple[Line, ...]:
    """Hold an offer against a municipality's profile: musts first, then wishes, then what is worth knowing.

    Args:
        offer: what is known of the offer.
        town: only what its profile says is asked; an empty profile gives no lines.
        edition: the criteria asked today.
    """
    lines = [_criterion(offer, town, edition, wish) for wish in town.musts]
    demanded = {wish.criterion for wish in town.musts if wish.options}
    operation = edition.criterion(OFFERED)
    if town.operation and operation and OFFERED not in demanded:
        lines.append(_criterion(offer, town, edition, _wish(operation, town.operation)))
    lines += [_standard(offer, key, edition) for key in town.standards if key in standard_labels()]
    if town.systems:
        lines.append(_systems(offer, town.systems))
    if town.size:
        own = [one for one in offer.used_by if one.size == town.size]
        lines.append(_users("size", Text("In Kommunen Ihrer Größe", "In municipalities of your size"), own))
    if town.land:
        own = [one for one in offer.used_by if one.land == town.land]
        lines.append(_users("land", Text("In Kommunen Ihres Landes", "In municipalities of your Land"), own))
    return tuple(lines)


def _wish(criterion: Criterion, options: Sequence[str], *, is_must: bool = False) -> Wish:
    return Wish(
        criterion.key,
        "must" if is_must else "should",
        options=tuple(options),
        several=criterion.answer is AnswerKind.CHOICES,
    )


def _criterion(offer: Offer, town: Municipality, edition: Edition, wish: Wish) -> Line:
    criterion = edition.criterion(wish.criterion)
    title = criterion.title if criterion else Text(wish.criterion, wish.criterion)
    ask = criterion.ask_provider if criterion else Text("", "")
    cell = offer.suitability.cell(wish.criterion) if offer.suitability else None
    key = f"{'muss' if wish.level == 'must' else 'wunsch'}-{wish.criterion}"
    line = Line(key, title, "open", _NOBODY, wish.level == "must", ask, wish.criterion)
    if offer.suitability is None or cell is None:
        return line
    if cell.state is State.NOT_APPLICABLE and arises_as_wanted(
        offer.suitability, criterion, offer.kind, town.operation
    ):
        return replace(line, reason=ARISES_HERE)
    verdict = judge(cell, wish)
    return replace(
        line, met=verdict.met, reason=Text(verdict.reason_de, verdict.reason_en), said=verdict.rests_on.said
    )


def _standard(offer: Offer, key: str, edition: Edition) -> Line:
    """A standard counts as there where a source names it; missing only where there is none at all.

    A list of standards is never taken as complete: nobody lists those that are not supported.
    """
    label = standard_labels()[key]
    criterion = edition.criterion(STANDARDS)
    cell = offer.suitability.cell(STANDARDS) if offer.suitability else None
    ask = Text(
        f"Unterstützt Ihre Lösung {label} in der aktuellen Version?",
        f"Does your solution support {label} in its current version?",
    )
    line = Line(
        f"standard-{key}", Text(label, label), "open", _NOBODY, ask=ask,
        criterion=STANDARDS if criterion else "",
    )  # fmt: skip
    if cell and cell.state in {State.NOT_APPLICABLE, State.CONTRADICTED, State.EXPIRED}:
        return _as_judged(line, cell)
    naming = [one for one in (*offer.named, *(cell.said if cell else ())) if key in _standards_in(one)]
    if naming:
        return replace(line, met="met", reason=_where(naming), said=tuple(dict.fromkeys(naming)))
    return _as_judged(line, cell) if cell and cell.answer == NONE else line


def _as_judged(line: Line, cell: Cell) -> Line:
    verdict = judge(cell, Wish(cell.criterion, "should"))
    return replace(line, met=verdict.met, reason=Text(verdict.reason_de, verdict.reason_en), said=cell.said)


def _standards_in(said: Said) -> tuple[str, ...]:
    return standards_named((said.words_de, said.words_en)) if said.value != NONE else ()


def _systems(offer: Offer, systems: Sequence[str]) -> Line:
    """Software that is there already: named by a source, or a question to the provider."""
    by_name = {name: [one for one in offer.named if _names(one, name)] for name in systems}
    there = [name for name, naming in by_name.items() if naming]
    rest = [name for name, naming in by_name.items() if not naming]
    title = Text("Zu Ihrer vorhandenen Software", "For the software you have")
    naming = tuple(dict.fromkeys(one for found in by_name.values() for one in found))
    told = Text(f"Genannt: {', '.join(there)}.", f"Named: {', '.join(there)}.") if there else Text("", "")
    if not rest:
        return Line("systems", title, "note", told, said=naming)
    names = ", ".join(rest)
    reason = Text(
        f"{told.de} Zu {names} sagt niemand etwas.".strip(), f"{told.en} Nobody says about {names}.".strip()
    )
    ask = Text(
        f"Gibt es eine Schnittstelle zu {names}, und was kostet sie?",
        f"Is there an interface to {names}, and what does it cost?",
    )
    return Line("systems", title, "open", reason, ask=ask, said=naming)


def _names(said: Said, name: str) -> bool:
    """Whether a source names a piece of software as a word of its own."""
    words = f" {_plain(said.words_de)} {_plain(said.words_en)} "
    return bool(_plain(name)) and f" {_plain(name)} " in words


def _plain(text: str) -> str:
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())


def _users(key: str, title: Text, users: Sequence[UsedBy]) -> Line:
    """Information, never a demand: who uses it does not make it fit, and nobody lists all who do."""
    if not users:
        reason = Text("Uns ist keine bekannt.", "We know of none.")
        return Line(key, title, "open", reason, ask=_ASK_USERS)
    names = ", ".join(one.name for one in users[:MOST_NAMES])
    more = len(users) - MOST_NAMES
    reason = Text(
        f"{names} und {more} weitere." if more > 0 else f"{names}.",
        f"{names} and {more} more." if more > 0 else f"{names}.",
    )
    return Line(key, title, "note", reason, said=tuple(dict.fromkeys(one.said for one in users)))


def _where(naming: Sequence[Said]) -> Text:
    """The sources that name it, the strongest first."""
    first = naming[0]
    place = f", {first.locator}" if first.locator else ""
    return Text(
        f"Genannt in: {first.source_de}{place}.", f"Named in: {first.source_en or first.source_de}{place}."
    )
