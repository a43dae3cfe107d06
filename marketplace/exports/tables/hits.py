"""All hits of a list's address, not only a page of them."""

from __future__ import annotations

from dataclasses import replace

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings
from marketplace.catalogue.search import SearchResult, matching, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.exports.errors import OddSelection
from marketplace.suitability.list_facets import list_facets

MOST_ROWS = 5000


def first_page(request: SearchRequest) -> SearchResult:
    """The first page of the list, with its number of hits and its filters in words."""
    return search(replace(request, page=1), extra=list_facets())


def all_slugs(request: SearchRequest, *, most: int = MOST_ROWS) -> list[str]:
    """The slugs of all hits in the order of the list.

    Raises:
        OddSelection: there are more than `most`.
    """
    total = first_page(request).total
    if total > most:
        raise OddSelection(
            "too-many-solutions",
            f"Die Liste hat {total} Einträge, möglich sind höchstens {most}. "
            "Grenzen Sie sie mit den Filtern ein.",
            f"The list has {total} entries, at most {most} are possible. "
            "Please narrow it down with the filters.",
        )
    ids = matching(request, extra=list_facets(), most=most)
    slugs = dict(published_listings().filter(pk__in=ids).values_list("pk", "slug"))
    return [slugs[one] for one in ids if one in slugs]


def listings_in_order(slugs: list[str]) -> list[Listing]:
    """The published listings with these slugs, in their order, with provider and fields."""
    found = published_listings().filter(slug__in=slugs)
    by_slug = {one.slug: one for one in found.select_related("provider").prefetch_related("fields_of_action")}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def described(result: SearchResult) -> str:
    """The search in words: what was asked, and the chosen filters."""
    words = [f"„{result.request.text}“"] if result.request.text else []
    return "; ".join(words + [label for label, _address in result.removable])
