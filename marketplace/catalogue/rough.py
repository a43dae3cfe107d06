"""A first, rough comparison of a question with many texts, so that only the nearest are compared exactly.

The names of all tasks say in which directions texts of this field differ most (principal components). Along
these few a likeness is estimated at a quarter of the cost; along the others little is left to differ.
"""

from __future__ import annotations

import numpy as np

from marketplace.catalogue.meaning import Vectors, lengths_of, likeness_of, unpacked
from marketplace.catalogue.search_arrays import Packed, RoughArrays

DIRECTIONS = 128
# A smaller catalogue is compared exactly as a whole.
FROM_DOCUMENTS = 5_000
_ROWS_AT_ONCE = 4096


def rough_arrays(texts: Packed, names: Packed) -> RoughArrays:
    """What is needed to estimate likenesses; nothing for a catalogue that is small enough to do without.

    Args:
        texts: packed vectors of documents x places x 512.
        names: packed vectors, one per row, of texts that differ as those do.
    """
    if len(texts) < FROM_DOCUMENTS or not names.any():
        return RoughArrays.none()
    rows = texts.reshape(-1, texts.shape[-1])
    directions = _directions(unpacked(names))
    found = np.empty((len(rows), DIRECTIONS), dtype=np.int8)
    steps = np.empty(len(rows), dtype=np.float32)
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        part = unpacked(rows[at : at + _ROWS_AT_ONCE]) @ directions
        step = np.maximum(np.abs(part).max(axis=1) / 127, np.float32(1e-9))
        found[at : at + len(part)] = np.round(part / step[:, None])
        steps[at : at + len(part)] = step
    return RoughArrays(found, steps, directions)


def _directions(vectors: Vectors) -> Vectors:
    """The directions in which vectors differ most, one per column."""
    _values, found = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.ascontiguousarray(found[:, ::-1][:, :DIRECTIONS], dtype=np.float32)


def estimated(rough: RoughArrays, asked: Vectors) -> Vectors:
    """About how like each text is to a question; off by some hundredths."""
    return likeness_of(rough.texts, np.reciprocal(rough.steps), asked @ rough.directions)


def exact(texts: Packed, asked: Vectors) -> Vectors:
    """How like some documents' texts are to a question: documents x places."""
    rows = texts.reshape(-1, texts.shape[-1])
    return likeness_of(rows, lengths_of(rows), asked).reshape(texts.shape[:2])
