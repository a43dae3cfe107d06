"""Text relevance: which listings answer a question, and how well. Knows no database and no page.

A word of the question counts whole, as part of a compound, misspelled, or through the task it names
(thesaurus); the best of these counts, never their sum. Rare words count more than frequent ones. To this is
added how near the whole question is in meaning to what a listing says of itself and to its tasks.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.meaning import has_words
from marketplace.catalogue.nearness import COMMON_LIKENESS, COMMON_LIKENESS_OF_NAMES, Likeness, Nearness
from marketplace.catalogue.phrases import Phrase, asked_names, hints, related_to, said_names
from marketplace.catalogue.search_arrays import TextArrays
from marketplace.catalogue.tasks import SATURATION, Tasks
from marketplace.catalogue.variants import Variants
from marketplace.catalogue.words import Word, is_generic, stem_of_plain, words

Scores = NDArray[np.float64]

MOST_WORDS = 20
# A task the question names, one related to it, one that only a part of a compound names, and one that a
# word hints at.
BY_TASK, BY_RELATED, BY_TASK_IN_COMPOUND, BY_HINT = 0.9, 0.35, 0.8, 0.7
# A compound by its parts, of which the head says most; a word of which only one end is known.
BY_PARTS, SHARE_OF_HEAD, BY_END_PART = 0.75, 0.6, 0.6
WEIGHT_OF_UNKNOWN_WORDS, WEIGHT_OF_GENERIC_WORDS = 0.4, 0.35
RARITY_FROM = 0.15
# A task named by a word that may be mistyped; what is written like it in an entry counts more.
BY_TASK_IN_SLIP = 0.6
# What is left of everything where the question is more about a task nobody serves, by at least the second.
WHEN_UNSERVED, MORE_UNSERVED = 0.3, 0.05
# A word that stands in one less important place of a listing scores this.
SAID_IN_FULL = 0.28
# What is below is no answer; what is above the second pair is a close one.
LEAST_SCORE, LEAST_OF_BEST = 0.15, 0.25
CLOSE_SCORE, CLOSE_OF_BEST = 0.3, 0.45


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave.

    Attributes:
        relevance: per document, 0 where it is no answer.
        close_from: a document at least this relevant is a close answer, the others are loosely related;
            infinite where the question is about a task nobody serves.
        words: the asked words as they were typed.
        telling: by asked stem how much the word says about what is meant.
        meant: by asked stem all stems that count as it, with how well; for showing why something was found.
        tasks: by task that was asked for (not one merely related) the asked words that name it.
        likeness: how near the whole question is to each document in meaning.
    """

    relevance: Scores
    close_from: float = 0.0
    words: list[str] = field(default_factory=list)
    telling: dict[str, float] = field(default_factory=dict)
    meant: dict[str, dict[str, float]] = field(default_factory=dict)
    tasks: dict[str, list[str]] = field(default_factory=dict)
    likeness: Likeness | None = None


