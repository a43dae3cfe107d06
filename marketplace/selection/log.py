"""Says in words what an event of a folder was, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from marketplace.criteria.model import Text
from marketplace.selection.folder import LogLine
from marketplace.selection.models import FolderEntry, Project, ProjectPerson, ProjectWish
from marketplace.selection.wording import filled, in_both

Kind = FolderEntry.Kind

SENTENCES = {
    Kind.FROZEN: _("Suche festgehalten, {hits} Treffer"),
    Kind.SHORTLISTED: _("{name} in die engere Wahl genommen"),
    Kind.SET_ASIDE: _("{name} zurückgestellt"),
    Kind.REOPENED: _("{name} wieder offen"),
    Kind.WEIGHT_CHANGED: _("Gewicht von „{criterion}“ geändert: {after} statt bisher {before}"),
    Kind.INVITED: _("{person} eingeladen: {role}"),
    Kind.ROLE_CHANGED: _("Rolle von {person} geändert: {role}"),
    Kind.REMOVED: _("{person} aus dem Projekt entfernt"),
    Kind.TAKEN_UP_AGAIN: _("Entscheidung aufgehoben, Projekt wieder aufgenommen"),
}
FROZEN_BY_HAND = _("Auswahl von Hand festgehalten, Zahl der Einträge: {hits}")
NOTE_ON, NOTE = _("Notiz zu {name}"), _("Notiz")
AWARDED = _("Entscheidung: {name}")
DECIDED = _("Entscheidung: {outcome}")
ADDED, DROPPED, NOW = (
    _("Kriterium „{criterion}“ aufgenommen: {level}"),
    _("Kriterium „{criterion}“ gestrichen"),
    _("Kriterium „{criterion}“ geändert: {level}"),
)
SOMEBODY = _("Eine Person")


def log_line(entry: FolderEntry, *, names: Mapping[int, str], titles: Mapping[str, Text]) -> LogLine:
    """One event in words.

    Args:
        names: of people an event speaks of, by the number of their account.
        titles: of criteria, by their key; those of criteria no longer asked for stand in the event itself.
    """
    return LogLine(
        number=entry.number,
        kind=entry.kind,
        label=in_both(Kind(entry.kind).label),
        what=_what(entry, names, titles),
        reason=entry.reason,
        author=entry.author_name,
        at=entry.at,
        hash=entry.hash,
    )


def _what(entry: FolderEntry, names: Mapping[int, str], titles: Mapping[str, Text]) -> Text:
    details: Mapping[str, Any] = entry.details
    values: dict[str, Any] = {key: details.get(key, "") for key in ("name", "hits", "before", "after")}
    if "criterion" in details:
        values["criterion"] = titles.get(details["criterion"]) or Text(**details["title"])
    if "person" in details:
        values["person"] = names.get(details["person"]) or in_both_noop(SOMEBODY)
    if "role" in details:
        values["role"] = in_both(ProjectPerson.Role(details["role"]).label)
    return filled(_template(entry), **values, **_labels(details))


def _labels(details: Mapping[str, Any]) -> dict[str, Text]:
    found = {}
    if details.get("level"):
        found["level"] = in_both(ProjectWish.Level(details["level"]).label)
    if details.get("outcome"):
        found["outcome"] = in_both(Project.Outcome(details["outcome"]).label)
    return found


def _template(entry: FolderEntry) -> str:
    if entry.kind == Kind.FROZEN and str(entry.details.get("query", "")).startswith("?l="):
        return FROZEN_BY_HAND
    if entry.kind == Kind.NOTE:
        return NOTE_ON if entry.candidate_id else NOTE
    if entry.kind == Kind.DECIDED:
        return AWARDED if entry.candidate_id else DECIDED
    if entry.kind == Kind.WISH_CHANGED:
        return {"added": ADDED, "dropped": DROPPED}.get(entry.details.get("change", ""), NOW)
    return SENTENCES[Kind(entry.kind)]


def in_both_noop(message: str) -> Text:
    """A message id in both languages."""
    return filled(message)
