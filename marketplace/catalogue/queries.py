"""Reading the catalogue: fields with counts, one listing's profile, the state of each statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise

from marketplace.catalogue.display import shown
from marketplace.catalogue.models import (
    Fact,
    FieldOfAction,
    Listing,
    Reference,
    Source,
)
from marketplace.catalogue.states import counted, rows_of
from marketplace.catalogue.vocabulary import STATE_LABELS, FactKind, State
from marketplace.organisations.models import Provider


def published_listings() -> QuerySet[Listing]:
    """Listings the public may see."""
    return Listing.objects.filter(state=Listing.State.PUBLISHED)


def listing_by_slug(slug: str) -> Listing | None:
    """One published listing with provider and fields, or None; withdrawn and missing look alike."""
    listings = published_listings().select_related("provider").prefetch_related("fields_of_action")
    return listings.filter(slug=slug).first()


def revision_token() -> UUID | None:
    """The token all caches of lists are valid for; None before anything was loaded.

    Asked with every page, so it goes past the ORM, whose own work would cost ten times the query's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM catalogue_cataloguerevision ORDER BY id LIMIT 1")
        row = cursor.fetchone()
    # SQLite stores the 32 hexadecimal digits, PostgreSQL gives a UUID.
    return UUID(str(row[0])) if row else None


@dataclass(frozen=True)
class CatalogueCounts:
    """How much the catalogue holds."""

    solutions: int
    consulting: int
    providers: int
    facts: int
    sources: int


def counts() -> CatalogueCounts:
    """Count what the public can see."""
    listings = published_listings()
    return CatalogueCounts(
        solutions=listings.filter(kind=Listing.Kind.SOLUTION).count(),
        consulting=listings.filter(kind=Listing.Kind.CONSULTING).count(),
        providers=Provider.objects.filter(listings__in=listings).distinct().count(),
        facts=Fact.objects.filter(listing__in=listings).count(),
        sources=Source.objects.filter(listing__in=listings).count(),
    )


@dataclass(frozen=True)
class FieldCount:
    """A field of action with the listings in it."""

    field: FieldOfAction
    listing_ids: list[int]

    @property
    def total(self) -> int:
        return len(self.listing_ids)


def fields_of_action() -> list[FieldCount]:
    """All fields in their order, each with its published listings (by id)."""
    by_field: dict[int, list[int]] = defaultdict(list)
    through = Listing.fields_of_action.through.objects.filter(listing__in=published_listings())
    for field_id, listing_id in through.order_by("listing_id").values_list("fieldofaction_id", "listing_id"):
        by_field[field_id].append(listing_id)
    return [FieldCount(field, by_field[field.pk]) for field in FieldOfAction.objects.all()]


@dataclass(frozen=True)
class FactEntry:
    """One statement as a page shows it: the words, and at the margin where they come from and when."""

    text: str
    items: list[str]
    url: str
    explanation: str
    source: Source
    locator: str
    on: date | None


@dataclass(frozen=True)
class FactRow:
    """All statements about one thing, with the state they add up to."""

    key: str
    label: str | Promise
    state: State
    entries: list[FactEntry]
    unknown: str | Promise = ""
    ask: str | Promise = ""

    @property
    def state_label(self) -> str | Promise:
        return STATE_LABELS[self.state]


@dataclass(frozen=True)
class Profile:
    """What is known about a listing, what contradicts itself and what nobody says."""

    rows: list[FactRow]
    references: list[Reference]
    sources: list[Source]

    def row(self, key: str) -> FactRow | None:
        return next((row for row in self.rows if row.key == key), None)

    @property
    def purpose(self) -> FactRow | None:
        return self.row("purpose")

    @property
    def open_points(self) -> list[FactRow]:
        """Contradictions first, then what nobody says although a buyer needs it."""
        contradicted = [row for row in self.rows if row.state is State.CONTRADICTED]
        return contradicted + [row for row in self.rows if row.state is State.UNKNOWN and row.ask]

    @property
    def state_counts(self) -> list[tuple[State, str | Promise, int]]:
        """Rows per state in fixed order; zero is left out, the sum is the number of rows."""
        return counted(row.state for row in self.rows)


def profile(listing: Listing) -> Profile:
    """Everything the public may know about a listing, in display order, with constant queries."""
    facts = list(listing.facts.select_related("source"))
    by_key: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_key[fact.key].append(fact)
    said = {key: [(fact.value, fact.source.basis) for fact in found] for key, found in by_key.items()}
    rows = [_row(kind, state, by_key[kind.key]) for kind, state in rows_of(listing.kind, said)]
    references = list(listing.references.select_related("source"))
    return Profile(rows=rows, references=references, sources=list(listing.sources.all()))


def _row(kind: FactKind, state: State, facts: list[Fact]) -> FactRow:
    return FactRow(
        key=kind.key,
        label=kind.label,
        state=state,
        entries=[_entry(fact) for fact in facts],
        unknown=kind.unknown,
        ask=kind.ask,
    )


def _entry(fact: Fact) -> FactEntry:
    value = shown(fact.key, fact.value)
    return FactEntry(
        text=value.text,
        items=value.items,
        url=value.url,
        explanation=value.explanation,
        source=fact.source,
        locator=fact.locator,
        on=fact.on,
    )
