"""All hits of a list's address, not only a page of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings
from marketplace.catalogue.search import SearchResult, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.exports.errors import OddSelection

MOST_ROWS = 5000
Extra = Mapping[str, Mapping[int, str]]


def first_page(request: SearchRequest, extra: Extra) -> SearchResult:
    """The first page of the list, with its number of hits and its filters in words."""
    return search(replace(request, page=1), extra=extra)


def all_slugs(request: SearchRequest, extra: Extra, *, most: int = MOST_ROWS) -> list[str]:
    """The slugs of all hits in the order of the list.

    Raises:
        OddSelection: there are more than `most`.
    """
    first = first_page(request, extra)
    if first.total > most:
        raise OddSelection(
            "too-many-solutions",
            f"Die Liste hat {first.total} Einträge, möglich sind höchstens {most}. "
            "Grenzen Sie sie mit den Filtern ein.",
            f"The list has {first.total} entries, at most {most} are possible. "
            "Please narrow it down with the filters.",
        )
    slugs = [hit.entry.slug for hit in first.hits]
    for page in range(2, first.pages + 1):
        slugs += [hit.entry.slug for hit in search(replace(request, page=page), extra=extra).hits]
    return slugs


def listings_in_order(slugs: list[str]) -> list[Listing]:
    """The published listings with these slugs, in their order, with provider and fields."""
    found = published_listings().filter(slug__in=slugs)
    by_slug = {one.slug: one for one in found.select_related("provider").prefetch_related("fields_of_action")}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def described(result: SearchResult) -> str:
    """The search in words: what was asked, and the chosen filters."""
    words = [f"„{result.request.text}“"] if result.request.text else []
    return "; ".join(words + [label for label, _address in result.removable])
