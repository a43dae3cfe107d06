"""Which documents hold a term, with what weight: packed, so that a large catalogue stays small in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Bags:
    """The terms of documents, one document after the other.

    Attributes:
        names: the terms; `terms` holds places in it.
        starts: where each document begins in the two following arrays, and the end: documents + 1 long.
        terms: ascending within each document.
        weights: of each term there.
    """

    names: Sequence[str]
    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def none(cls) -> Bags:
        """No documents at all."""
        return cls([], np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))

    def picked(self, places: NDArray[np.int64]) -> Bags:
        """Some of the documents, each as often as it is named."""
        lengths = (self.starts[1:] - self.starts[:-1])[places]
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        at = np.arange(starts[-1]) + np.repeat(self.starts[places] - starts[:-1], lengths)
        return Bags(self.names, starts, self.terms[at], self.weights[at])

    def followed_by(self, other: Bags) -> Bags:
        """These documents, then the others."""
        ids = {name: place for place, name in enumerate(self.names)}
        new = np.array([ids.setdefault(name, len(ids)) for name in other.names], dtype=np.int32)
        return Bags(
            list(ids),
            np.concatenate((self.starts, other.starts[1:] + self.starts[-1])),
            np.concatenate((self.terms, new[other.terms] if len(new) else other.terms)),
            np.concatenate((self.weights, other.weights)),
        )


class Packing:
    """Packs documents as they are analysed: 100,000 of them as mappings would take a gigabyte."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._terms, self._weights, self._starts = array("i"), array("f"), array("q", [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, document: Mapping[str, float]) -> None:
        """Take in the terms of the next document with their weights."""
        for term, weight in document.items():
            self._terms.append(self._ids.setdefault(term, len(self._ids)))
            self._weights.append(weight)
        self._starts.append(len(self._terms))

    def bags(self) -> Bags:
        """Everything taken in so far."""
        return Bags(
            list(self._ids),
            np.array(self._starts, np.int64),
            np.array(self._terms, np.int32),
            np.array(self._weights, np.float32),
        )


class Postings:
    """Weights of terms in documents; those of one term lie next to each other.

    Args:
        names: the terms, ascending.
        starts: where each term begins in the two following arrays, and the end: terms + 1 long.
        documents: ascending within each term.
        weights: of the term in each of them.
    """

    def __init__(
        self,
        names: Sequence[str],
        starts: NDArray[np.int64],
        documents: NDArray[np.int32],
        weights: NDArray[np.float32],
    ) -> None:
        self.names, self.starts, self.documents, self.weights = names, starts, documents, weights
        self._ids = {term: place for place, term in enumerate(names)}

    @classmethod
    def of_bags(cls, bags: Bags) -> Postings:
        """Turn documents with terms into terms with documents; the same documents always give the same."""
        documents = np.repeat(np.arange(len(bags.starts) - 1, dtype=np.int32), np.diff(bags.starts))
        used = np.unique(bags.terms)
        names = sorted(bags.names[place] for place in used)
        rank = {name: place for place, name in enumerate(names)}
        new = np.zeros(len(bags.names), dtype=np.int32)
        new[used] = [rank[bags.names[place]] for place in used]
        terms = new[bags.terms] if len(bags.names) else bags.terms
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(len(names) + 1)).astype(np.int64)
        return cls(names, starts, documents[order], bags.weights[order])

    def bags(self, size: int) -> Bags:
        """The other way round, for `size` documents."""
        terms = np.repeat(np.arange(len(self.names), dtype=np.int32), np.diff(self.starts))
        order = np.argsort(self.documents, kind="stable")
        starts = np.searchsorted(self.documents[order], np.arange(size + 1)).astype(np.int64)
        return Bags(self.names, starts, terms[order], np.asarray(self.weights)[order])

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Documents with the term, ascending, and its weights there; both empty for an unknown term."""
        place = self._ids.get(term)
        if place is None:
            return self.documents[:0], self.weights[:0]
        here = slice(self.starts[place], self.starts[place + 1])
        return self.documents[here], self.weights[here]

    def of_all(
        self, terms: Sequence[tuple[str, float]]
    ) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        """Documents with any of some terms, each with the term's weight there and the term's own factor.

        Args:
            terms: each with its factor.

        Returns:
            Three arrays of one length; a document stands there once for each term it has.
        """
        known = [(self._ids[term], factor) for term, factor in terms if term in self._ids]
        places = np.array([place for place, _factor in known], dtype=np.int64)
        factors = np.array([factor for _place, factor in known], dtype=np.float32)
        lengths = self.starts[places + 1] - self.starts[places]
        # Thousands of terms with few documents each: picked at once, not slice by slice.
        before = np.cumsum(lengths) - lengths
        at = np.arange(lengths.sum()) + np.repeat(self.starts[places] - before, lengths)
        return self.documents[at], self.weights[at], np.repeat(factors, lengths)
