"""Finding listings: words, facets, order and pages. The rule of the order is published on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from marketplace.catalogue.models import FieldOfAction, Listing
from marketplace.catalogue.search_index import (
    FIELD_LABELS,
    SEPARATOR,
    SHORTEST_BEGINNING,
    Entry,
    Mask,
    SearchIndex,
    current_index,
    is_compound_part,
)
from marketplace.catalogue.vocabulary import LICENCE_FAMILY_LABELS, OPERATION_LABELS
from marketplace.catalogue.words import Word, words
from marketplace.organisations.models import Provider

PER_PAGE = 20
# Places that hold a list of words instead of a sentence.
LISTS = frozenset({"search_words", "field", "details"})
LONGEST_QUERY = 200
# A hit must answer at least this share of what the words together tell (by their rarity).
LEAST_ANSWERED = 0.45
# Relevance is compared in steps this wide, so that a hair's breadth of text score decides nothing.
RELEVANCE_STEP = 0.15

SORTS: dict[str, Promise] = {
    "treffer": _("Treffer in Ihren Worten"),
    "neu": _("zuletzt geändert"),
    "name": _("Name"),
}
FACET_LABELS: dict[str, Promise] = {
    "art": _("Art"),
    "feld": _("Handlungsfeld"),
    "offen": _("Quelltext"),
    "pflege": _("Pflegestand"),
    "stufe": _("Programmierung"),
    "betrieb": _("Betrieb"),
    "lizenz": _("Lizenz"),
    "anbieter": _("Anbieter"),
}
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
        "beendet": _("nicht mehr gepflegt"),
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
class SearchRequest:
    """What a visitor asks for; the same as the address of the page."""

    text: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> SearchRequest:
        """Read the address; what is unknown or odd is left out instead of refused."""
        page = query.get("seite", "1")
        sort = query.get("sortierung", "")
        return cls(
            text=" ".join(query.get("suche", "").replace("\0", " ").split())[:LONGEST_QUERY],
            chosen={
                key: frozenset(value[:80] for value in query.getlist(key) if value)
                for key in FACET_LABELS
                if query.getlist(key)
            },
            sort=sort if sort in SORTS else "",
            page=max(1, min(int(page), 1000)) if page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def effective_sort(self) -> str:
        """Without words there is no relevance; then the most recently changed come first."""
        if self.sort and (self.text or self.sort != "treffer"):
            return self.sort
        return "treffer" if self.text else "neu"

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    def query(self) -> str:
        """The canonical address part, "?…", or "?" for the plain list."""
        pairs = [("suche", self.text)] if self.text else []
        pairs += [(key, value) for key in FACET_LABELS for value in sorted(self.chosen.get(key, ()))]
        pairs += [("sortierung", self.sort)] if self.sort else []
        pairs += [("seite", str(self.page))] if self.page > 1 else []
        return "?" + urlencode(pairs)

    def toggled(self, key: str, value: str) -> SearchRequest:
        """The request with one facet value switched, back on the first page."""
        values = self.chosen.get(key, frozenset()) ^ {value}
        return replace(self, chosen={**self.chosen, key: values}, page=1)


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
class Why:
    """Why a hit was found: the place, and its text in parts, the matching words marked."""

    label: str
    parts: list[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """A listing on the page."""

    entry: Entry
    why: Why | None


@dataclass(frozen=True)
class SearchResult:
    """One page of hits with everything a list shows around it."""

    request: SearchRequest
    total: int
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
    asked = _distinct(words(request.text))
    relevance, telling = _relevance(index, asked)
    found = relevance > 0 if request.text else np.ones(len(index.entries), dtype=bool)
    masks = index.facets | {key: index.masks_by_id(values) for key, values in (extra or {}).items()}
    chosen = {key: _chosen_mask(masks.get(key, {}), values, index) for key, values in request.chosen.items()}
    hits = _all_of(found, *chosen.values())
    places = _ordered(index, np.flatnonzero(hits), relevance, request.effective_sort)
    pages = -(-len(places) // PER_PAGE)
    start = (min(request.page, max(pages, 1)) - 1) * PER_PAGE
    return SearchResult(
        request=request,
        total=len(places),
        pages=pages,
        hits=[
            Hit(index.entries[place], _why(index.entries[place], telling))
            for place in places[start : start + PER_PAGE]
        ],
        facets=_facets(request, masks, chosen, found),
        words=[word.written for word in asked],
    )


def _distinct(found: Any) -> list[Word]:
    by_stem: dict[str, Word] = {}
    for word in found:
        by_stem.setdefault(word.stem, word)
    return list(by_stem.values())[:20]


def _relevance(index: SearchIndex, asked: list[Word]) -> tuple[NDArray[np.float64], dict[str, float]]:
    """Text relevance of each listing, 0 where too little of the question is answered; and how telling
    each word's stem is."""
    size = len(index.entries)
    score, answered = np.zeros(size), np.zeros(size)
    telling: dict[str, float] = {}
    for number, word in enumerate(asked):
        weights, telling[word.stem] = index.weights_of(word.stem, is_last=number == len(asked) - 1)
        score += weights * telling[word.stem]
        answered += (weights > 0) * telling[word.stem]
    wanted = sum(telling.values())
    if not wanted:
        return score, telling
    return np.where(answered >= LEAST_ANSWERED * wanted, score / wanted, 0.0), telling


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
    index: SearchIndex, places: NDArray[np.intp], relevance: NDArray[np.float64], sort: str
) -> list[int]:
    if sort == "name":
        return sorted(places.tolist(), key=lambda place: index.entries[place].name.casefold())
    neutral = index.neutral[places]
    if sort == "neu":
        order = np.lexsort((neutral, -index.recency[places]))
    else:
        best = relevance[places].max(initial=1.0)
        steps = np.floor(relevance[places] / (best * RELEVANCE_STEP))
        order = np.lexsort((neutral, ~index.alive[places], -steps))
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


