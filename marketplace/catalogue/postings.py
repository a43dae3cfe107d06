"""Which documents hold a term, with what weight: packed, so that a large catalogue stays small in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray


class Postings:
    """Weights of terms in documents; those of one term lie next to each other."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._terms, self._documents, self._weights = array("i"), array("i"), array("f")
        self._starts: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        self._packed_documents: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._packed_weights: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def add(self, document: int, weights: Mapping[str, float]) -> None:
        """Note a document's terms; after `pack` nothing can be added."""
        for term, weight in weights.items():
            self._terms.append(self._ids.setdefault(term, len(self._ids)))
            self._documents.append(document)
            self._weights.append(weight)

    def pack(self) -> None:
        """Order by term, so that `of` can answer."""
        terms = np.array(self._terms, dtype=np.int32)
        order = np.argsort(terms, kind="stable")
        self._starts = np.searchsorted(terms[order], np.arange(len(self._ids) + 1))
        self._packed_documents = np.array(self._documents, dtype=np.int32)[order]
        self._packed_weights = np.array(self._weights, dtype=np.float32)[order]
        self._terms, self._documents, self._weights = array("i"), array("i"), array("f")

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Documents with the term, ascending, and its weights there; both empty for an unknown term."""
        place = self._ids.get(term)
        if place is None:
            return self._packed_documents[:0], self._packed_weights[:0]
        here = slice(self._starts[place], self._starts[place + 1])
        return self._packed_documents[here], self._packed_weights[here]
