"""A person's saved searches with what is new in them."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings
from marketplace.selection.models import SavedSearch


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved search and the new entries that can still be seen."""

    search: SavedSearch
    fresh: list[Listing]


def saved_searches_of(user: User) -> list[SavedRow]:
    """A person's saved searches, the newest first, in two queries."""
    searches = list(SavedSearch.objects.filter(user=user))
    wanted = {number for search in searches for number in search.fresh}
    listings = {one.pk: one for one in published_listings().filter(pk__in=wanted)}
    return [
        SavedRow(search, [listings[number] for number in search.fresh if number in listings])
        for search in searches
    ]


def saved_search(user: User, number: int) -> SavedSearch | None:
    """One of a person's own saved searches; somebody else's is as good as missing."""
    return SavedSearch.objects.filter(user=user, pk=number).first()
