"""The catalogue as the search sees it: words, filters and order, for one state of the catalogue.

Both databases give the same hits because neither does the searching (docs/adr/0011, 0013, 0019).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.entry import ENDED, MONTHS_UNTIL_ENDED, MONTHS_UNTIL_RESTING
from marketplace.catalogue.listing_rows import published_ids, read_rows
from marketplace.catalogue.masks import Masks
from marketplace.catalogue.nearness import SHORT, compared_names, said_in_short
from marketplace.catalogue.search_arrays import SearchArrays
from marketplace.catalogue.text_index import Answer, TextIndex
from marketplace.catalogue.vectors import forget_vectors, keep_vectors

# Answers to the last questions are kept, because people turn pages and change filters; in bytes.
MOST_KEPT = 32 << 20
ROWS_AT_ONCE = 400


class SearchIndex:
    """All published listings, ready to be asked; immutable once made.

    Args:
        arrays: what was built or opened.
        token: the state of the catalogue they are of.
        today: the day how well something is maintained is told for.
    """

    def __init__(self, arrays: SearchArrays, token: UUID | None, today: date) -> None:
        self.token, self.today = token, today
        self._arrays = arrays
        listings = arrays.listings
        self.ids = listings.ids
        self.size = len(listings.ids)
        self.by_name = listings.by_name
        self.by_neutral = _ranks(np.argsort(listings.neutral, kind="stable"))
        self.by_recency = _ranks(np.lexsort((self.by_neutral, -listings.recency.astype(np.int64))))
        self.facets: dict[str, Masks] = {}
        for (facet, value), mask in zip(listings.values, listings.masks, strict=True):
            self.facets.setdefault(facet, Masks())[value] = mask
        self.facets["pflege"] = _maintenance(listings.recency, today)
        nothing = np.zeros(self.size, dtype=bool)
        self.ended = self.facets["pflege"].get(ENDED, nothing)
        self.resting = self.ended | self.facets["pflege"].get("ruhend", nothing)
        self._text = TextIndex(arrays.text)
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._above: dict[str, Masks] = {}
        self._lock = threading.Lock()

    def on(self, day: date) -> SearchIndex:
        """The same catalogue on another day."""
        return self if day == self.today else SearchIndex(self._arrays, self.token, day)

    @property
    def arrays(self) -> SearchArrays:
        """What it was made of."""
        return self._arrays

    def ask(self, text: str) -> Answer:
        """Answer a question; the last answers are kept."""
        with self._lock:
            if (kept := self._answers.get(text)) is not None:
                self._answers.move_to_end(text)
                return kept
        answer = self._text.ask(text)
        with self._lock:
            self._answers[text] = answer
            while len(self._answers) > max(2, MOST_KEPT // (20 * self.size + 10_000)):
                self._answers.popitem(last=False)
        return answer

    def from_above(self, key: str, values: Callable[[], Mapping[int, str]], *, keep: bool) -> Masks:
        """Masks of a facet whose values are known only above the catalogue.

        Args:
            key: of the facet.
            values: gives the value by listing.
            keep: whether the values stay the same as long as the catalogue does.
        """
        if keep and (kept := self._above.get(key)) is not None:
            return kept
        masks = self._masks_by_id(values())
        if keep:
            self._above[key] = masks
        return masks

    def _masks_by_id(self, values: Mapping[int, str]) -> Masks:
        known = np.fromiter(values, dtype=np.int64, count=len(values))
        places = np.searchsorted(self.ids, known)
        is_here = places < self.size
        is_here[is_here] = self.ids[places[is_here]] == known[is_here]
        said = np.array(list(values.values()), dtype=object)
        masks = Masks()
        for value in sorted(set(values.values())):
            mask = np.zeros(self.size, dtype=bool)
            mask[places[is_here & (said == value)]] = True
            if mask.any():
                masks[value] = mask
        return masks


def _ranks(order: NDArray[np.intp]) -> NDArray[np.int64]:
    """For each place its rank, where `order` lists the places by rank."""
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _maintenance(recency: NDArray[np.int32], today: date) -> Masks:
    """The same as entry.maintenance, for all listings at once."""
    days = np.asarray(recency, dtype=np.int64)
    months = (today.year - days // 10000) * 12 + today.month - np.maximum(days // 100 % 100, 1)
    known = days > 0
    masks = {
        "laufend": known & (months <= MONTHS_UNTIL_RESTING),
        "ruhend": known & (months > MONTHS_UNTIL_RESTING) & (months <= MONTHS_UNTIL_ENDED),
        ENDED: known & (months > MONTHS_UNTIL_ENDED),
        "unbekannt": ~known,
    }
    return Masks({value: mask for value, mask in masks.items() if mask.any()})


def compared_texts() -> Iterator[list[str]]:
    """What published listings say in short, some hundred listings at a time."""
    ids = published_ids()
    for at in range(0, len(ids), ROWS_AT_ONCE):
        rows = read_rows(ids[at : at + ROWS_AT_ONCE], kinds_of_facts=())
        yield [text for row in rows for text in said_in_short({key: row.texts()[key] for key in SHORT})]


def keep_compared_texts() -> int:
    """Compute and keep the vectors of everything questions are compared with; forget those of other texts.

    For the moments when the catalogue has changed, so that no visitor has to wait for it.

    Returns:
        How many vectors were computed.
    """
    names, computed, texts = compared_names(), 0, set[str]()
    computed += keep_vectors(names)
    for some in compared_texts():
        computed += keep_vectors(some)
        texts.update(some)
    forget_vectors([*names, *texts])
    return computed


def keep_texts_of(listing: int) -> int:
    """Compute and keep the vectors of one listing that has changed; returns how many."""
    texts = [text for row in read_rows([listing], ()) for text in said_in_short(row.texts())]
    return keep_vectors(texts)
