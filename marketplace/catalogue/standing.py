"""What stands in a listing's fields, and putting something else there: the only place that assigns them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from marketplace.catalogue.fields import FACT, FIELDS
from marketplace.catalogue.models import Fact, FieldOfAction, Listing, Reference, Source

# Facts as they stood, so that taking a change back gives them their sources again.
ROWS = "@rows"
OWN_SOURCE = "anbieter-"


def standing(listing: Listing) -> dict[str, Any]:
    """What the provider says in each field today; None where it says nothing.

    Several statements of the provider about one thing are joined where lists can be, else the newest counts.
    """
    own: dict[str, list[Fact]] = defaultdict(list)
    for fact in listing.facts.filter(source__basis=Source.Basis.PROVIDER).select_related("source"):
        own[fact.key].append(fact)
    return {one.key: _joined(own[one.fact]) if one.fact else _column(listing, one.key) for one in FIELDS}


def _joined(facts: list[Fact]) -> Any:
    if not facts:
        return None
    if all(isinstance(one.value, list) for one in facts):
        return list(dict.fromkeys(item for one in facts for item in one.value))
    return max(facts, key=lambda one: (one.on or one.source.seen_on, -one.position)).value


def _column(listing: Listing, key: str) -> Any:
    match key:
        case "name" | "kind":
            return getattr(listing, key) or None
        case "fields_of_action":
            return [one.slug for one in listing.fields_of_action.order_by("position")] or None
        case "summary":
            texts = {"de": listing.summary_de, "en": listing.summary_en}
            return {language: text for language, text in texts.items() if text} or None
        case _:
            return {"de": listing.search_words_de, "en": listing.search_words_en}


def rows_of(listing: Listing, keys: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The provider's facts behind these keys, as they stand, to be put back by `put_back`."""
    wanted = [key.removeprefix(FACT) for key in keys if key.startswith(FACT)]
    facts = listing.facts.filter(source__basis=Source.Basis.PROVIDER, key__in=wanted).select_related("source")
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in facts:
        source = fact.source
        rows[FACT + fact.key].append(
            {
                "value": fact.value,
                "locator": fact.locator,
                "on": fact.on.isoformat() if fact.on else "",
                "position": fact.position,
                "source": {
                    "key": source.key,
                    "title_de": source.title_de,
                    "title_en": source.title_en,
                    "url": source.url,
                    "seen_on": source.seen_on.isoformat(),
                },
            }
        )
    return dict(rows)


def put(listing: Listing, values: Mapping[str, Any], *, said_by: str, on: date) -> None:
    """Let these values stand. The caller has checked them (`field_values.checked`) and holds the lock.

    Args:
        listing: stored; its columns are saved.
        values: field key → value; None: nothing is said any more.
        said_by: name of the organisation whose word it is.
        on: the day it was said.
    """
    for key, value in values.items():
        if key.startswith(FACT):
            _put_fact(listing, key.removeprefix(FACT), value, said_by, on)
        else:
            _put_column(listing, key, value)
    listing.as_of = max(listing.as_of, on)
    listing.save()
    _drop_unused_sources(listing)


def put_back(listing: Listing, before: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Let former values stand again, facts with the sources they had."""
    for key, value in before.items():
        if key.startswith(FACT):
            _own_facts(listing, key.removeprefix(FACT)).delete()
            for row in rows.get(key, ()):
                _restore(listing, key.removeprefix(FACT), row)
        else:
            _put_column(listing, key, value)
    listing.save()
    _drop_unused_sources(listing)


def _put_column(listing: Listing, key: str, value: Any) -> None:
    match key:
        case "name" | "kind":
            setattr(listing, key, value)
        case "fields_of_action":
            listing.fields_of_action.set(FieldOfAction.objects.filter(slug__in=value or []))
        case "summary":
            listing.summary_de, listing.summary_en = (value or {}).get("de", ""), (value or {}).get("en", "")
        case "search_words":
            words = value or {}
            listing.search_words_de, listing.search_words_en = words.get("de", []), words.get("en", [])
        case _:
            raise KeyError(key)


def _own_facts(listing: Listing, key: str) -> Any:
    return listing.facts.filter(key=key, source__basis=Source.Basis.PROVIDER)


def _put_fact(listing: Listing, key: str, value: Any, said_by: str, on: date) -> None:
    _own_facts(listing, key).delete()
    if value is None:
        return
    Fact.objects.create(
        listing=listing, key=key, value=value, source=_own_source(listing, said_by, on), on=on,
        position=listing.facts.count(),
    )  # fmt: skip


def _own_source(listing: Listing, said_by: str, on: date) -> Source:
    """One source a day: a newer word must not make older ones look newer."""
    name = said_by[:120]
    defaults = {
        "title_de": f"Angabe des Anbieters ({name})",
        "title_en": f"Said by the provider ({name})",
        "basis": Source.Basis.PROVIDER,
        "seen_on": on,
    }
    return Source.objects.get_or_create(
        listing=listing, key=f"{OWN_SOURCE}{on.isoformat()}", defaults=defaults
    )[0]


def _restore(listing: Listing, key: str, row: Mapping[str, Any]) -> None:
    told = dict(row["source"])
    source, _new = Source.objects.get_or_create(
        listing=listing,
        key=told.pop("key"),
        defaults=told | {"basis": Source.Basis.PROVIDER, "seen_on": date.fromisoformat(told["seen_on"])},
    )
    on = date.fromisoformat(row["on"]) if row["on"] else None
    Fact.objects.create(
        listing=listing, key=key, value=row["value"], source=source, locator=row["locator"], on=on,
        position=row["position"],
    )  # fmt: skip


def _drop_unused_sources(listing: Listing) -> None:
    used = set(Fact.objects.filter(listing=listing).values_list("source_id", flat=True))
    used.update(Reference.objects.filter(listing=listing).values_list("source_id", flat=True))
    listing.sources.filter(basis=Source.Basis.PROVIDER).exclude(pk__in=used).delete()


def today() -> date:
    """The day statements of today get."""
    return timezone.localdate()
