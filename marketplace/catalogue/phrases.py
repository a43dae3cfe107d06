"""Recognises what the thesaurus knows, in questions and in listings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from marketplace.catalogue.thesaurus import Concept, concepts
from marketplace.catalogue.words import is_generic, words

# Words of one phrase may stand this far apart: "defekte Laterne", "Laterne ist seit Tagen defekt".
WIDEST = 8
# A word hints at a task if this share of the names it stands in are the task's; one name more is assumed.
LEAST_HINT = 0.4


@dataclass(frozen=True, slots=True)
class Phrase:
    """One name of a concept as stems; `places` are where its words stood in the text looked through."""

    concept: str
    stems: tuple[str, ...]
    places: tuple[int, ...] = ()


class Names:
    """Names of concepts, found by the first of their stems.

    Args:
        named: concepts with their names.
        is_strict: leave out what is one word only because all others are stop words ("was ist los"): such
            names are compared by their meaning alone.
    """

    def __init__(self, named: Iterable[tuple[Concept, Sequence[str]]], *, is_strict: bool = False) -> None:
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        self.stems: dict[str, set[str]] = defaultdict(set)
        self.plain_words: set[str] = set()
        for concept, names in named:
            for name in names:
                found = words(name)
                self.plain_words |= {word.plain for word in found}
                stems = tuple(dict.fromkeys(word.stem for word in found))
                if stems and not (is_strict and _is_remainder(name, stems)):
                    self._by_stem[stems[0]].append(Phrase(concept.id, stems))
                    self.stems[concept.id] |= set(stems)

    def found_in(self, stems: Sequence[str]) -> list[Phrase]:
        """Names all of whose words stand near each other, in any order, with their places."""
        at: dict[str, int] = {}
        for place, stem in enumerate(stems):
            at.setdefault(stem, place)
        found = []
        for stem in at:
            for phrase in self._by_stem.get(stem, ()):
                places = tuple(at[one] for one in phrase.stems if one in at)
                if len(places) == len(phrase.stems) and max(places) - min(places) < WIDEST:
                    found.append(Phrase(phrase.concept, phrase.stems, places))
        return found


def _is_remainder(name: str, stems: Sequence[str]) -> bool:
    return len(stems) == 1 and len(re.findall(r"\w+", name)) > 1


@cache
def said_names() -> Names:
    """Names that stand in listings and in questions."""
    return Names((concept, concept.words) for concept in concepts())


@cache
def asked_names() -> Names:
    """Names that stand only in questions: lay words and products one wants an alternative to."""
    return Names(((one, one.asked + one.products) for one in concepts()), is_strict=True)


@cache
def related_to() -> dict[str, tuple[str, ...]]:
    """Related concepts by concept."""
    return {concept.id: concept.related for concept in concepts()}


@cache
def hints() -> dict[str, tuple[tuple[str, float], ...]]:
    """By stem the concepts it hints at, with how surely (0 to 1).

    "Laterne" alone is no name of a task, but the names it stands in are nearly all those of one.
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for concept in concepts():
        for name in concept.words + concept.asked + concept.products:
            counted_once = {word.stem for word in words(name) if not is_generic(word)}
            for stem in counted_once:
                counted[stem][concept.id] += 1
    return {stem: found for stem, some in counted.items() if (found := _hints_of(some))}


def _hints_of(counted: Counter[str]) -> tuple[tuple[str, float], ...]:
    total = counted.total() + 1
    return tuple(
        (one, times / total) for one, times in sorted(counted.items()) if times / total >= LEAST_HINT
    )
