"""Finds the known words that hold a piece of a word, without looking through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

# Every piece of so many letters is known by its places; what is searched must be at least as long.
SHORTEST = 5
_FACTOR = np.uint32(0x9E3779B1)
_LAST_LETTER = "\U0010ffff"


class Substrings:
    """Known words as one long text, with the places of all pieces of five letters, sorted by a hash.

    A piece is looked up by the rarest of its own five letters; what a hash has in common with another one by
    accident is told apart in the text.

    Args:
        words: ascending, none with a line break in it.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._text = "\n".join(["", *words, ""])
        letters = np.frombuffer(self._text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        ends = np.flatnonzero(letters == ord("\n"))
        # Pieces that reach across the end of a word are none.
        left = np.repeat(ends[1:], np.diff(ends)) - np.arange(ends[0], ends[-1])
        places = np.flatnonzero((left >= SHORTEST) & (letters[: len(left)] != ord("\n"))).astype(np.int32)
        hashes = _hashes(letters)[places]
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._places = hashes[order], places[order]

    def beginning_with(self, piece: str) -> Sequence[str]:
        """All words that begin with a piece of any length, itself among them."""
        first = bisect_left(self._words, piece)
        return self._words[first : bisect_left(self._words, piece + _LAST_LETTER, first)]

    def holding(self, piece: str) -> Iterator[tuple[str, int]]:
        """All words that hold a piece of at least five letters, each with the first place it stands at."""
        text = self._text
        for at in self._candidates(piece):
            start, end = text.rfind("\n", 0, at + 1) + 1, text.find("\n", at)
            if text.find(piece, start, end) == at:
                yield text[start:end], at - start

    def _candidates(self, piece: str) -> list[int]:
        """Where the piece may begin in the text, by the rarest five of its letters."""
        letters = np.frombuffer(piece.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        wanted = _hashes(letters)
        first = np.searchsorted(self._hashes, wanted, side="left")
        last = np.searchsorted(self._hashes, wanted, side="right")
        rarest = int(np.argmin(last - first))
        found: list[int] = (self._places[first[rarest] : last[rarest]] - rarest).tolist()
        return [at for at in found if at > 0]


def _hashes(letters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash of every five letters in a row; as many as there are beginnings of five."""
    count = max(len(letters) - SHORTEST + 1, 0)
    total = np.zeros(count, dtype=np.uint32)
    for number in range(SHORTEST):
        total = total * _FACTOR + letters[number : number + count]
    return total