def _why(entry: Entry, telling: Mapping[str, float]) -> Why | None:
    """The place that answers most of the question, in the visitor's language where possible."""
    best: tuple[float, Why] | None = None
    for name, texts in entry.texts.items():
        for language in (get_language() or "de", "de", "en"):
            text = texts.get(language, "")
            stems = [word.stem for word in words(text)]
            answered = [
                worth for asked, worth in telling.items() if any(_answers(known, asked) for known in stems)
            ]
            if answered and (best is None or sum(answered) > best[0]):
                parts = _marked(text, list(telling))
                shown = _matching_items(parts) if name in LISTS else _clipped(parts)
                best = (sum(answered), Why(str(FIELD_LABELS[name]), shown))
    return best[1] if best else None


def _marked(text: str, stems: list[str]) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    at = 0
    for word in words(text):
        if not any(_answers(word.stem, stem) for stem in stems):
            continue
        start = text.index(word.written, at)
        parts += [(text[at:start], False), (word.written, True)]
        at = start + len(word.written)
    return [*parts, (text[at:], False)] if parts else []


def _answers(known: str, asked: str) -> bool:
    if known == asked or (len(asked) >= SHORTEST_BEGINNING and known.startswith(asked)):
        return True
    return is_compound_part(asked, known)


def _matching_items(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Of a list of words only the items with a marked word, so that the reader need not search herself."""
    items: list[list[tuple[str, bool]]] = [[]]
    for text, marked in parts:
        first, *more = text.split(SEPARATOR)
        items[-1].append((first, marked))
        items += [[(one, marked)] for one in more]
    items = [[part for part in item if part[0]] for item in items]
    kept = [item for item in items if any(marked for _text, marked in item)]
    return [part for number, item in enumerate(kept) for part in ([(", ", False)] if number else []) + item]


def _beginning(text: str, length: int) -> str:
    """Whole words from the beginning of a text, at most `length` characters."""
    cut = text[: length + 1]
    return (cut.rpartition(" ")[0] or cut[:length]).rstrip()


def _end(text: str, length: int) -> str:
    """Whole words from the end of a text, at most `length` characters."""
    cut = text[-length - 1 :]
    return (cut.partition(" ")[2] or cut[1:]).lstrip()


def _clipped(parts: list[tuple[str, bool]], around: int = 70) -> list[tuple[str, bool]]:
    """Shorten the unmarked stretches so that the marked words stay in one short line."""
    clipped = []
    for number, (text, marked) in enumerate(parts):
        if marked or len(text) <= 2 * around:
            clipped.append((text, marked))
        elif number == 0:
            clipped.append((f"… {_end(text, around)}", False))
        elif number == len(parts) - 1:
            clipped.append((f"{_beginning(text, around)} …", False))
        else:
            clipped.append((f"{_beginning(text, around)} … {_end(text, around)}", False))
    return [(text, marked) for text, marked in clipped if text]
