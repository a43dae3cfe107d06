"""Entries that do much the same as another one, for people who look for alternatives.

They are found like any other hit: the search is asked with what the entry says of itself in short, among the
same kind in the same fields of action. Its published order counts, never a provider's wish, and what nobody
maintains any more stays hidden.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import revision_token
from marketplace.catalogue.search import Hit, search
from marketplace.catalogue.search_request import LONGEST_QUERY, SearchRequest

MOST = 5
KEPT = 2000


def similar_listings(listing: Listing) -> tuple[Hit, ...]:
    """At most five other entries nearest in words, tasks and meaning, the nearest first.

    Args:
        listing: a published one; its fields of action are read.

    Returns:
        Close answers only, each with why it was found; nothing where no other entry comes near.
    """
    fields = frozenset(one.slug for one in listing.fields_of_action.all())
    said = ", ".join(listing.search_words_de) or listing.summary_de
    asked = (listing.slug, listing.kind, fields, said[:LONGEST_QUERY])
    hits, is_current = _others(revision_token(), get_language(), *asked)
    if not is_current:
        _others.cache_clear()
    return hits


# The page of a listing is not kept, so the answer is: it only changes with the catalogue.
@lru_cache(maxsize=KEPT)
def _others(
    _revision: UUID | None, _language: str | None, slug: str, kind: str, fields: frozenset[str], said: str
) -> tuple[tuple[Hit, ...], bool]:
    result = search(SearchRequest(text=said, chosen={"feld": fields, "art": frozenset({kind})}))
    hits = [hit for hit in result.hits if hit.is_close and hit.entry.slug != slug]
    return tuple(hits[:MOST]), result.is_current
