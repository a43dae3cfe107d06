"""Takes German compounds apart with known words: Raum|buchung, Bürger|beteiligung|s|plattform."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

LONGEST = 60
MOST_PARTS = 4
SHORTEST_END = 6
SHORTEST_PART = 4
# Shorter words that head or open many compounds of local government; others would split words by accident.
_SHORT_PARTS = "amt app bad bau bus cms dorf eid hof ki kfz kita ort rad rat see tag tor weg zug"
SHORT_PARTS = frozenset(_SHORT_PARTS.split())
# Fugenelemente: what may stand between two parts.
LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")


def split(word: str, known: Container[str]) -> tuple[str, ...]:
    """Take a compound apart into known words.

    Args:
        word: folded ("burgerbeteiligung"), without umlauts.
        known: folded words a part may be, in any inflection that occurs inside compounds.

    Returns:
        The parts from left to right, the head last; empty where the word is no compound of known words. Of
        several ways the one with fewest parts wins, then the one with the longest head.
    """
    if not 2 * SHORTEST_PART - 1 <= len(word) <= LONGEST or not word.isalpha():
        return ()
    found = _ways(word, known, MOST_PARTS, is_first=True)
    return min(found, key=lambda parts: (len(parts), -len(parts[-1]), parts)) if found else ()


def known_end_parts(word: str, known: Container[str]) -> tuple[str, str]:
    """The longest known beginning and end of a word that cannot be taken apart as a whole.

    Returns:
        (beginning, end), each at least six letters or empty: ("starkregen", "") for "starkregenvorsorge"
        where nobody knows "vorsorge".
    """
    if not word.isalpha() or len(word) > LONGEST:
        return "", ""
    ends = range(SHORTEST_END, len(word) - 2)
    beginning = next((word[:end] for end in reversed(ends) if word[:end] in known), "")
    starts = range(3, len(word) - SHORTEST_END + 1)
    end = next((word[start:] for start in starts if word[start:] in known), "")
    return beginning, end


def _ways(word: str, known: Container[str], parts_left: int, *, is_first: bool) -> list[tuple[str, ...]]:
    """All ways to cover a word from left to right with known parts and links between them."""
    ways: list[tuple[str, ...]] = []
    if not is_first and _is_part(word, known):
        ways.append((word,))
    if parts_left == 1:
        return ways
    for end in range(2, len(word) - 1):
        part = word[:end]
        if not _is_part(part, known):
            continue
        for link in LINKS:
            if word.startswith(link, end):
                rest = _ways(word[end + len(link) :], known, parts_left - 1, is_first=False)
                ways += [(part, *more) for more in rest]
    return ways


def _is_part(word: str, known: Container[str]) -> bool:
    return (len(word) >= SHORTEST_PART or word in SHORT_PARTS) and word in known


class Splitter:
    """Splits with one set of known words and keeps the answers."""

    def __init__(self, known: Container[str]) -> None:
        self.split = lru_cache(maxsize=100_000)(lambda word: split(word, known))
        self.end_parts = lru_cache(maxsize=100_000)(lambda word: known_end_parts(word, known))
