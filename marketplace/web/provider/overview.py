"""The list of a provider's own listings: state, what is missing, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.models import Listing
from marketplace.catalogue.own_listings import shown_to_provider
from marketplace.web.provider.missing import missing_answers, missing_facts


@dataclass(frozen=True)
class OverviewRow:
    """One listing in the provider's list."""

    listing: Listing
    facts: int
    answers: int
    waiting: bool
    drafting: bool


def overview_rows(listings: Iterable[Listing]) -> list[OverviewRow]:
    """The rows of some listings, in their order."""
    found = list(listings)
    states = [ListingEdit.State.DRAFT, ListingEdit.State.WAITING]
    open_edits = ListingEdit.objects.filter(listing__in=found, state__in=states)
    by_listing: dict[int, set[str]] = {}
    for pk, state in open_edits.values_list("listing_id", "state"):
        by_listing.setdefault(pk, set()).add(state)
    return [
        OverviewRow(
            listing=one,
            facts=len(missing_facts(one, shown_to_provider(one))),
            answers=len(missing_answers(one)),
            waiting=ListingEdit.State.WAITING in by_listing.get(one.pk, ()),
            drafting=ListingEdit.State.DRAFT in by_listing.get(one.pk, ()),
        )
        for one in found
    ]
