"""Finding listings: words, facets, order and pages. The rule of the order is published on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from marketplace.catalogue.models import FieldOfAction, Listing
from marketplace.catalogue.search_index import ENDED, Entry, Mask, SearchIndex, current_index
from marketplace.catalogue.search_request import FACET_LABELS, SORTS, SearchRequest
from marketplace.catalogue.text_index import Answer
from marketplace.catalogue.vocabulary import LICENCE_FAMILY_LABELS, OPERATION_LABELS
from marketplace.catalogue.why import Why, why_found
from marketplace.organisations.models import Provider

PER_PAGE = 20
# Relevance is compared in steps this wide, so that a hair's breadth of text score decides nothing.
RELEVANCE_STEP = 0.1

_VALUE_LABELS: dict[str, Mapping[str, str | Promise]] = {
    "art": {kind.value: kind.label for kind in Listing.Kind},
    "offen": {
        "open_source": _("offen, mit Lizenz"),
        "proprietary": _("proprietär"),
        "unclear": _("nicht geklärt"),
    },
    "pflege": {
        "laufend": _("gepflegt"),
        "ruhend": _("seit über einem Jahr unverändert"),
        ENDED: _("nicht mehr gepflegt"),
        "unbekannt": _("unbekannt"),
    },
    "stufe": {
        "A": _("Stufe A"),
        "B": _("Stufe B"),
        "C": _("Stufe C"),
        "D": _("Stufe D"),
        "E": _("Stufe E"),
        "ohne": _("ohne Einschätzung"),
    },
    "betrieb": OPERATION_LABELS,
    "lizenz": {family.value: label for family, label in LICENCE_FAMILY_LABELS.items()},
    "anbieter": {kind.value: kind.label for kind in Provider.Kind},
}


@dataclass(frozen=True)
class FacetValue:
    """One box to tick, with the number of listings it would leave."""

    value: str
    label: str
    count: int
    selected: bool
    url_query: str


@dataclass(frozen=True)
class Facet:
    """One group of filters."""

    key: str
    label: str
    values: list[FacetValue]

    @property
    def selected(self) -> int:
        return sum(value.selected for value in self.values)


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
    `hidden` more would answer it but nobody maintains them any more.
    """

    request: SearchRequest
    total: int
    close: int
    hidden: int
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


def search(request: SearchRequest, *, extra: Mapping[str, Mapping[int, str]] | None = None) -> SearchResult:
    """Find listings.

    Args:
        request: words, chosen facet values, order and page.
        extra: facet values known only above the catalogue, by facet and listing id, e.g. the code grade;
            a listing without one counts as "ohne".

    Returns:
        The page of hits. Each facet's numbers are counted under all *other* filters.
    """
    index = current_index()
    answer = index.text.ask(request.text)
    found = answer.relevance > 0 if request.text else np.ones(len(index.entries), dtype=bool)
    masks = index.facets | {key: index.masks_by_id(values) for key, values in (extra or {}).items()}
    chosen = {key: _chosen_mask(masks.get(key, {}), values, index) for key, values in request.chosen.items()}
    hidden = 0
    if not request.with_ended and not request.chosen.get("pflege"):
        hidden = int(np.count_nonzero(_all_of(found & index.ended, *chosen.values())))
        chosen["pflege"] = ~index.ended
    hits = np.flatnonzero(_all_of(found, *chosen.values()))
    close = answer.relevance >= answer.close_from
    places = _ordered(index, hits, answer.relevance, close, request.effective_sort)
    return SearchResult(
        request=request,
        total=len(places),
        close=int(np.count_nonzero(close[hits])),
        hidden=hidden,
        pages=-(-len(places) // PER_PAGE),
        hits=_page(index, places, request.page, answer, close),
        facets=_facets(request, masks, chosen, found),
        words=answer.words,
    )


def _page(index: SearchIndex, places: list[int], page: int, answer: Answer, close: Mask) -> list[Hit]:
    """The hits of one page, the last one where there are fewer."""
    last = max(-(-len(places) // PER_PAGE), 1)
    start = (min(page, last) - 1) * PER_PAGE
    return [
        Hit(index.entries[place], why_found(index.entries[place], place, answer), bool(close[place]))
        for place in places[start : start + PER_PAGE]
    ]


def _chosen_mask(masks: Mapping[str, Mask], values: frozenset[str], index: SearchIndex) -> Mask:
    """Listings with any of the chosen values; all when nothing (any more) is chosen."""
    if not values:
        return np.ones(len(index.entries), dtype=bool)
    mask = np.zeros(len(index.entries), dtype=bool)
    for value in values:
        if value in masks:
            mask |= masks[value]
    return mask


def _all_of(first: Mask, *others: Mask) -> Mask:
    result = first.copy()
    for other in others:
        result &= other
    return result


def _ordered(
    index: SearchIndex, places: NDArray[np.intp], relevance: NDArray[np.float64], close: Mask, sort: str
) -> list[int]:
    """Close answers first, each part in the wanted order."""
    neutral, remote = index.neutral[places], ~close[places]
    if sort == "name":
        names = [index.entries[place].name.casefold() for place in places]
        order = np.array(sorted(range(len(places)), key=lambda n: (remote[n], names[n])), dtype=np.intp)
    elif sort == "neu":
        order = np.lexsort((neutral, -index.recency[places], remote))
    else:
        best = relevance[places].max(initial=1.0)
        steps = np.floor(relevance[places] / (best * RELEVANCE_STEP))
        order = np.lexsort((neutral, ~index.alive[places], -steps, remote))
    return [int(place) for place in places[order]]


def _facets(
    request: SearchRequest, masks: Mapping[str, Mapping[str, Mask]], chosen: Mapping[str, Mask], found: Mask
) -> list[Facet]:
    labels = dict(_VALUE_LABELS) | {"feld": {one.slug: one.name for one in FieldOfAction.objects.all()}}
    facets = []
    for key, label in FACET_LABELS.items():
        if key not in masks:
            continue
        under_others = _all_of(found, *(mask for other, mask in chosen.items() if other != key))
        selected = request.chosen.get(key, frozenset())
        values = [
            FacetValue(
                value=value,
                label=str(value_label),
                count=int(np.count_nonzero(under_others & masks[key][value])) if value in masks[key] else 0,
                selected=value in selected,
                url_query=request.toggled(key, value).query(),
            )
            for value, value_label in labels[key].items()
            if value in masks[key] or value in selected
        ]
        facets.append(Facet(key, str(label), values))
    return facets
