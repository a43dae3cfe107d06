"""openCode's badges "Maintained" and "Security", computed after the published rules. Not a badge.

Rules as published by openCode (badges.opencode.de, read in 2026):
Maintained 1: at least 5 commits in 6 months and issues answered within 7 days on average; 2: and a release or
tag in 6 months; 3: and a bus factor of at least 2 in 6 months. Security 1: issues answered within 7 days, the
default branch protected, SECURITY.md in the root; 2: and at least 80 % of the tags of 6 months signed, 75 %
of merge requests reviewed. Answers to issues, protection of branches and reviews cannot be seen in a
repository, so a level is never claimed; only that a condition of the first is missed is certain.
"""

from __future__ import annotations

import re
from typing import Any

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, not_assessable, not_met

MIN_CHANGES = 5
MIN_BUS_FACTOR = 2
MIN_SIGNED = 0.8
NO_LEVEL = "none"
SECURITY = "security-contact-exists"
_IN_ROOT = re.compile(r"security(?:\.(?:md|rst|txt|adoc))?$", re.IGNORECASE)


def maintained(_material: Material, source: Graded) -> Result:
    """The level cannot be reached with too few commits; otherwise say which conditions the history meets."""
    half = source.stated.get("half_year")
    if not half or not half["complete"]:
        return not_assessable(
            "Der Verlauf der letzten sechs Monate liegt nicht ganz vor; die Stufe ist nicht feststellbar.",
            "The history of the last six months is not all there; the level cannot be determined.",
        )
    changes = max(half["changes"] + half["automatic"], sum((source.history.get("months") or ())[-6:]))
    if changes < MIN_CHANGES:
        place = Place(".git", None, f"{changes} Commits seit {half['since']}")
        return not_met(_too_few(changes, half["since"]), place, value=NO_LEVEL, holds_days=182)
    known = Text(
        f"Von uns berechnet: {changes} Commits in sechs Monaten, {_tags(half).de}, {_bus(half).de}. Damit "
        f"{_reach(half).de}. Wie schnell Meldungen beantwortet werden, zeigt der Quelltext nicht; die Stufe "
        "ist deshalb nicht feststellbar.",
        f"Computed by us: {changes} commits in six months, {_tags(half).en}, {_bus(half).en}. So "
        f"{_reach(half).en}. The source does not show how quickly issues are answered; the level can "
        "therefore not be determined.",
    )
    return not_assessable(known.de, known.en)


def security(_material: Material, source: Graded) -> Result:
    """Without SECURITY.md in the root no level is reached; the other conditions cannot all be seen."""
    outcome = source.outcome(SECURITY)
    if outcome == "not_assessable":
        words = source.words(SECURITY)
        return not_assessable(words.de or "Nicht feststellbar.", words.en or "Cannot be determined.")
    if not any(_IN_ROOT.match(place.path) for place in source.places(SECURITY)):
        return not_met(
            Text(
                "Von uns berechnet: Im Hauptordner fehlt eine SECURITY.md mit Kontakt; sie ist Bedingung der "
                "Stufe 1.",
                "Computed by us: there is no SECURITY.md with a contact in the root; level 1 asks for it.",
            ),
            *source.places(SECURITY)[:1],
            value=NO_LEVEL,
        )
    signed = _signed(source.stated.get("half_year"))
    return not_assessable(
        f"Von uns berechnet: SECURITY.md ist da{signed.de}. Schutz des Hauptzweigs, Prüfung von Änderungen "
        "und Antwortzeiten zeigt der Quelltext nicht; die Stufe ist deshalb nicht feststellbar.",
        f"Computed by us: SECURITY.md is there{signed.en}. Branch protection, reviews and answering times "
        "are not visible in the source; the level can therefore not be determined.",
    )


def _too_few(changes: int, since: str) -> Text:
    return Text(
        f"Von uns berechnet: {changes} Commits seit {since}; Stufe 1 verlangt mindestens {MIN_CHANGES} in "
        "sechs Monaten.",
        f"Computed by us: {changes} commits since {since}; level 1 asks for at least {MIN_CHANGES} in six "
        "months.",
    )


def _tags(half: dict[str, Any]) -> Text:
    count = half["tags"]
    return Text(f"{count} Versionen" if count != 1 else "eine Version", f"releases: {count}")


def _bus(half: dict[str, Any]) -> Text:
    factor = half["bus_factor"]
    return Text(f"Bus-Faktor {factor or 'unbekannt'}", f"bus factor {factor or 'unknown'}")


def _reach(half: dict[str, Any]) -> Text:
    """Which levels the conditions that can be seen would allow."""
    if not half["tags"]:
        return Text("wäre höchstens Stufe 1 möglich", "level 1 at most would be possible")
    if (half["bus_factor"] or 0) < MIN_BUS_FACTOR:
        return Text("wäre höchstens Stufe 2 möglich", "level 2 at most would be possible")
    return Text("wäre auch Stufe 3 möglich", "level 3 would be possible, too")


def _signed(half: dict[str, Any] | None) -> Text:
    if not half or half["signed_tags"] is None or not half["tags"]:
        return Text("", "")
    enough = half["signed_tags"] >= MIN_SIGNED * half["tags"]
    share = f"{half['signed_tags']}/{half['tags']}"
    if enough:
        return Text(
            f", {share} Versionen sind signiert (Stufe 2: 80 %)", f", {share} releases signed (level 2: 80%)"
        )
    return Text(
        f", aber nur {share} Versionen sind signiert (Stufe 2 verlangt 80 %)",
        f", but only {share} releases are signed (level 2 asks for 80%)",
    )
