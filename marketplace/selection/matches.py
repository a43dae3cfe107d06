"""Everything that answers a search well, over all pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marketplace.catalogue.search import matching, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.suitability.list_facets import list_facets

MOST = 1000
"""More matches than anybody wants to hear of."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers a search well.

    Attributes:
        ids: the first `MOST` of `total` listings, in the order of the list.
        labels: the chosen filters in the active language.
        is_current: False while the catalogue is being indexed anew: this is the state before.
    """

    ids: list[int]
    total: int
    labels: list[str]
    is_current: bool


def close_matches(request: SearchRequest) -> Matches:
    """What answers a search well; loosely related entries are left out.

    Args:
        request: its page does not matter.
    """
    facets = list_facets()
    first = search(replace(request, page=1), extra=facets)
    # Close hits stand first in every order.
    ids = matching(request, extra=facets, most=min(first.close, MOST))
    labels = [label for label, _without in first.removable]
    return Matches(ids, first.close, labels, first.is_current)
