"""Everything shown about an entry at one moment, in both languages, as JSON that stands on its own.

    format, listing (name, provider, summary, fields), facts (rows with sources and dates), references,
    suitability (`suitability.json`) or null, code (grade with reasons and confidence) or null

A constant number of queries whatever the number of entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils.translation import override

from marketplace.analysis.models import CodeSource, Grade
from marketplace.catalogue.display import shown
from marketplace.catalogue.models import Fact, Listing, Reference, Source
from marketplace.catalogue.states import rows_of
from marketplace.catalogue.vocabulary import FactKind, State
from marketplace.lib.days import day_of
from marketplace.lib.storable_json import storable
from marketplace.suitability.json import as_json
from marketplace.suitability.queries import profiles

FORMAT = 1


def taken(listing_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Snapshots of these entries, by their number. Entries that are gone are missing in the answer."""
    listings = Listing.objects.filter(pk__in=listing_ids).select_related("provider")
    listings = listings.prefetch_related("fields_of_action")
    facts = _by_listing(Fact.objects.filter(listing__in=listing_ids).select_related("source"))
    references = _by_listing(Reference.objects.filter(listing__in=listing_ids).select_related("source"))
    suitability, code = profiles(listing_ids), _code(listing_ids)
    return {
        one.pk: storable(
            {
                "format": FORMAT,
                "listing": _listing(one),
                "facts": _facts(one.kind, facts[one.pk]),
                "references": [_reference(reference) for reference in references[one.pk]],
                "suitability": as_json(suitability[one.pk]) if one.pk in suitability else None,
                "code": code.get(one.pk),
            }
        )
        for one in listings
    }


def _by_listing(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.listing_id].append(row)
    return found


def _listing(one: Listing) -> dict[str, Any]:
    provider = one.provider
    return {
        "id": one.pk,
        "slug": one.slug,
        "kind": one.kind,
        "name": one.name,
        "provider": {
            "name": provider.name,
            "kind": provider.kind,
            "seat": provider.seat,
            "url": provider.url,
        },
        "summary": {"de": one.summary_de, "en": one.summary_en},
        "fields": [{"de": field.name_de, "en": field.name_en} for field in one.fields_of_action.all()],
        "as_of": one.as_of.isoformat(),
        "claimed_on": _day(one.claimed_at),
    }


def _facts(kind: str, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """The rows of the profile, also those nobody says anything about."""
    by_key: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_key[fact.key].append(fact)
    said = {key: [(fact.value, fact.source.basis) for fact in found] for key, found in by_key.items()}
    return [_row(row, state, by_key[row.key]) for row, state in rows_of(kind, said)]


def _row(kind: FactKind, state: State, facts: Sequence[Fact]) -> dict[str, Any]:
    return {
        "key": kind.key,
        "label": _in_both(lambda: str(kind.label)),
        "state": str(state),
        "said": [_said(fact) for fact in facts],
    }


def _said(fact: Fact) -> dict[str, Any]:
    return {
        "words": _in_both(lambda: _words(fact)),
        "on": _day(fact.on),
        "locator": fact.locator,
        "source": _source(fact.source),
    }


def _words(fact: Fact) -> str:
    value = shown(fact.key, fact.value)
    return ", ".join(value.items) or value.text


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": {"de": source.title_de, "en": source.title_en},
        "url": source.url,
        "basis": source.basis,
        "seen_on": source.seen_on.isoformat(),
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {"name": reference.name, "source": _source(reference.source)}


def _code(listing_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The newest grade of each entry's main source, without the files."""
    sources = CodeSource.objects.filter(listing__in=listing_ids)
    grades = (
        Grade.objects.filter(source__in=sources)
        .annotate(verdict=KeyTransform("verdict", "result"), reasons=KeyTransform("reasons", "result"))
        .select_related("source")
        .defer("result")
        .order_by("source__position", "source_id", "-created_at", "-pk")
    )
    found: dict[int, dict[str, Any]] = {}
    for grade in grades:
        if grade.source.listing_id is not None:
            found.setdefault(grade.source.listing_id, _grade(grade))
    return found


def _grade(grade: Any) -> dict[str, Any]:
    verdict = grade.verdict or {}
    return {
        "letter": grade.letter,
        "headline": verdict.get("headline"),
        "confidence": verdict.get("confidence"),
        "reasons": grade.reasons or [],
        "part": {"de": grade.source.part_de, "en": grade.source.part_en},
        "source": grade.source.public_location,
        "identity_kind": grade.identity_kind,
        "identity": grade.identity,
        "version": grade.version,
        "rules": grade.rules,
        "on": _day(grade.created_at),
    }


def _in_both(words: Callable[[], str]) -> dict[str, str]:
    texts = {}
    for language in ("de", "en"):
        with override(language):
            texts[language] = words()
    return texts


def _day(when: date | datetime | None) -> str:
    return day_of(when).isoformat() if when else ""
