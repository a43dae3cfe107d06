"""Recognises what the thesaurus knows, in questions and in listings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from marketplace.catalogue.thesaurus import Concept, concepts
from marketplace.catalogue.words import words

# Words of one phrase may stand this far apart: "defekte Laterne", "Laterne ist seit Tagen defekt".
WIDEST = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """One name of a concept as stems; `places` are where its words stood in the text looked through."""

    concept: str
    stems: tuple[str, ...]
    places: tuple[int, ...] = ()


class Names:
    """Names of concepts, found by the first of their stems."""

    def __init__(self, named: Iterable[tuple[Concept, Sequence[str]]]) -> None:
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        self.stems: dict[str, set[str]] = defaultdict(set)
        self.plain_words: set[str] = set()
        for concept, names in named:
            for name in names:
                found = words(name)
                self.plain_words |= {word.plain for word in found}
                stems = tuple(dict.fromkeys(word.stem for word in found))
                if stems:
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


@cache
def said_names() -> Names:
    """Names that stand in listings and in questions."""
    return Names((concept, concept.words) for concept in concepts())


@cache
def asked_names() -> Names:
    """Names that stand only in questions: lay words and products one wants an alternative to."""
    return Names((concept, concept.asked + concept.products) for concept in concepts())


@cache
def related_to() -> dict[str, tuple[str, ...]]:
    """Related concepts by concept."""
    return {concept.id: concept.related for concept in concepts()}
