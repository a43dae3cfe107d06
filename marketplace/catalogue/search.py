"""Finding listings: words, facets, order and pages. The rule of the order is published on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.current_index import current_index
from marketplace.catalogue.entry import Entry, entries
from marketplace.catalogue.facets import NO_VALUES, Choice, ExtraFacet, Facet, chosen_mask, facets, masks_of
from marketplace.catalogue.masks import Mask
from marketplace.catalogue.search_index import SearchIndex
from marketplace.catalogue.search_request import SORTS, SearchRequest
from marketplace.catalogue.text_index import Answer
from marketplace.catalogue.why import Why, why_found

PER_PAGE = 20
# Relevance is compared in steps this wide, so that a hair's breadth of text score decides nothing.
RELEVANCE_STEP = 0.1
Extra = Iterable[ExtraFacet] | Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Hit:
    """A listing on the page. `is_close` is False for what is only remotely related to the question."""

    entry: Entry
    why: Why | None
    is_close: bool = True


@dataclass(frozen=True)
class SearchResult:
    """One page of hits with everything a list shows around it.

    `close` of the `total` hits answer the question well and come first, the others are loosely related;
    `hidden` more would answer it but nobody maintains them any more. `is_current` is False for the moment in
    which a changed catalogue is still being indexed; such a page must not be kept.
    """

    request: SearchRequest
    total: int
    close: int
    hidden: int
    is_current: bool
    pages: int
    hits: list[Hit]
    facets: list[Facet]
    words: list[str]

    @property
    def page(self) -> int:
        return min(self.request.page, max(self.pages, 1))

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PER_PAGE, self.total)

    @property
    def remote(self) -> int:
        """How many hits are only loosely related."""
        return self.total - self.close

    @property
    def first_remote(self) -> Entry | None:
        """The first loosely related entry of the whole list, where it stands on this page."""
        remote = [hit.entry for hit in self.hits if not hit.is_close]
        return remote[0] if remote and self.first <= self.close + 1 <= self.last else None

    @property
    def query_with_hidden(self) -> str:
        """The address that also shows what nobody maintains any more."""
        return self.query_for(with_ended=True, page=1)

    def query_for(self, **changes: Any) -> str:
        """The address part of this list with some things changed (text, sort, page, chosen)."""
        return replace(self.request, **changes).query()

    @property
    def previous_query(self) -> str:
        return self.query_for(page=self.page - 1) if self.page > 1 else ""

    @property
    def next_query(self) -> str:
        return self.query_for(page=self.page + 1) if self.page < self.pages else ""

    @property
    def removable(self) -> list[tuple[str, str]]:
        """Active filters as (label, address without it)."""
        return [
            (f"{facet.label}: {value.label}", value.url_query)
            for facet in self.facets
            for value in facet.values
            if value.selected
        ]

    @property
    def sort_options(self) -> list[tuple[str, str, bool, str]]:
        """(value, label, selected, address) of each order that makes sense here."""
        options = [key for key in SORTS if key != "treffer" or self.request.text]
        now = self.request.effective_sort
        return [(key, str(SORTS[key]), key == now, self.query_for(sort=key, page=1)) for key in options]


@dataclass(frozen=True)
class _Found:
    """What a request leaves over, before anything is read of it.

    Attributes:
        places: numbers of the hits in the index, ascending.
        close: by place in the index, whether it answers well.
        hidden: how many more there would be that nobody maintains any more.
    """

    index: SearchIndex
    is_current: bool
    answer: Answer
    choice: Choice
    places: NDArray[np.intp]
    close: Mask
    hidden: int


def search(request: SearchRequest, *, extra: Extra = ()) -> SearchResult:
    """Find listings.

    Args:
        request: words, chosen facet values, order and page.
        extra: facets whose values are known only above the catalogue; as a plain mapping the values by facet
            and listing.

    Returns:
        The page of hits. Each facet's numbers are counted under all *other* filters.
    """
    above = _above(extra)
    found = _found(request, above)
    total = len(found.places)
    return SearchResult(
        request=request,
        total=total,
        close=int(np.count_nonzero(found.close[found.places])),
        hidden=found.hidden,
        is_current=found.is_current,
        pages=-(-total // PER_PAGE),
        hits=_page(found, request),
        facets=facets(request, found.choice, above),
        words=found.answer.words,
    )


def matching(request: SearchRequest, *, extra: Extra = (), most: int = 10_000) -> list[int]:
    """Primary keys of all hits in the order of the list, whatever the page; at most so many."""
    found = _found(request, _above(extra))
    places = _ordered(found, request.effective_sort, 0, most)
    return [int(one) for one in found.index.ids[places]]


def _above(extra: Extra) -> tuple[ExtraFacet, ...]:
    if not isinstance(extra, Mapping):
        return tuple(extra)
    return tuple(ExtraFacet(key, partial(_same, values), keep=False) for key, values in extra.items())


def _same(values: Mapping[int, str]) -> Mapping[int, str]:
    return values


def _found(request: SearchRequest, extra: tuple[ExtraFacet, ...]) -> _Found:
    index, is_current = current_index()
    answer = index.ask(request.text)
    matches = answer.relevance > 0 if request.text else np.ones(index.size, dtype=bool)
    masks = masks_of(index, extra)
    chosen = {
        key: chosen_mask(masks.get(key, NO_VALUES), values, index.size)
        for key, values in request.chosen.items()
        if values and (key in masks or key.partition(".")[1] == "")
    }
    hidden = 0
    if not request.with_ended and not request.chosen.get("pflege"):
        hidden = int(np.count_nonzero(Choice(masks, matches & index.ended, chosen).left()))
        chosen["pflege"] = ~index.ended
    choice = Choice(masks, matches, chosen)
    close = answer.relevance >= answer.close_from
    return _Found(index, is_current, answer, choice, np.flatnonzero(choice.left()), close, hidden)


def _page(found: _Found, request: SearchRequest) -> list[Hit]:
    """The hits of one page, the last one where there are fewer."""
    last = max(-(-len(found.places) // PER_PAGE), 1)
    start = (min(request.page, last) - 1) * PER_PAGE
    places = _ordered(found, request.effective_sort, start, start + PER_PAGE)
    read = entries([int(one) for one in found.index.ids[places]])
    return [
        Hit(entry, why_found(entry, int(place), found.answer), bool(found.close[place]))
        for place in places
        if (entry := read.get(int(found.index.ids[place]))) is not None
    ]


def _ordered(found: _Found, sort: str, start: int, end: int) -> NDArray[np.intp]:
    """The places of some hits in the order of the list: close answers first, each part as wanted.

    Everything the order depends on is packed into one number for each hit, the less important parts lower, so
    that of 100,000 hits only those up to the wanted ones need to be sorted.
    """
    index, places = found.index, found.places
    ranks: NDArray[np.signedinteger[Any]] = index.by_neutral
    if sort in {"name", "neu"}:
        ranks = index.by_name if sort == "name" else index.by_recency
    order = (~found.close[places]).astype(np.int64)
    if sort == "treffer":
        relevance = found.answer.relevance[places]
        best = relevance.max(initial=1.0)
        steps = np.floor(relevance / (best * RELEVANCE_STEP)).astype(np.int64)
        order = (order * 64 + 63 - steps) * 2 + index.resting[places]
    order = order * max(index.size, 1) + ranks[places]
    if end < len(order):
        nearest = np.argpartition(order, end)[:end]
        return places[nearest[np.argsort(order[nearest])][start:end]]
    return places[np.argsort(order)[start:end]]
