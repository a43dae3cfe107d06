"""Answers and days in both languages: a stored profile is read in either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from marketplace.criteria.model import AnswerKind, Criterion, Text
from marketplace.suitability.claims import Claim

BASIS_WORDS: dict[str, Text] = {
    "review": Text("Prüfung durch Menschen", "Review by people"),
    "document": Text("Nachweis", "Evidence"),
    "repository": Text("im Quelltext gelesen", "Read in the source code"),
    "check": Text("automatische Prüfung", "Automatic check"),
    "third_party": Text("Angabe Dritter", "Statement by others"),
    "provider": Text("Angabe des Anbieters", "Provider's statement"),
}


def answer_words(criterion: Criterion, answer: Sequence[str], claims: Sequence[Claim]) -> Text:
    """Word an answer: labels of options, a number with its unit, a day, else the words it came with.

    Args:
        criterion: has labels and unit.
        answer: keys of the answer.
        claims: what it rests on, the strongest first; free text is taken from the first that has words.
    """
    if criterion.options:
        labels = [criterion.option(key) for key in answer]
        words = [one.label if one else Text(key, key) for one, key in zip(labels, answer, strict=True)]
        return Text(", ".join(word.de for word in words), ", ".join(word.en for word in words))
    text = ", ".join(answer)
    if criterion.answer is AnswerKind.DATE:
        return _day(text)
    if criterion.answer is AnswerKind.NUMBER:
        unit = criterion.unit or Text("", "")
        return Text(f"{text} {unit.de}".strip(), f"{text} {unit.en}".strip())
    worded = next((claim for claim in claims if claim.words_de), None)
    return Text(worded.words_de, worded.words_en or worded.words_de) if worded else Text(text, text)


def day_words(day: date) -> Text:
    """A day as people write it: 31.12.2026, 31 Dec 2026."""
    return Text(format_date(day, "dd.MM.yyyy", locale="de"), format_date(day, "d MMM yyyy", locale="en"))


def _day(text: str) -> Text:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return Text(text, text)
