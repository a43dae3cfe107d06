"""How much each listing does each task of the thesaurus."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.postings import Postings
from marketplace.catalogue.terms import TASK
from marketplace.catalogue.thesaurus import concepts

# A task that is named in many places of a listing counts at most once: weight / (weight + saturation).
SATURATION = 5.0
# Of two listings that name a task alike, the one that names fewer others is more about it.
BY_SHARE, GAIN = 0.2, 1.25
# A task somebody merely mentions is not one the catalogue serves.
LEAST_SERVED = 0.3

# Documents that do a task, ascending, and how much each does it (0 to 1).
Done = tuple[NDArray[np.intp], NDArray[np.float32]]


class Tasks:
    """For each task of the thesaurus the documents that do it.

    Args:
        postings: the terms of the documents, the tasks they name among them.
        size: how many documents there are.
    """

    def __init__(self, postings: Postings, size: int) -> None:
        found = [postings.of(TASK + concept.id) for concept in concepts()]
        total = np.zeros(size, dtype=np.float64)
        for documents, weights in found:
            total[documents] += weights
        # As numpy counts places, or each question would turn them into such numbers again.
        self.done = [
            (documents.astype(np.intp), _worth(weights, weights / total[documents]))
            for documents, weights in found
        ]
        self._places = {concept.id: place for place, concept in enumerate(concepts())}
        self.is_served = np.array([bool((worth >= LEAST_SERVED).any()) for _documents, worth in self.done])

    def of(self, concept: str) -> Done:
        """Who does a task."""
        return self.done[self._places[concept]]

    def place(self, concept: str) -> int:
        """The number of a task in `concepts()`."""
        return self._places[concept]


def _worth(weights: NDArray[np.float32], share: NDArray[np.float64]) -> NDArray[np.float32]:
    worth = GAIN * weights / (weights + SATURATION) * share**BY_SHARE
    return np.minimum(worth, 1.0).astype(np.float32)
