"""Everything that answers a search well, over all pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marketplace.analysis.queries import main_grades_by_listing
from marketplace.catalogue.entry import Entry
from marketplace.catalogue.search import search
from marketplace.catalogue.search_request import SearchRequest

MOST = 400


@dataclass(frozen=True, slots=True)
class Matches:
    """The first `MOST` entries that answer well, and how many there are in all.

    Attributes:
        labels: the chosen filters in the active language.
    """

    entries: list[Entry]
    total: int
    labels: list[str]


def close_matches(request: SearchRequest) -> Matches:
    """What answers a search well; loosely related entries are left out.

    Args:
        request: its page does not matter.
    """
    grades = main_grades_by_listing()
    extra = {"stufe": {listing: grade.letter for listing, grade in grades.items() if grade.letter}}
    first = search(replace(request, page=1), extra=extra)
    hits, page = list(first.hits), 1
    # Close hits stand first in every order, so the pages behind the last of them need no look.
    while page < first.pages and hits[-1].is_close and len(hits) < MOST:
        page += 1
        hits += search(replace(request, page=page), extra=extra).hits
    entries = {hit.entry.id: hit.entry for hit in hits if hit.is_close}
    labels = [label for label, _without in first.removable]
    return Matches(list(entries.values())[:MOST], first.close, labels)
