"""The memo on a choice („Auswahlvermerk“): a project folder for a council member or an auditor.

Duty to document: § 8 VgV, § 6 UVgO. What the folder does not know is left open, never filled in.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.exports.contents.money import land_lines
from marketplace.exports.contents.sources import SourceList
from marketplace.exports.contents.suitability import said_of
from marketplace.selection.folder import Decision, Folder, FolderCandidate, FolderWish, JudgedWish, Reasoned
from marketplace.selection.ranking import Place
from marketplace.selection.sensitivity import Shift

MOST_SWAPS = 5


def memo_of(folder: Folder, *, land: str, at: datetime, sources: SourceList) -> dict[str, Any]:
    """Everything the memo says, in the active language.

    Args:
        folder: see `selection.folder`.
        land: two letters of the municipality's Land; "" where nobody said.
        at: the day for which value thresholds are looked up.
        sources: takes the evidence; the caller prints it at the end.
    """
    return {
        "organisation": folder.organisation,
        "state": _state(folder),
        "created": _moment(folder.created_at),
        "edition": folder.edition,
        "decisions": [_decision(one, folder) for one in folder.decisions],
        "need": [line for line in folder.need.splitlines() if line.strip()],
        "profile": [[str(line.label), str(line.value) or _("nicht angegeben")] for line in folder.profile],
        "wishes": [_wish(one) for one in folder.wishes],
        "search": _search(folder),
        "ranking": _ranking(folder),
        "opened": [_opened(one, sources) for one in folder.in_ranking],
        "set_aside": [_set_aside(one, sources) for one in folder.set_aside],
        "sensitivity": sensitivity_in_words(folder),
        "thresholds": land_lines(land, on=timezone.localdate(at)),
        "log": [
            {
                "number": one.number,
                "at": _moment(one.at),
                "author": one.author,
                "what": str(one.what) or str(one.label),
                "reason": one.reason,
            }
            for one in folder.log
        ],
        "people": [[one.name, str(one.role_label)] for one in folder.people],
        "intact": _intact(folder),
        "digest": digest_of_folder(folder),
        "digests": [[one.name, one.digest] for one in folder.candidates],
    }


def _state(folder: Folder) -> str:
    if folder.search and folder.search.is_chosen and folder.state == "frozen":
        return _("Auswahl festgehalten")
    return str(folder.state_label)


def digest_of_folder(folder: Folder) -> str:
    """SHA-256 over the hash of the last event and the digests of all candidates, one per line.

    Whoever keeps the memo can later prove that the folder is still the one it was printed from.
    """
    parts = [folder.log[-1].hash if folder.log else "", *(one.digest for one in folder.candidates)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _decision(one: Decision, folder: Folder) -> dict[str, Any]:
    chosen = next((found for found in folder.candidates if found.id == one.candidate), None)
    return {
        "unconfirmed": _unconfirmed(chosen) if chosen else "",
        "outcome": _("Entschieden für {name}").format(name=one.name) if one.name else str(one.label),
        "reason": one.reason,
        "author": one.author,
        "at": _moment(one.at),
        "standing": one.standing,
    }


def _unconfirmed(one: FolderCandidate) -> str:
    """A sentence where the provider had confirmed nothing when the entry was frozen; else ""."""
    listing = one.snapshot["listing"]
    if listing.get("claimed_on"):
        return ""
    day = formats.date_format(date.fromisoformat(listing["as_of"]), "SHORT_DATE_FORMAT")
    return _(
        "Noch nicht vom Anbieter bestätigt: Die Angaben stammen aus öffentlichen Quellen, Stand {on}."
    ).format(on=day)


def _wish(one: FolderWish) -> dict[str, Any]:
    changed = one.when_frozen is not None and one.when_frozen != (one.level, one.weight)
    options = ", ".join(str(option) for option in one.options)
    return {
        "title": str(one.title),
        "topic": str(one.topic),
        "level": _("Muss") if one.level == "must" else _("Soll"),
        "weight": str(one.weight) if one.level == "should" else "–",
        "options": _("verlangt: {options}").format(options=options) if options else "",
        "note": one.note,
        "changed": _("nach dem Festhalten der Suche geändert") if changed else "",
    }


def _search(folder: Folder) -> dict[str, Any] | None:
    search = folder.search
    if search is None:
        return None
    return {
        "is_chosen": search.is_chosen,
        "words": search.words or _("ohne Suchwort"),
        "filters": "; ".join(str(one) for one in search.filters) or _("keine"),
        "order": str(search.order),
        "hits": search.hits,
        "at": _moment(search.frozen_at),
        "by": search.frozen_by,
        "catalogue": str(search.catalogue or ""),
    }


def _ranking(folder: Folder) -> list[dict[str, Any]]:
    names = {one.id: one for one in folder.candidates}
    return [
        {
            "name": names[place.candidate].name,
            "provider": names[place.candidate].provider,
            "unconfirmed": bool(_unconfirmed(names[place.candidate])),
            "points": _span(place.lowest, place.highest),
            "places": _places(place),
            "musts": _musts(place.musts_not_met, place.musts_open, names[place.candidate]),
        }
        for place in folder.ranking.places
    ]


def _places(place: Place) -> str:
    """Where the candidate may stand; one provably without a must has no place."""
    return "–" if place.excluded else _span(place.best, place.worst)


def _musts(not_met: int, still_open: int, candidate: FolderCandidate) -> str:
    if not_met:
        return ngettext("{n} Muss nicht erfüllt", "{n} Muss nicht erfüllt", not_met).format(n=not_met)
    if still_open:
        return ngettext("{n} Muss offen", "{n} Muss offen", still_open).format(n=still_open)
    if not candidate.musts:
        return "–"
    return _("alle erfüllt") if candidate.all_musts_met else _("keines offen, nicht jedes trifft hier zu")


def _opened(one: FolderCandidate, sources: SourceList) -> dict[str, Any]:
    return {
        "name": one.name,
        "provider": one.provider,
        "unconfirmed": _unconfirmed(one),
        "history": [_reasoned(step) for step in one.history],
        "rows": [judged_row(judged, sources) for judged in one.judged],
        "sum": _span(one.lowest, one.highest),
    }


def _set_aside(one: FolderCandidate, sources: SourceList) -> dict[str, Any]:
    broken = [judged for judged in one.musts if judged.met == "not_met"]
    return {
        "name": one.name,
        "provider": one.provider,
        "unconfirmed": _unconfirmed(one),
        "history": [_reasoned(step) for step in one.history],
        "rows": [judged_row(judged, sources) for judged in broken],
    }


def judged_row(one: JudgedWish, sources: SourceList) -> dict[str, Any]:
    """One criterion held against one candidate, with the evidence the verdict rests on."""
    return {
        "title": str(one.wish.title),
        "level": _("Muss") if one.is_must else _("Soll, Gewicht {n}").format(n=one.wish.weight),
        "met": one.met,
        "met_label": met_label(one.met),
        "reason": str(one.reason),
        "points": "–" if one.is_must else _span(one.lowest, one.highest),
        "said": [said_of(said, sources) for said in one.rests_on.said] if one.rests_on else [],
    }


def met_label(met: str) -> str:
    """The verdict in words."""
    labels = {
        "met": _("erfüllt"),
        "not_met": _("nicht erfüllt"),
        "open": _("offen"),
        "not_applicable": _("nicht anwendbar"),
    }
    return labels.get(met, met)


def sensitivity_in_words(folder: Folder) -> list[str]:
    """Whether the order holds when a weight changes by a fifth, one sentence per finding."""
    found = folder.sensitivity
    if not found.tested:
        return [_("Es gibt keine Soll-Kriterien, deren Gewicht sich ändern ließe.")]
    if found.is_stable:
        return [
            ngettext(
                "Ein Gewicht wurde um 20 % erhöht und gesenkt. Die Reihenfolge bleibt gleich.",
                "{n} Gewichte wurden einzeln um 20 % erhöht und gesenkt. Die Reihenfolge bleibt gleich.",
                found.tested,
            ).format(n=found.tested)
        ]
    return [_shift(one, folder) for one in found.shifts]


def _shift(one: Shift, folder: Folder) -> str:
    names = {candidate.id: candidate.name for candidate in folder.candidates}
    title = next(
        (str(wish.title) for wish in folder.wishes if wish.criterion == one.criterion), one.criterion
    )
    swaps = [
        (_("{a} und {b} liegen gleichauf") if swap.level else _("{a} steht vor {b}")).format(
            a=names.get(swap.ahead, "?"), b=names.get(swap.behind, "?")
        )
        for swap in one.swaps[:MOST_SWAPS]
    ]
    # With 200 candidates one weight may change thousands of pairs; those at the top come first.
    if more := len(one.swaps) - len(swaps):
        swaps.append(ngettext("{n} weiterer Wechsel", "{n} weitere Wechsel", more).format(n=more))
    return _("„{title}“ mit {percent} % Gewicht: {swaps}.").format(
        title=title, percent=f"{one.percent:+d}", swaps="; ".join(swaps)
    )


def _reasoned(one: Reasoned) -> dict[str, str]:
    return {"label": str(one.label), "reason": one.reason, "author": one.author, "at": _moment(one.at)}


def _intact(folder: Folder) -> str:
    if folder.intact:
        return _("Die Prüfkette des Ordners ist vollständig: kein Eintrag wurde nachträglich geändert.")
    return _("Achtung: Die Prüfkette des Ordners stimmt nicht. Der Ordner wurde verändert.")


def _span(lowest: int, highest: int) -> str:
    return str(lowest) if lowest == highest else _("{a} bis {b}").format(a=lowest, b=highest)


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