class TextIndex:
    """The texts of all listings, ready to be asked; immutable once built.

    Args:
        arrays: their terms and vectors, see index_build.
    """

    def __init__(self, arrays: TextArrays) -> None:
        self.size = arrays.size
        self._postings = arrays.postings
        self._variants = Variants(arrays.postings, arrays.words_with)
        self._tasks = Tasks(arrays.postings, arrays.size)
        self._nearness = Nearness(arrays, self._tasks)

    def ask(self, text: str) -> Answer:
        """Answer a question.

        Args:
            text: what somebody typed.

        Returns:
            Relevance per document: the share of the question its words and tasks answer (0 to 1), plus its
            likeness in meaning.
        """
        asked = _distinct(words(text))
        if not asked or not self.size:
            return Answer(np.zeros(self.size))
        scores = [self._score(word, is_last=word is asked[-1]) for word in asked]
        by_words = list(scores)
        scores = [score.copy() for score in scores]
        named = self._tasks_named(asked)
        for phrase, worth in named:
            self._add_task(phrase, worth, scores)
        telling = [self._telling(word, score) for word, score in zip(asked, scores, strict=True)]
        said = sum(
            (score * worth for score, worth in zip(scores, telling, strict=True)), np.zeros(self.size)
        ) / sum(telling)
        is_known = bool(named or said.any() or has_words(text))
        likeness = self._nearness.to(text, said) if is_known else Likeness.none(self.size)
        total = likeness.scores + said
        is_unserved = self._is_unserved(named, telling, likeness, by_words)
        if is_unserved:
            total *= WHEN_UNSERVED
        best = float(total.max(initial=0.0))
        total[total < max(LEAST_SCORE, LEAST_OF_BEST * best)] = 0.0
        return Answer(
            relevance=total,
            close_from=math.inf if is_unserved else max(CLOSE_SCORE, CLOSE_OF_BEST * best),
            words=[word.written for word in asked],
            telling={word.stem: worth for word, worth in zip(asked, telling, strict=True)},
            meant={word.stem: dict(self._variants.of(word, is_last=word is asked[-1])) for word in asked},
            tasks=_words_by_task(asked, named),
            likeness=likeness,
        )

    def _telling(self, word: Word, score: Scores) -> float:
        """How much a word says about what is meant, by its rarity."""
        found = int(np.count_nonzero(score > RARITY_FROM))
        worth = math.log(1 + self.size / (1 + found)) * (WEIGHT_OF_GENERIC_WORDS if is_generic(word) else 1.0)
        # A word no listing has says little about which one is meant; it must not veto the others.
        return worth if found else worth * WEIGHT_OF_UNKNOWN_WORDS

    def _tasks_named(self, asked: Sequence[Word]) -> list[tuple[Phrase, float]]:
        """Names of tasks in the question, in its compounds and in what was mistyped, with their worth."""
        found = [(phrase, BY_TASK) for phrase in _names_in([word.stem for word in asked])]
        for place, word in enumerate(asked):
            parts = self._variants.parts(word) or self._variants.end_parts(word)
            inside = _names_in([stem_of_plain(part) for part in parts])
            meant = [phrase for near in self._variants.slips_of(word) for phrase in _names_in([near])]
            found += [(_at(phrase, place), BY_TASK * BY_TASK_IN_COMPOUND) for phrase in inside]
            found += [(_at(phrase, place), BY_TASK * BY_TASK_IN_SLIP) for phrase in meant]
            found += _hinted(word, parts, place)
        return found

    def _add_task(self, phrase: Phrase, worth: float, scores: list[Scores]) -> None:
        """Let the documents that do a task answer the words that name it; in place."""
        related = [(one, worth * BY_RELATED) for one in related_to()[phrase.concept]]
        for concept, quality in [(phrase.concept, worth), *related]:
            documents, worth_there = self._tasks.of(concept)
            for place in phrase.places:
                score = scores[place]
                score[documents] = np.maximum(score[documents], quality * worth_there)

    def _is_unserved(
        self,
        named: Sequence[tuple[Phrase, float]],
        telling: Sequence[float],
        likeness: Likeness,
        by_words: Sequence[Scores],
    ) -> bool:
        """Whether the question is about a task no listing does, more than about any that one does.

        What a listing says in the very words of the question counts as served, too, and so does what it says
        of itself in words of the same meaning, held to the measure that holds for names of tasks.
        """
        worth = np.zeros((len(likeness.tasks), len(telling)))
        for phrase, value in named:
            at = worth[self._tasks.place(phrase.concept)]
            for place in phrase.places:
                at[place] = max(at[place], value)
        shares = np.array(telling) / sum(telling)
        about = likeness.tasks + worth @ shares
        said = sum(
            (score * share for score, share in zip(by_words, shares, strict=True)), np.zeros(self.size)
        )
        meant = likeness.own.max(initial=0.0) - (COMMON_LIKENESS_OF_NAMES - COMMON_LIKENESS)
        served = max(about[self._tasks.is_served].max(initial=0.0), said.max() / SAID_IN_FULL, meant)
        return bool(about.max(initial=0.0) > served + MORE_UNSERVED)

    def _score(self, word: Word, *, is_last: bool) -> Scores:
        """How well each document answers one word."""
        score = np.zeros(self.size)
        documents, weights, qualities = self._postings.of_all(self._variants.of(word, is_last=is_last))
        np.maximum.at(score, documents, (qualities * _saturated(weights)).astype(np.float64))
        if parts := self._variants.parts(word):
            return np.maximum(score, BY_PARTS * self._score_of_parts(parts))
        if not score.any():
            for part in self._variants.end_parts(word):
                score = np.maximum(score, BY_END_PART * self._score_of_part(part))
        return score

    def _score_of_parts(self, parts: Sequence[str]) -> Scores:
        shares = [(1 - SHARE_OF_HEAD) / (len(parts) - 1)] * (len(parts) - 1) + [SHARE_OF_HEAD]
        total = np.zeros(self.size)
        for part, share in zip(parts, shares, strict=True):
            total += share * self._score_of_part(part)
        return total

    def _score_of_part(self, part: str) -> Scores:
        return self._score(Word(part, part, stem_of_plain(part)), is_last=False)


def _saturated(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return weights / (weights + SATURATION)


def _names_in(stems: Sequence[str]) -> list[Phrase]:
    return [*said_names().found_in(stems), *asked_names().found_in(stems)]


def _hinted(word: Word, parts: Sequence[str], place: int) -> list[tuple[Phrase, float]]:
    """Tasks that a word hints at, or a part of a compound."""
    if is_generic(word):
        return []
    stems = [(word.stem, 1.0), *((stem_of_plain(part), BY_TASK_IN_COMPOUND) for part in parts)]
    return [
        (Phrase(concept, (stem,), (place,)), BY_HINT * surely * worth)
        for stem, worth in stems
        for concept, surely in hints().get(stem, ())
    ]


def _at(phrase: Phrase, place: int) -> Phrase:
    return Phrase(phrase.concept, phrase.stems, (place,))


def _words_by_task(asked: Sequence[Word], named: Sequence[tuple[Phrase, float]]) -> dict[str, list[str]]:
    """By task the asked words that name it, as they were typed and in their order."""
    places: dict[str, set[int]] = defaultdict(set)
    for phrase, _worth in named:
        places[phrase.concept] |= set(phrase.places)
    return {task: [asked[place].written for place in sorted(some)] for task, some in places.items()}


def _distinct(found: Sequence[Word]) -> list[Word]:
    """The first word of each stem, at most so many that no question takes long."""
    by_stem: dict[str, Word] = {}
    for word in found:
        by_stem.setdefault(word.stem, word)
    return list(by_stem.values())[:MOST_WORDS]
