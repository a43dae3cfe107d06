"""A project folder as plain values, for documents made of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Text
from marketplace.selection.folder import (
    Decision,
    Folder,
    FolderCandidate,
    FolderSearch,
    FolderWish,
    JudgedWish,
    LogLine,
    Person,
    ProfileLine,
    Reasoned,
)
from marketplace.selection.ranking import Points, Standing, rank
from marketplace.selection.sensitivity import sensitivity
from marketplace.suitability.model import Cell, Said

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def both(text: str) -> Text:
    return Text(text, f"{text} (en)")


def wish(number: int, *, level: str = "should", weight: int = 3, **values: Any) -> FolderWish:
    """The wish for the criterion with this place in the current edition."""
    edition = current_edition()
    criterion = edition.criteria[number]
    topic = next(one for one in edition.topics if one.key == criterion.topic)
    made = FolderWish(
        criterion=criterion.key,
        title=criterion.title,
        topic=topic.name,
        level=level,
        weight=weight,
        option_keys=(),
        options=(),
        note="",
        ask=criterion.ask_provider,
        when_frozen=(level, weight),
    )
    return replace(made, **values)


def said(place: str = "README.md:12") -> Said:
    return Said(
        "repository", "yes", "ja", "yes", "Quelltext", "Source code", "https://forge.example/x", place,
        "2026-08-31", "", "",
    )  # fmt: skip


def judged(one: FolderWish, met: str) -> JudgedWish:
    """The wish held against a candidate; evidence stands behind what is not open."""
    state = State.UNKNOWN if met == "open" else State.EVIDENCED
    proof = () if met == "open" else (said(),)
    cell = Cell(one.criterion, state, "yes" if proof else "", "ja", "yes", met == "met", "", "", proof)
    lowest = one.points if met == "met" else 0
    highest = one.points if met in {"met", "open"} else 0
    return JudgedWish(one, met, both(f"Begründung {met}"), cell, lowest, highest)


def candidate(
    number: int, name: str, wishes: tuple[FolderWish, ...], met: str, **values: Any
) -> FolderCandidate:
    """A candidate; `met` has one letter per wish: m(et), n(ot met), o(pen)."""
    words = {"m": "met", "n": "not_met", "o": "open"}
    made = FolderCandidate(
        id=number,
        position=number,
        listing=number,
        slug=name.lower().replace(" ", "-"),
        name=name,
        provider=f"Anbieter {number}",
        summary=both("Kurzbeschreibung"),
        standing="open",
        history=(),
        judged=tuple(judged(one, words[letter]) for one, letter in zip(wishes, met, strict=True)),
        suggestion=None,
        snapshot={"listing": {"claimed_on": None, "as_of": "2026-08-31"}},
        digest=f"{number:064x}",
    )
    return replace(made, **values)


def folder(**values: Any) -> Folder:
    """A decided folder: two candidates ranked, one set aside."""
    wishes = (wish(0, level="must"), wish(1, weight=5), wish(2, weight=2, note="auch mobil"))
    aside = Reasoned("set_aside", both("zurückgestellt"), "Muss nicht erfüllt", "Erika Muster", AT)
    found = (
        candidate(1, "Alpha Melder", wishes, "mmo"),
        candidate(2, "Beta Portal", wishes, "mno"),
        candidate(3, "Gamma Werk", wishes, "nmm", standing="set_aside", history=(aside,)),
    )
    standings = [_standing(one) for one in found[:2]]
    made = Folder(
        id=uuid.UUID(int=7),
        title="Mängel melden",
        organisation="Stadt Musterhausen",
        need="Bürgerinnen und Bürger melden Schäden.\nDie Verwaltung bearbeitet sie.",
        state="decided",
        state_label=both("entschieden"),
        edition=current_edition().key,
        created_at=AT,
        remind_on=None,
        profile=(ProfileLine("inhabitants", both("Einwohner"), both("14.200")),),
        wishes=wishes,
        search=FolderSearch(
            "?suche=schaden", "schaden", (both("Quelltext: offen"),), "de", both("Treffer"), 3,
            uuid.UUID(int=9), AT, "Erika Muster", "", (),
        ),
        candidates=found,
        ranking=rank(standings),
        sensitivity=sensitivity(standings),
        decisions=(
            Decision(
                "awarded", both("für eine Lösung entschieden"), 1, "Alpha Melder", "Erfüllt am meisten.",
                "Erika Muster", AT, None, True,
            ),
        ),
        log=(LogLine(1, "opened", both("angelegt"), both("Projekt angelegt"), "", "Erika", AT, "a" * 64),),
        people=(Person(1, "Erika Muster", "erika@musterhausen.example", "owner", both("Leitung")),),
        intact=True,
    )  # fmt: skip
    return replace(made, **values)


def _standing(one: FolderCandidate) -> Standing:
    return Standing(
        candidate=one.id,
        position=one.position,
        musts_not_met=sum(judged.met == "not_met" for judged in one.musts),
        musts_open=sum(judged.met == "open" for judged in one.musts),
        points=tuple(Points(judged.wish.criterion, judged.lowest, judged.highest) for judged in one.shoulds),
    )
