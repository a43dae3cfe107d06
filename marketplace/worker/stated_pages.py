"""Looks whether the accessibility statements that sources link can be reached, and which day they bear."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from marketplace.suitability.stated_pages import Visit, due_urls, note_visit
from marketplace.worker.child_process import ChildFailed, ChildTooSlow
from marketplace.worker.website import ask

SECONDS = 25
AT_ONCE = 2
# The other side says that there is nothing, or nothing answers; anything else is no failure of the page.
_FAILURES = frozenset({"not-there", "unreachable", "unknown-host", "bad-certificate", "too-slow"})
_ODD = {
    "kind": ("Dort liegt keine lesbare Seite ({kind}).", "There is no readable page there ({kind})."),
    "password": ("Dort steht eine Anmeldung.", "There is a sign-in page there."),
    "topic": (
        "Die Seite dort spricht nicht von Barrierefreiheit.", "The page there does not mention accessibility."
    ),
}  # fmt: skip


def look_at_stated_pages(at: datetime | None = None) -> int:
    """Visit the addresses that are due, a few at a time: others want their turn. Returns how many."""
    at = at or timezone.now()
    due = due_urls(at, AT_ONCE)
    for url in due:
        note_visit(url, _fair(url, _visit(url, timezone.localdate(at))), at)
    return len(due)


def _fair(url: str, visit: Visit) -> Visit:
    """Only https is fetched: where a source names the address without it, no failure says that it is dead."""
    if not (visit.failed and url.startswith("http://")):
        return visit
    return Visit(
        problem_de="Die Adresse ist ohne Verschlüsselung angegeben; mit https antwortet dort nichts.",
        problem_en="The address is given without encryption; nothing answers there with https.",
    )


def _visit(url: str, today: date) -> Visit:
    address = "https://" + url.partition("://")[2]  # only https is fetched
    try:
        said = ask("marketplace.worker.page_child", address, seconds=SECONDS, today=today.isoformat())
    except ChildTooSlow:
        return _failed("Keine Antwort in der vorgesehenen Zeit.", "No answer in time.")
    except ChildFailed:
        return Visit(problem_de="Die Seite ließ sich nicht lesen.", problem_en="The page cannot be read.")
    return _as_visit(said)


def _as_visit(said: dict[str, Any]) -> Visit:
    if "problem" in said:
        _name, word, de, en = said["problem"]
        return Visit(failed=word in _FAILURES, problem_de=de, problem_en=en)
    if odd := str(said.get("odd", "")):
        de, en = (text.format(kind=str(said.get("kind", ""))[:80] or "?") for text in _ODD[odd])
        return Visit(problem_de=de, problem_en=en)
    day = str(said.get("day", ""))
    return Visit(reached=bool(said.get("reached")), day=date.fromisoformat(day) if day else None)


def _failed(de: str, en: str) -> Visit:
    return Visit(failed=True, problem_de=de, problem_en=en)
