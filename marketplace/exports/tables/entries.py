"""What a list's file says about each listing: facts, suitability and grade with sources, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketplace.analysis.queries import GradeSummary, main_grades_by_listing
from marketplace.catalogue.models import Fact, Listing
from marketplace.catalogue.states import rows_of
from marketplace.catalogue.vocabulary import FactKind, State
from marketplace.exports.tables.hits import listings_in_order
from marketplace.suitability.model import Suitability
from marketplace.suitability.queries import profiles

# Listings read at once.
CHUNK = 200


@dataclass(frozen=True)
class StatedFact:
    """One row of a listing's profile: its kind, its state, and the statements it rests on."""

    kind: FactKind
    state: State
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class ListEntry:
    """One listing of the list."""

    listing: Listing
    facts: tuple[StatedFact, ...]
    suitability: Suitability | None
    grade: GradeSummary | None

    def fact(self, key: str) -> StatedFact | None:
        """What is said about one thing, or None where the question does not arise."""
        return next((one for one in self.facts if one.kind.key == key), None)


def entries_of(slugs: Sequence[str]) -> Iterator[ListEntry]:
    """The published listings with these slugs in their order; five queries for every `CHUNK` of them."""
    for start in range(0, len(slugs), CHUNK):
        yield from _chunk(listings_in_order(list(slugs[start : start + CHUNK])))


def _chunk(listings: Sequence[Listing]) -> Iterator[ListEntry]:
    ids = [one.pk for one in listings]
    facts: dict[int, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in Fact.objects.filter(listing__in=ids).select_related("source"):
        facts[fact.listing_id][fact.key].append(fact)
    known, grades = profiles(ids), main_grades_by_listing(ids)
    for listing in listings:
        by_key = facts[listing.pk]
        said = {key: [(one.value, one.source.basis) for one in found] for key, found in by_key.items()}
        rows = rows_of(listing.kind, said)
        yield ListEntry(
            listing,
            tuple(StatedFact(kind, state, tuple(by_key.get(kind.key, ()))) for kind, state in rows),
            known.get(listing.pk),
            grades.get(listing.pk),
        )
