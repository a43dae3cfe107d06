"""What an asked word may stand for among the words of the catalogue: inflected, in compounds, misspelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from marketplace.catalogue.compounds import Splitter
from marketplace.catalogue.phrases import asked_names, said_names
from marketplace.catalogue.postings import Postings
from marketplace.catalogue.substrings import SHORTEST, Substrings
from marketplace.catalogue.terms import ENGLISH, TASK, WORD
from marketplace.catalogue.typos import Spelling
from marketplace.catalogue.words import Word, english_stem, stem_of_plain, stem_of_word

# How well a word answers another one that is not the same.
BY_HEAD, BY_MODIFIER, BY_BEGINNING, BY_INSIDE, BY_SLIP = 0.6, 0.45, 0.7, 0.4, 0.8
SHORTEST_BEGINNING = 3
SHORTEST_INSIDE = SHORTEST
MOST_KEPT = 1000


def words_by_part(terms: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each part of a compound the stems of the words it stands in, with its worth there.

    Args:
        terms: all terms of the documents, their words ("=…") among them.
    """
    said = sorted(term.removeprefix(WORD) for term in terms if term.startswith(WORD))
    splitter = Splitter(_known_words(WORD + word for word in said))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for plain in said:
        parts, stem = splitter.split(plain), stem_of_word(plain)
        for number, part in enumerate(parts):
            worth = BY_HEAD if number == len(parts) - 1 else BY_MODIFIER
            of_part = found[stem_of_plain(part)]
            of_part[stem] = max(of_part.get(stem, 0.0), worth)
    return dict(found)


def _known_words(terms: Iterable[str]) -> set[str]:
    """The words of the documents and of the thesaurus, folded."""
    said = {term.removeprefix(WORD) for term in terms if term.startswith(WORD)}
    return said | said_names().plain_words | asked_names().plain_words


class Variants:
    """Compares asked words with known ones.

    Args:
        postings: the terms of the documents.
        words_with: for each part of a compound the words it stands in, see `words_by_part`.
    """

    def __init__(self, postings: Postings, words_with: Mapping[str, Mapping[str, float]]) -> None:
        self._postings = postings
        stems = sorted(term for term in postings if not term.startswith((ENGLISH, TASK, WORD)))
        self._stems = Substrings(stems)
        plains = _known_words(postings)
        self._splitter = Splitter(plains)
        self._spelling = Spelling(plains)
        self._words_with = words_with
        self._kept: dict[tuple[str, bool], list[tuple[str, float]]] = {}

    def parts(self, word: Word) -> tuple[str, ...]:
        """The parts of a compound from left to right, the head last; empty where it is none."""
        return self._splitter.split(word.plain)

    def end_parts(self, word: Word) -> tuple[str, ...]:
        """What is known of the beginning and the end of a word that cannot be taken apart."""
        return tuple(part for part in self._splitter.end_parts(word.plain) if part)

    def of(self, word: Word, *, is_last: bool) -> list[tuple[str, float]]:
        """Terms that answer an asked word, with how well (0 to 1); kept, because people ask alike.

        Args:
            word: a word of the question.
            is_last: the last one may still be being typed, so that a mere beginning counts.
        """
        key = (word.plain, is_last)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = sorted(self._compared(word, is_last=is_last).items())
        return self._kept[key]

    def _compared(self, word: Word, *, is_last: bool) -> dict[str, float]:
        """The same word counts fully, else the best of being a part of, inside, or a slip away."""
        found = {
            term: 1.0 for term in (word.stem, ENGLISH + english_stem(word.plain)) if term in self._postings
        }
        inside = self._inside(word.stem, is_last=is_last)
        for known, quality in (*self._words_with.get(word.stem, {}).items(), *inside):
            found[known] = max(found.get(known, 0.0), quality)
        return found or dict.fromkeys(self.slips_of(word), BY_SLIP)

    def slips_of(self, word: Word) -> list[str]:
        """Stems of known words that somebody may have meant who mistyped this one."""
        is_term = word.stem in self._postings or ENGLISH + english_stem(word.plain) in self._postings
        is_name = said_names().found_in([word.stem]) or asked_names().found_in([word.stem])
        if is_term or is_name or self.parts(word):
            return []
        near = self._spelling.near(word.plain)
        return [stem_of_word(known) for known, _slips in near]

    def _inside(self, stem: str, *, is_last: bool) -> Iterator[tuple[str, float]]:
        """Known words with the stem at their beginning, or inside when it is long enough."""
        if SHORTEST_BEGINNING <= len(stem) < SHORTEST_INSIDE and is_last:
            # Inside a word so short a stem would stand by accident.
            yield from ((known, BY_BEGINNING) for known in self._stems.beginning_with(stem) if known != stem)
        if len(stem) < SHORTEST_INSIDE:
            return
        for known, place in self._stems.holding(stem):
            if known != stem and is_last and place == 0:
                yield known, BY_BEGINNING
            elif known != stem and (place == 0 or place >= 3):
                yield known, BY_INSIDE
