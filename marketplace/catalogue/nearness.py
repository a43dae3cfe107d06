"""How near a question is in meaning to each listing, even where no word is the same.

A question is compared with what a listing says of itself in short (summary, search words) and with the
names of the tasks the listing does. The likeness of texts is the cosine of their vectors. Any two texts are
somewhat alike; what a question has in common with the average name of a task is therefore taken off first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.meaning import (
    SIZE,
    Vectors,
    is_available,
    lengths_of,
    likeness_of,
    unpacked,
    vector_of,
)
from marketplace.catalogue.rough import estimated, exact
from marketplace.catalogue.search_arrays import TextArrays
from marketplace.catalogue.tasks import Done, Tasks
from marketplace.catalogue.terms import SEPARATOR, Document
from marketplace.catalogue.thesaurus import Concept, concepts

Scores = NDArray[np.float32]

# Places that say in short what a listing is for.
SHORT = ("summary", "search_words")
# Likeness above what any question has with any text; names of tasks are short and like each other more.
COMMON_LIKENESS, COMMON_LIKENESS_OF_NAMES = 0.1, 0.2
# A task is put in many ways, a text about an entry only in one or two: likeness with names says more.
BY_NAMES = 1.5
# So many documents of a large catalogue are compared exactly.
MOST_EXACT = 5000


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near one question is to each document.

    Attributes:
        scores: per document, 0 (nothing in common) to about 1.5 (the same words).
        own: the part of `scores` from what the document says of itself; the rest comes from its tasks.
        place: per document the number in SHORT of the text that is nearest.
        tasks: per task in `concepts()` how near the question is to it.
        done: per task in `concepts()` who does it.
    """

    scores: Scores
    own: Scores
    place: NDArray[np.int8]
    tasks: Scores
    done: Sequence[Done]

    @classmethod
    def none(cls, size: int) -> Likeness:
        """No likeness at all with any of `size` documents."""
        zeros, nothing = np.zeros(size, np.float32), np.zeros(size, dtype=np.int8)
        return cls(zeros, zeros, nothing, np.zeros(len(concepts()), np.float32), ())

    def task_of(self, document: int) -> int:
        """The number in `concepts()` of the nearest task a document does, -1 without one."""
        nearest, best = -1, 0.0
        for task in np.flatnonzero(self.tasks > 0).tolist():
            documents, worth = self.done[task]
            at = int(np.searchsorted(documents, document))
            is_done = at < len(documents) and documents[at] == document
            if is_done and (value := float(BY_NAMES * self.tasks[task] * worth[at])) > best:
                nearest, best = task, value
        return nearest


def said_in_short(document: Document) -> list[str]:
    """The texts of a document whose meaning is compared: one per place in SHORT, German where it has it."""
    texts = [document.get(place, {}) for place in SHORT]
    return [(text.get("de") or text.get("en") or "").replace(SEPARATOR, ", ") for text in texts]


def names_of(concept: Concept) -> tuple[str, ...]:
    """All names of a task."""
    return concept.words + concept.asked + concept.products


def compared_names() -> list[str]:
    """The names of all tasks, one task after the other."""
    return [name for concept in concepts() for name in names_of(concept)]


class Nearness:
    """Compares questions with documents.

    Args:
        arrays: packed vectors of the documents and of names; the former may lie in a mapped file.
        tasks: which documents do which tasks.
    """

    def __init__(self, arrays: TextArrays, tasks: Tasks) -> None:
        self._size = arrays.size
        self._texts, self._rough = arrays.texts, arrays.rough
        # Only where all texts are compared exactly: reading all of a large catalogue's takes a while.
        self._lengths = lengths_of(self._texts.reshape(-1, SIZE)) if not len(arrays.rough.texts) else None
        self._names = unpacked(arrays.names)
        self._tasks = tasks
        ends = np.cumsum([len(names_of(concept)) for concept in concepts()])
        self._starts: NDArray[np.int64] = np.concatenate(([0], ends[:-1]))

    def to(self, text: str, said: NDArray[np.float64]) -> Likeness:
        """Compare a question with all documents; without the encoder nothing is like it.

        Args:
            text: the question.
            said: per document how well its words answer. In a large catalogue only those documents are
                compared exactly that are among the best by words, tasks and a rough comparison.
        """
        if not is_available() or not self._size:
            return Likeness.none(self._size)
        asked = vector_of(text)
        with_names = self._names @ asked
        common = float(with_names.mean())
        nearest = np.maximum.reduceat(with_names, self._starts)
        tasks = (nearest - common - COMMON_LIKENESS_OF_NAMES).clip(min=0)
        by_task = self._by_task(tasks)
        own = self._own(asked, common, by_task + said)
        place = (own[:, 1] > own[:, 0]).astype(np.int8)
        by_text = _by_text(own, common)
        return Likeness(by_text + by_task, by_text, place, tasks, self._tasks.done)

    def _own(self, asked: Vectors, common: float, otherwise: NDArray[np.float64]) -> Vectors:
        """The likeness of a question with each document's texts: documents x SHORT."""
        if self._lengths is not None:
            return likeness_of(self._texts.reshape(-1, SIZE), self._lengths, asked).reshape(-1, len(SHORT))
        own = estimated(self._rough, asked).reshape(-1, len(SHORT))
        total = otherwise + _by_text(own, common)
        found = np.flatnonzero(total > 0)
        if len(found) > MOST_EXACT:
            values = total[found]
            found = found[values >= np.partition(values, -MOST_EXACT)[-MOST_EXACT]]
        own[found] = exact(self._texts[found], asked)
        return own

    def _by_task(self, likeness: Scores) -> Scores:
        """Likeness of the nearest task each document does, by how much it does it."""
        scores = np.zeros(self._size, np.float32)
        for task in np.flatnonzero(likeness > 0):
            documents, worth_there = self._tasks.done[task]
            np.maximum.at(scores, documents, BY_NAMES * likeness[task] * worth_there)
        return scores


def _by_text(own: Vectors, common: float) -> Scores:
    return (np.maximum(own[:, 0], own[:, 1]) - common - COMMON_LIKENESS).clip(min=0)
