"""One listing with everything a fact sheet or a page of a Reader says about it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import FactEntry, FactRow, Profile, profile
from marketplace.catalogue.states import counted
from marketplace.catalogue.vocabulary import State
from marketplace.exports.contents.code import code_of
from marketplace.exports.contents.sources import SourceList
from marketplace.exports.contents.suitability import topics_of
from marketplace.lib.days import short_day
from marketplace.suitability.model import Suitability


def sheet_of(listing: Listing, suitability: Suitability | None, sources: SourceList) -> dict[str, Any]:
    """Everything about one listing, as JSON-like values in the active language.

    Args:
        listing: published, with provider and fields of action.
        suitability: its stored profile, or None where none was computed yet.
        sources: takes the sources; the caller prints them at the end.
    """
    known = profile(listing)
    topics = topics_of(suitability, sources)
    return {
        "name": listing.name,
        "kind": str(listing.get_kind_display()),
        "provider": listing.provider.name,
        "summary": listing.summary,
        "fields": [field.name for field in listing.fields_of_action.all()],
        "as_of": short_day(listing.as_of),
        "url": address_of(listing),
        "claimed": short_day(listing.claimed_at),
        "open": [_open_point(row) for row in known.open_points],
        "facts": [_fact(row, listing, sources) for row in known.rows],
        "fact_counts": [[str(state), str(label), n] for state, label, n in known.state_counts],
        "topics": topics,
        "cell_counts": _sum(topics),
        "code": code_of(listing),
        "references": references_of(known, sources),
    }


def address_of(listing: Listing) -> str:
    """The listing's page, as the reader of a printed sheet would type it."""
    return settings.SITE_URL.rstrip("/") + reverse("web:solution", kwargs={"slug": listing.slug})


def references_of(known: Profile, sources: SourceList) -> list[dict[str, Any]]:
    """Who uses it, under the source that names them."""
    groups: dict[int, dict[str, Any]] = {}
    for one in known.references:
        if one.source.pk not in groups:
            groups[one.source.pk] = {
                "names": [],
                "n": sources.number_of(one.source),
                "title": one.source.title,
                "on": short_day(one.source.seen_on),
                "basis": str(one.source.get_basis_display()),
            }
        groups[one.source.pk]["names"].append(one.name)
    return list(groups.values())


def _open_point(row: FactRow) -> dict[str, str]:
    values = "; ".join(dict.fromkeys(entry.text for entry in row.entries))
    said = _("Quellen nennen Verschiedenes: {values}.").format(values=values) if values else str(row.unknown)
    return {
        "label": str(row.label),
        "state": str(row.state),
        "state_label": str(row.state_label),
        "text": said,
        "ask": str(row.ask),
    }


def _fact(row: FactRow, listing: Listing, sources: SourceList) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": str(row.label),
        "state": str(row.state),
        "state_label": str(row.state_label),
        "entries": [_entry(entry, sources) for entry in row.entries],
        "unknown": "" if row.entries else str(row.unknown),
        "searched": ""
        if row.entries
        else _("kein Beleg gefunden, gesucht am {on}").format(on=short_day(listing.as_of)),
    }


def _entry(entry: FactEntry, sources: SourceList) -> dict[str, Any]:
    return {
        "text": entry.text,
        "items": entry.items,
        "url": entry.url,
        "explanation": entry.explanation,
        "refers_to": short_day(entry.on),
        "n": sources.number_of(entry.source),
        "title": entry.source.title,
        "place": entry.locator,
        "read": short_day(entry.source.seen_on),
        "basis": str(entry.source.get_basis_display()),
    }


def _sum(topics: list[dict[str, Any]]) -> list[list[Any]]:
    states = [State(cell["state"]) for topic in topics for cell in topic["cells"]]
    return [[str(state), str(label), n] for state, label, n in counted(states)]
