"""Which of many short words may stand in a text, asked for all of them at once.

To look for fifty words one after the other takes ten times as long as to read a file. Here every three
neighbouring bytes of a text are entered in a table once, capitals as small letters; a word can only stand
there when all of its own threes are in the table. That it does, the caller still has to check.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_SIZE = 1 << 16
_table = np.zeros(_SIZE, dtype=bool)
Keys = npt.NDArray[np.uint16]


def _keys(lowered: bytes) -> Keys:
    """A number below 65,536 for each three neighbouring bytes."""
    content = np.frombuffer(lowered, dtype=np.uint8).astype(np.uint16)
    keys = content[:-2] * np.uint16(24_593)
    keys += content[1:-1] * np.uint16(769)
    keys += content[2:]
    return keys


class Literals:
    """Words of at least three bytes to look for in many texts."""

    def __init__(self, words: Sequence[bytes]) -> None:
        self._words = tuple(words)
        keys = [_keys(word.lower()) for word in self._words]
        self._keys = np.concatenate(keys).astype(np.int64)
        self._first = np.cumsum([0, *map(len, keys)])[:-1]

    def possible(self, lowered: bytes) -> frozenset[bytes]:
        """Those of the words that may occur; all others do not, in small letters or capitals.

        Args:
            lowered: the text with ASCII capitals as small letters (`bytes.lower`).
        """
        if len(lowered) < 3:
            return frozenset()
        _table.fill(False)
        _table[_keys(lowered)] = True
        found = np.logical_and.reduceat(_table[self._keys], self._first)
        return frozenset([self._words[index] for index in found.nonzero()[0].tolist()])
