"""What a listing says, as weighted terms: German stems, English stems ("en:…"), tasks ("#…"), words ("=…").

Words stand for themselves with no weight: they are what compounds are taken apart with and slips compared to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from marketplace.catalogue.phrases import said_names
from marketplace.catalogue.words import english_stem, words

# How much a word counts by the place it stands in.
FIELD_WEIGHTS = {
    "name": 12.0,
    "search_words": 6.0,
    "summary": 4.0,
    "field": 3.0,
    "purpose": 2.0,
    "provider": 2.0,
    "details": 5.0,
}
# Places that are lists; a task must be named within one item.
LISTS = frozenset({"search_words", "field", "details"})
SEPARATOR = " · "
ENGLISH, TASK, WORD = "en:", "#", "="

# What a listing says, by place and language.
Document = Mapping[str, Mapping[str, str]]


def weights_of(document: Document) -> dict[str, float]:
    """Weight of each term in one document: the sum over the places it stands in.

    Args:
        document: texts by place (a key of FIELD_WEIGHTS) and language.
    """
    weights: dict[str, float] = defaultdict(float)
    for place, texts in document.items():
        terms: set[str] = set()
        for language, text in texts.items():
            terms |= _terms_of(text, language, is_list=place in LISTS)
        for term in terms:
            weights[term] += 0.0 if term.startswith(WORD) else FIELD_WEIGHTS[place]
    return weights


def _terms_of(text: str, language: str, *, is_list: bool) -> set[str]:
    found = words(text)
    terms = {word.stem for word in found} | {WORD + word.plain for word in found}
    if language == "en":
        terms |= {ENGLISH + english_stem(word.plain) for word in found}
    return terms | {TASK + task for task in tasks_in(text, is_list=is_list)}


def tasks_in(text: str, *, is_list: bool) -> set[str]:
    """Ids of the tasks a text names."""
    parts = text.split(SEPARATOR) if is_list else [text]
    stems = [[word.stem for word in words(part)] for part in parts]
    return {phrase.concept for some in stems for phrase in said_names().found_in(some)}
