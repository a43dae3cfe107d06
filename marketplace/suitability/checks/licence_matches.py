"""Does the licence that is named (manifests, publiccode.yml, catalogue) stand in the licence text?"""

from __future__ import annotations

import re
from dataclasses import replace

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, Side, Verdict, not_assessable
from marketplace.suitability.fact_answers import licence_names, licence_option

CLEAR, AGREE = "licence-is-clear", "licence-statements-agree"
NO_LICENCE = "none"
_TEXT_FILE = re.compile(r"(?:^|/)(?:[\w-]*licen[cs]e|copying|unlicense|licenses/)", re.IGNORECASE)


def check(_material: Material, source: Graded) -> Result:
    """Say which licence the text grants, and every place in the source that names another one.

    What the provider names elsewhere is a statement of its own; where it differs, the state says so.
    """
    if source.outcome(CLEAR) == "not_assessable":
        words = source.words(CLEAR)
        return not_assessable(
            words.de or "Die Lizenz wurde nicht geprüft.", words.en or "The licence was not checked."
        )
    places = source.places(CLEAR)
    texts = [place for place in places if _TEXT_FILE.search(place.path) and licence_names(place.note)]
    named = [place for place in (*places, *_disagreeing(source)) if licence_names(place.note)]
    if not named:
        return _without_licence(source)
    first = texts[0] if texts else named[0]
    granted = {name for place in texts or [first] for name in licence_names(place.note)}
    others = _distinct([place for place in named if granted.isdisjoint(licence_names(place.note))])
    verdict = Verdict.NOT_MET if others or not texts else Verdict.MET
    words = source.words(CLEAR) if source.outcome(CLEAR) == "not_met" else source.words(AGREE)
    sides: tuple[Side, ...] = (_granted(first, texts), *(_side(place) for place in others))
    if source.part.de and not others:
        # Parts of an offer may have different licences; only what differs within one is a contradiction.
        sides = (replace(sides[0], exact=()),)
    return Result(verdict, words, tuple(side.place for side in sides), licence_option(first.note), sides)


def _disagreeing(source: Graded) -> tuple[Place, ...]:
    """Further places the grader is sure of; the lines of single files may rightly name others' licences."""
    if source.outcome(AGREE) != "not_met" or source.findings[AGREE].get("confidence") != "high":
        return ()
    return tuple(place for place in source.places(AGREE) if not place.note.startswith("SPDX"))


def _distinct(places: list[Place]) -> list[Place]:
    """One place for each licence that is named."""
    return list({licence_names(place.note): place for place in reversed(places)}.values())[::-1]


def _granted(first: Place, texts: list[Place]) -> Side:
    names = sorted({name for place in texts or [first] for name in licence_names(place.note)})
    where = Text("Lizenztext", "licence text") if texts else Text("nur genannt, ohne Text", "named, no text")
    shown = " / ".join(dict.fromkeys(place.note for place in texts or [first]))
    words = Text(f"{shown} ({where.de} in {first.path})", f"{shown} ({where.en} in {first.path})")
    return Side(licence_option(first.note), tuple(names), words, first)


def _side(place: Place) -> Side:
    words = Text(f"{place.note} (genannt in {place.path})", f"{place.note} (named in {place.path})")
    return Side(licence_option(place.note), licence_names(place.note), words, place)


def _without_licence(source: Graded) -> Result:
    words = source.words(CLEAR)
    if source.outcome(CLEAR) == "not_met":
        return Result(Verdict.NOT_MET, words, source.places(CLEAR), NO_LICENCE)
    return Result(Verdict.NOT_ASSESSABLE, words)
