"""Text relevance: which listings answer a question, and how well. Knows no database and no page.

A word of the question counts whole, as part of a compound, misspelled, or through the task it names
(thesaurus); the best of these counts, never their sum. To this comes how near the whole question is in
meaning to what a listing says of itself, and to the names of the tasks the listing does.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.compounds import Splitter
from marketplace.catalogue.meaning import Vectors
from marketplace.catalogue.meaning import vectors_of as encode
from marketplace.catalogue.phrases import Phrase, asked_names, related_to, said_names
from marketplace.catalogue.thesaurus import concepts
from marketplace.catalogue.typos import Spelling
from marketplace.catalogue.words import Word, english_stem, is_generic, words

Scores = NDArray[np.float64]

# How much a word counts by the place it stands in.
FIELD_WEIGHTS = {
    "name": 8.0,
    "search_words": 6.0,
    "summary": 4.0,
    "field": 3.0,
    "purpose": 2.0,
    "provider": 2.0,
    "details": 2.0,
}
SAID_SHORT = ("summary", "search_words")
LISTS = frozenset({"search_words", "field", "details"})
SEPARATOR = " · "

# A word that stands in many places of a listing counts at most once: weight / (weight + SATURATION).
SATURATION = 5.0
BY_CONCEPT, BY_ASKED_NAME, BY_RELATED = 0.9, 0.9, 0.35
BY_HEAD, BY_MODIFIER, BY_BEGINNING, BY_INSIDE, BY_SLIP = 0.6, 0.45, 0.7, 0.4, 0.8
BY_PARTS, SHARE_OF_HEAD, BY_END_PART = 0.75, 0.6, 0.6
BY_TASK_IN_COMPOUND = 0.7
# Showing why: the word that was typed explains a hit better than another name of the same task.
BY_NAME_OF_TASK = 1e-6
WEIGHT_OF_UNKNOWN_WORDS, WEIGHT_OF_GENERIC_WORDS = 0.4, 0.35
RARITY_FROM = 0.15
SHORTEST_BEGINNING = 3
SHORTEST_INSIDE = 5
# What is below is no answer; what is above the second pair is a close one.
LEAST_SCORE, LEAST_OF_BEST = 0.2, 0.25
CLOSE_SCORE, CLOSE_OF_BEST = 0.3, 0.45
# Likeness above what any question has with any text; names of tasks are short and like each other more.
COMMON_LIKENESS, COMMON_LIKENESS_OF_NAMES = 0.1, 0.2
ENGLISH = "en:"

Document = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """`relevance` per document, 0 where it is no answer, `close_from` on a close one; `telling` by asked word, how much it says; `meant` by
    asked word all stems that count as it with how well, for showing why a document was found; `words` as they were typed."""

    relevance: Scores
    close_from: float
    words: list[str]
    telling: dict[str, float]
    meant: dict[str, dict[str, float]]


class Postings:
    """Weights of terms in documents, packed: the documents of term t stand in one slice."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._terms, self._documents, self._weights = array("i"), array("i"), array("f")
        self._starts: NDArray[np.int64] = np.zeros(1, dtype=np.int64)

    def add(self, document: int, weights: Mapping[str, float]) -> None:
        for term, weight in weights.items():
            self._terms.append(self._ids.setdefault(term, len(self._ids)))
            self._documents.append(document)
            self._weights.append(weight)

    def pack(self) -> None:
        """Order by term; nothing can be added afterwards."""
        terms = np.frombuffer(self._terms, dtype=np.int32) if self._terms else np.zeros(0, dtype=np.int32)
        order = np.argsort(terms, kind="stable")
        self._starts = np.searchsorted(terms[order], np.arange(len(self._ids) + 1))
        self.documents = np.array(self._documents, dtype=np.int32)[order]
        self.weights = np.array(self._weights, dtype=np.float32)[order]
        self._terms, self._documents, self._weights = array("i"), array("i"), array("f")

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._ids)

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Documents with the term and its weights there."""
        place = self._ids.get(term)
        if place is None:
            return self.documents[:0], self.weights[:0]
        start, end = self._starts[place], self._starts[place + 1]
        return self.documents[start:end], self.weights[start:end]


class Nearness:
    """How near a question is in meaning to each document: to its summary, to its search words, and to the
    names of the tasks it does."""

    def __init__(
        self,
        documents: Sequence[Document],
        postings: Postings,
        vectors_of: Callable[[Sequence[str]], Vectors],
    ) -> None:
        self._vectors = vectors_of([_in_german(document, name) for document in documents for name in SAID_SHORT])
        names = [(one.id, name) for one in concepts() for name in one.words + one.asked + one.products]
        self._names = vectors_of([name for _id, name in names])
        ids = [one.id for one in concepts()]
        starts = {id: place for place, (id, _name) in reversed(list(enumerate(names)))}
        self._starts = np.array([starts[id] for id in ids])
        self._tasks = [postings.of(f"#{id}") for id in ids]

    def to(self, text: str) -> Scores:
        """Likeness of each document, 0 (nothing in common) to about 1.5 (the same words)."""
        asked = encode([text])[0]
        own = (self._vectors @ asked).reshape(-1, len(SAID_SHORT)).max(axis=1)
        names = self._names @ asked
        background = float(names.mean())
        likeness = np.maximum.reduceat(names, self._starts) - background - COMMON_LIKENESS_OF_NAMES
        by_task = np.zeros(len(own))
        for task in np.flatnonzero(likeness > 0):
            documents, weights = self._tasks[task]
            worth = likeness[task] * weights / (weights + SATURATION)
            by_task[documents] = np.maximum(by_task[documents], worth)
        return (own - background - COMMON_LIKENESS).clip(min=0).astype(np.float64) + by_task


def _in_german(document: Document, name: str) -> str:
    texts = document.get(name, {})
    return (texts.get("de") or texts.get("en") or "").replace(SEPARATOR, ", ")


class TextIndex:
    """The texts of all listings, ready to be asked; immutable once built.

    Args:
        documents: what each listing says, by place and language.
        vectors_of: gives the vectors of texts, one row each, 512 wide.
    """

    def __init__(self, documents: Sequence[Document], vectors_of: Callable[[Sequence[str]], Vectors]) -> None:
        self.size = len(documents)
        self._postings = Postings()
        plain_of: dict[str, set[str]] = defaultdict(set)
        for place, document in enumerate(documents):
            self._postings.add(place, _weights_of(document, plain_of))
        self._postings.pack()
        stems = sorted(term for term in self._postings if not term.startswith((ENGLISH, "#")))
        self._text = "\n".join(["", *stems, ""])
        known_plains = said_names().plain_words | asked_names().plain_words
        plains = {plain for some in plain_of.values() for plain in some}
        self._splitter = Splitter(plains | known_plains)
        self._spelling = Spelling(plains | known_plains)
        self._stem_of = {plain: stem for stem, some in plain_of.items() for plain in some}
        self._words_with = self._parts_of(plain_of)
        self._kept: dict[tuple[str, bool], list[tuple[str, float]]] = {}
        self._nearness = Nearness(documents, self._postings, vectors_of)

    def _parts_of(self, plain_of: Mapping[str, set[str]]) -> dict[str, dict[str, float]]:
        """For each part of a compound the stems of the words it stands in, with its worth there."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for stem, plains in plain_of.items():
            for plain in plains:
                parts = self._splitter.split(plain)
                for number, part in enumerate(parts):
                    worth = BY_HEAD if number == len(parts) - 1 else BY_MODIFIER
                    of_part = found[_stem(part)]
                    of_part[stem] = max(of_part.get(stem, 0.0), worth)
        return found

    def ask(self, text: str) -> Answer:
        """Answer a question.

        Args:
            text: what somebody typed.

        Returns:
            Relevance from 0 to 1 per document.
        """
        asked = _distinct(words(text))
        if not asked:
            return Answer(np.zeros(self.size), 0.0, [], {}, {})
        scores = [self._score(word, is_last=word is asked[-1]) for word in asked]
        meant = [dict(self._variants(word, is_last=word is asked[-1])) for word in asked]
        for phrase, worth in self._concepts(asked):
            self._add_concept(phrase, worth, scores, meant)
        telling = [self._telling(word, score) for word, score in zip(asked, scores, strict=True)]
        total = sum((score * worth for score, worth in zip(scores, telling, strict=True)), np.zeros(self.size))
        total /= sum(telling)
        total += self._nearness.to(text)
        best = float(total.max(initial=0.0))
        total[total < max(LEAST_SCORE, LEAST_OF_BEST * best)] = 0.0
        return Answer(
            total,
            max(CLOSE_SCORE, CLOSE_OF_BEST * best),
            [word.written for word in asked],
            {word.stem: worth for word, worth in zip(asked, telling, strict=True)},
            {word.stem: some for word, some in zip(asked, meant, strict=True)},
        )

    def _telling(self, word: Word, score: Scores) -> float:
        """How much a word says about what is meant, by its rarity."""
        found = int(np.count_nonzero(score > RARITY_FROM))
        worth = math.log(1 + self.size / (1 + found)) * (WEIGHT_OF_GENERIC_WORDS if is_generic(word) else 1.0)
        # A word no listing has says little about which one is meant; it must not veto the others.
        return worth if found else worth * WEIGHT_OF_UNKNOWN_WORDS

    def _concepts(self, asked: Sequence[Word]) -> list[tuple[Phrase, float]]:
        stems = [word.stem for word in asked]
        found = [(phrase, BY_CONCEPT) for phrase in said_names().found_in(stems)]
        found += [(phrase, BY_ASKED_NAME) for phrase in asked_names().found_in(stems)]
        for place, word in enumerate(asked):
            parts = self._splitter.split(word.plain) or tuple(filter(None, self._splitter.end_parts(word.plain)))
            for names in (said_names(), asked_names()):
                for phrase in names.found_in([_stem(part) for part in parts]):
                    found.append((Phrase(phrase.concept, phrase.stems, (place,)), BY_CONCEPT * BY_TASK_IN_COMPOUND))
            for near, _slips in self._slips_of(word):
                for names in (said_names(), asked_names()):
                    for phrase in names.found_in([near]):
                        found.append((Phrase(phrase.concept, phrase.stems, (place,)), BY_CONCEPT * BY_SLIP))
        return found

    def _add_concept(self, phrase: Phrase, worth: float, scores: list[Scores], meant: list[dict[str, float]]) -> None:
        found = [(phrase.concept, worth)] + [(one, worth * BY_RELATED) for one in related_to()[phrase.concept]]
        for concept, quality in found:
            score = self._dense(f"#{concept}", quality)
            for place in phrase.places:
                np.maximum(scores[place], score, out=scores[place])
                for stem in said_names().stems[concept]:
                    meant[place].setdefault(stem, quality * BY_NAME_OF_TASK)

    def _dense(self, term: str, quality: float) -> Scores:
        score = np.zeros(self.size)
        documents, weights = self._postings.of(term)
        score[documents] = quality * weights / (weights + SATURATION)
        return score

    def _score(self, word: Word, *, is_last: bool) -> Scores:
        score = np.zeros(self.size)
        for term, quality in self._variants(word, is_last=is_last):
            documents, weights = self._postings.of(term)
            score[documents] = np.maximum(score[documents], quality * weights / (weights + SATURATION))
        parts = self._splitter.split(word.plain)
        if parts:
            np.maximum(score, BY_PARTS * self._score_of_parts(parts), out=score)
        elif not score.any():
            for part in filter(None, self._splitter.end_parts(word.plain)):
                known = self._score(Word(part, part, _stem(part)), is_last=False)
                np.maximum(score, BY_END_PART * known, out=score)
        return score

    def _score_of_parts(self, parts: Sequence[str]) -> Scores:
        shares = [(1 - SHARE_OF_HEAD) / (len(parts) - 1)] * (len(parts) - 1) + [SHARE_OF_HEAD]
        total = np.zeros(self.size)
        for part, share in zip(parts, shares, strict=True):
            total += share * self._score(Word(part, part, _stem(part)), is_last=False)
        return total

    def _variants(self, word: Word, *, is_last: bool) -> list[tuple[str, float]]:
        """Terms that answer an asked word, with how well; kept, because people ask alike."""
        key = (word.plain, is_last)
        if key not in self._kept:
            if len(self._kept) > 5000:
                self._kept.clear()
            self._kept[key] = self._compared(word, is_last=is_last)
        return self._kept[key]

    def _compared(self, word: Word, *, is_last: bool) -> list[tuple[str, float]]:
        found: dict[str, float] = {}

        def add(term: str, quality: float) -> None:
            found[term] = max(found.get(term, 0.0), quality)

        if word.stem in self._postings:
            add(word.stem, 1.0)
        english = ENGLISH + english_stem(word.plain)
        if english in self._postings:
            add(english, 1.0)
        for known, worth in self._words_with.get(word.stem, {}).items():
            add(known, worth)
        for known, quality in self._inside(word.stem, is_last=is_last):
            add(known, quality)
        if not found:
            for near, _slips in self._slips_of(word):
                add(near, BY_SLIP)
        return sorted(found.items())

    def _slips_of(self, word: Word) -> list[tuple[str, int]]:
        """Stems of known words that somebody who mistyped this one may have meant."""
        if word.stem in self._postings or self._splitter.split(word.plain) or ENGLISH + english_stem(word.plain) in self._postings:
            return []
        if said_names().found_in([word.stem]) or asked_names().found_in([word.stem]):
            return []
        return [(self._stem_of.get(near, _stem(near)), slips) for near, slips in self._spelling.near(word.plain)]

    def _inside(self, stem: str, *, is_last: bool):  # type: ignore[no-untyped-def]
        """Known words with the stem at their beginning, or inside when it is long enough.

        They stand in one long text, so that looking through them is one search in C.
        """
        at = self._text.find(stem) if len(stem) >= SHORTEST_BEGINNING else -1
        while at >= 0:
            start, end = self._text.rfind("\n", 0, at) + 1, self._text.find("\n", at)
            known = self._text[start:end]
            if known != stem and is_last and at == start:
                yield known, BY_BEGINNING
            elif known != stem and len(stem) >= SHORTEST_INSIDE and (at == start or at - start >= 3):
                yield known, BY_INSIDE
            at = self._text.find(stem, end)


