"""A list as JSON, after the published schema `schemas/list-1.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from marketplace.catalogue.display import shown
from marketplace.catalogue.models import Fact
from marketplace.exports.contents.sheet import address_of
from marketplace.exports.tables.entries import ListEntry, StatedFact, entries_of
from marketplace.lib.days import day_of
from marketplace.suitability.json import as_json

VERSION = 1
_SCHEMA = Path(__file__).parent / "schemas" / "list-1.json"


def list_json(slugs: Sequence[str], *, query: str, at: datetime) -> bytes:
    """The listings with these slugs, with every statement and its source.

    Args:
        slugs: in the order of the list.
        query: the list's address part, "?…".
        at: now.
    """
    entries = [_entry(one) for one in entries_of(slugs)]
    found = {
        "schema": settings.SITE_URL.rstrip("/") + reverse("web:list-schema"),
        "version": VERSION,
        "made_at": at.isoformat(),
        "query": query,
        "count": len(entries),
        "listings": entries,
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace")


@lru_cache
def schema() -> bytes:
    """The JSON Schema of the file."""
    return _SCHEMA.read_bytes()


def _entry(entry: ListEntry) -> dict[str, Any]:
    listing, grade = entry.listing, entry.grade
    return {
        "slug": listing.slug,
        "url": address_of(listing),
        "name": listing.name,
        "kind": listing.kind,
        "provider": {"name": listing.provider.name, "kind": listing.provider.kind},
        "summary": {"de": listing.summary_de, "en": listing.summary_en},
        "fields": [field.slug for field in listing.fields_of_action.all()],
        "as_of": listing.as_of.isoformat(),
        "claimed_on": day_of(listing.claimed_at).isoformat() if listing.claimed_at else None,
        "facts": [_fact(one) for one in entry.facts],
        "suitability": as_json(entry.suitability) if entry.suitability else None,
        "code": None
        if grade is None
        else {
            "letter": grade.letter,
            "graded_at": grade.created_at.isoformat(),
            "part": {"de": grade.part_de, "en": grade.part_en},
            "headline": {"de": grade.headline_de, "en": grade.headline_en},
        },
    }


def _fact(row: StatedFact) -> dict[str, Any]:
    return {
        "key": row.kind.key,
        "state": str(row.state),
        "statements": [_statement(fact) for fact in row.facts],
    }


def _statement(fact: Fact) -> dict[str, Any]:
    source = fact.source
    return {
        "value": fact.value,
        "text": shown(fact.key, fact.value).text,
        "on": fact.on.isoformat() if fact.on else None,
        "place": fact.locator,
        "source": {
            "title": {"de": source.title_de, "en": source.title_en},
            "url": source.url,
            "basis": source.basis,
            "seen_on": source.seen_on.isoformat(),
        },
    }
