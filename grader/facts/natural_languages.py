"""Recognises the language a text is written in by its most frequent function words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

MIN_HITS = 8
CLEAR_LEAD = 1.5

# Words that are frequent in one of these languages and rare or missing in the others.
_WORDS = {
    "de": "der die das und ist nicht werden wird für mit auf eine einen einem einer oder sich dem "
    "den sie wenn auch über nach kann können muss müssen sind durch bei zur zum aus wie nur "
    "noch unter dass",
    "en": "the and is not for with of to this that are can you be or it your by from will should "
    "must if when which have has using all see how",
    "fr": "le la les des est dans pour avec une vous sur pas sont par du ou cette être nous aux ces "
    "votre qui peut afin lors",
    "nl": "het een van en niet voor met zijn worden wordt deze naar door ook kan kunnen moet bij "
    "aan dit maar zoals geen",
    "es": "el los las una para con por que del está son como puede este esta se más sus cuando sobre también",
    "it": "il gli che una per con non sono della nel delle dei può questo questa alla anche come "
    "essere viene",
    "pl": "się jest nie dla oraz przez może tego które który lub jak od są aby można należy",
    "da": "og det ikke til med som kan på er af fra hvis eller skal disse denne",
}
_KNOWN = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_of_words(words: Iterable[str]) -> str | None:
    """Name the language (ISO 639-1) of a text.

    Args:
        words: the words of the text in lower case, with repetitions.

    Returns:
        The language whose function words lead clearly (half as many again as the next one), or None where the
        text is too short or mixed.
    """
    counts = Counter(words)
    hits = sorted(
        ((sum(counts[word] for word in known), language) for language, known in _KNOWN.items()),
        key=lambda hit: (-hit[0], hit[1]),
    )
    (most, language), (second, _) = hits[:2]
    return language if most >= MIN_HITS and most >= CLEAR_LEAD * second else None