def _stem(plain: str) -> str:
    return words(plain)[0].stem if words(plain) else plain


def _distinct(found: Sequence[Word]) -> list[Word]:
    by_stem: dict[str, Word] = {}
    for word in found:
        by_stem.setdefault(word.stem, word)
    return list(by_stem.values())[:20]


def _weights_of(document: Document, plain_of: dict[str, set[str]]) -> dict[str, float]:
    """Weight of each term in one document: the sum over the places it stands in."""
    weights: dict[str, float] = defaultdict(float)
    for name, texts in document.items():
        terms: set[str] = set()
        for language, text in texts.items():
            terms |= _terms_of(text, language, plain_of, items=name in LISTS)
        for term in terms:
            weights[term] += FIELD_WEIGHTS[name]
    return weights


def _terms_of(text: str, language: str, plain_of: dict[str, set[str]], *, items: bool) -> set[str]:
    found = words(text)
    terms = {word.stem for word in found}
    for word in found:
        plain_of[word.stem].add(word.plain)
    if language == "en":
        terms |= {ENGLISH + english_stem(word.plain) for word in found}
    for part in text.split(SEPARATOR) if items else [text]:
        stems = [word.stem for word in words(part)]
        terms |= {f"#{phrase.concept}" for phrase in said_names().found_in(stems)}
    return terms
