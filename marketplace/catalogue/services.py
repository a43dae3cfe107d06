"""Changing the catalogue, one function per use case."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field

from django.db import transaction

from marketplace.catalogue.models import (
    CatalogueRevision,
    Fact,
    FieldOfAction,
    Listing,
    Reference,
    Source,
)
from marketplace.catalogue.starter_files import StarterCatalogue, StarterListing
from marketplace.organisations.models import Provider


def bump_revision() -> None:
    """Say that lists may show something else now: caches and search indexes are built anew."""
    token = uuid.uuid4()
    if not CatalogueRevision.objects.update(token=token):
        CatalogueRevision.objects.create(token=token)


@dataclass
class Loaded:
    """What loading the starter catalogue did: slugs of written listings, and how many were left alone."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    claimed: int = 0


@transaction.atomic
def load_catalogue(catalogue: StarterCatalogue, *, digest: str) -> Loaded:
    """Write the starter catalogue; safe to repeat.

    A listing whose file has not changed is left alone, and one that its provider has confirmed is never
    overwritten. All or nothing.
    """
    _write_fields(catalogue)
    _write_providers(catalogue)
    known = {listing.slug: listing for listing in Listing.objects.all()}
    loaded = Loaded()
    for item in catalogue.listings:
        listing = known.get(item.slug)
        if listing and listing.is_claimed:
            loaded.claimed += 1
        elif listing and listing.starter_digest == _digest(item):
            loaded.unchanged += 1
        else:
            _write_listing(item, listing)
            loaded.written.append(item.slug)
    bump_revision()
    CatalogueRevision.objects.update(starter_digest=digest)
    return loaded


def _digest(item: StarterListing) -> str:
    return hashlib.sha256(item.model_dump_json().encode()).hexdigest()


def _write_fields(catalogue: StarterCatalogue) -> None:
    for position, item in enumerate(catalogue.fields):
        FieldOfAction.objects.update_or_create(
            slug=item.slug,
            defaults={
                "name_de": item.name.de,
                "name_en": item.name.en,
                "hint_de": item.hint.de,
                "hint_en": item.hint.en,
                "group": item.group,
                "position": position,
            },
        )


def _write_providers(catalogue: StarterCatalogue) -> None:
    for item in catalogue.providers:
        source = item.source
        Provider.objects.update_or_create(
            slug=item.slug,
            defaults={
                "name": item.name,
                "kind": item.kind,
                "seat": item.seat or "",
                "url": item.url or "",
                "source_title": source.title if source else "",
                "source_url": source.url if source else "",
                "seen_on": source.seen_on if source else None,
            },
        )


def _write_listing(item: StarterListing, listing: Listing | None) -> None:
    listing = listing or Listing(slug=item.slug)
    listing.kind = item.kind
    listing.name = item.name
    listing.provider = Provider.objects.get(slug=item.provider)
    listing.summary_de, listing.summary_en = item.summary.de, item.summary.en
    listing.search_words_de, listing.search_words_en = item.search_words.de, item.search_words.en
    listing.as_of = item.as_of
    listing.starter_digest = _digest(item)
    listing.save()
    listing.fields_of_action.set(FieldOfAction.objects.filter(slug__in=item.fields_of_action))
    _write_statements(item, listing)


def _write_statements(item: StarterListing, listing: Listing) -> None:
    listing.references.all().delete()
    listing.facts.all().delete()
    listing.sources.all().delete()
    sources = {
        key: Source.objects.create(
            listing=listing,
            key=key,
            title_de=source.title.de,
            title_en=source.title.en,
            url=source.url,
            basis=source.basis,
            seen_on=source.seen_on,
        )
        for key, source in item.sources.items()
    }
    Fact.objects.bulk_create(
        Fact(
            listing=listing,
            key=fact.key,
            value=_storable(fact.value),
            source=sources[fact.source],
            locator=fact.locator,
            on=fact.on,
            position=position,
        )
        for position, fact in enumerate(item.facts)
    )
    Reference.objects.bulk_create(
        Reference(
            listing=listing,
            name=one.name,
            land=one.land,
            size=one.size,
            source=sources[one.source],
            position=position,
        )
        for position, one in enumerate(item.references)
    )


def _storable(value: object) -> object:
    """YAML reads bare dates as dates; JSON keeps them as ISO text."""
    return value if isinstance(value, str | int | float | bool | list | dict) else str(value)
