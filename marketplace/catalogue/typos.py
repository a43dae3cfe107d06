"""Finds the known word somebody meant who mistyped it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
LONG = 8
MOST = 3


class Spelling:
    """Known words by first letter, which is rarely mistyped; that keeps the comparison small."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if len(word) >= SHORTEST - 1:
                self._by_letter[word[0]].append(word)
        # Kept, because people mistype alike, and one question asks more than once.
        self.near = lru_cache(maxsize=1000)(self._near)

    def _near(self, word: str) -> list[tuple[str, int]]:
        """Known words one slip away, or two where the word has eight letters or more.

        A slip is a letter too many, missing, wrong, or two swapped (optimal string alignment).

        Returns:
            At most three (word, slips), nearest first.
        """
        if len(word) < SHORTEST or not word.isalpha():
            return []
        allowed = 2 if len(word) >= LONG else 1
        found = process.extract(
            word, self._by_letter.get(word[0], []), scorer=OSA.distance, score_cutoff=allowed, limit=MOST
        )
        nearest = min((slips for _word, slips, _place in found), default=0)
        return [(known, int(slips)) for known, slips, _place in found if slips == nearest]
