"""Which answers a criterion takes: as JSON Schema for machines, and as a sentence for people."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from marketplace.criteria.model import AnswerKind, Criterion, Edition, Option

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_TEXT = 2000  # characters
# The answer "none of these" cannot stand beside one of these.
NONE = "none"


def answer_schema(edition: Edition) -> dict[str, Any]:
    """The JSON Schema of all answers to an edition: criterion key → answer. Texts in the active language.

    Yes/no and one-of answers are the key of an option, several answers a list of keys, a number is a
    number, a date is written YYYY-MM-DD.
    """
    return {
        "$schema": DIALECT,
        "title": _("Antworten zum Kriterienkatalog {edition}").format(edition=edition.key),
        "type": "object",
        "additionalProperties": False,
        "properties": {one.key: criterion_schema(one) for one in edition.criteria},
    }


def criterion_schema(criterion: Criterion) -> dict[str, Any]:
    """The JSON Schema of the answer to one criterion."""
    return {"title": str(criterion.title), "description": str(criterion.question)} | _shape(criterion)


def _shape(criterion: Criterion) -> dict[str, Any]:
    options = {"oneOf": [{"const": one.key, "title": str(one.label)} for one in criterion.options]}
    match criterion.answer:
        case AnswerKind.CHOICES:
            alone: list[dict[str, Any]] = [{"not": {"contains": {"const": NONE}}}, {"maxItems": 1}]
            shape = {"type": "array", "items": options, "minItems": 1, "uniqueItems": True}
            return shape | ({"anyOf": alone} if criterion.option(NONE) else {})
        case AnswerKind.NUMBER:
            return {"type": "number", "minimum": 0}
        case AnswerKind.DATE:
            return {"type": "string", "format": "date"}
        case AnswerKind.TEXT:
            return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
        case _:
            return options


def answer_problem(criterion: Criterion, value: object) -> str:
    """Say what is wrong with an answer.

    Args:
        criterion: the criterion that was answered.
        value: the answer in the form `answer_schema` describes.

    Returns:
        One sentence in the active language that names the criterion and the cause; "" where the answer
        can be taken.
    """
    cause = _PROBLEMS[criterion.answer](criterion, value)
    return f"{criterion.title}: {cause}" if cause else ""


def _choice(criterion: Criterion, value: object) -> str:
    if isinstance(value, str) and criterion.option(value):
        return ""
    return _("Wählen Sie eine dieser Antworten: {options}.").format(options=_labels(criterion.options))


def _choices(criterion: Criterion, value: object) -> str:
    if not isinstance(value, list | tuple) or not value:
        return _("Wählen Sie mindestens eine Antwort.")
    if any(not isinstance(key, str) or criterion.option(key) is None for key in value):
        return _("Wählen Sie nur aus diesen Antworten: {options}.").format(options=_labels(criterion.options))
    if len(set(value)) < len(value):
        return _("Eine Antwort ist doppelt gewählt.")
    alone = criterion.option(NONE)
    if alone and NONE in value and len(value) > 1:
        return _("„{none}“ schließt andere Antworten aus.").format(none=alone.label)
    return ""


def _number(_criterion: Criterion, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return _("Geben Sie eine Zahl an, zum Beispiel 12 oder 99,5.")
    return _("Die Zahl darf nicht negativ sein.") if value < 0 else ""


def _date(_criterion: Criterion, value: object) -> str:
    try:
        # fromisoformat also reads 20261231 and 2026-W53-4, which the schema does not know.
        written = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        written = False
    return "" if written else _("Schreiben Sie das Datum bitte wie 2026-12-31.")


def _text(_criterion: Criterion, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return _("Geben Sie einen Text ein.")
    if len(value) > LONGEST_TEXT:
        return _("Der Text ist zu lang: höchstens {limit} Zeichen.").format(limit=LONGEST_TEXT)
    return ""


def _labels(options: tuple[Option, ...]) -> str:
    return ", ".join(str(one.label) for one in options)


_PROBLEMS: dict[AnswerKind, Callable[[Criterion, object], str]] = {
    AnswerKind.YES_NO: _choice,
    AnswerKind.CHOICE: _choice,
    AnswerKind.CHOICES: _choices,
    AnswerKind.NUMBER: _number,
    AnswerKind.DATE: _date,
    AnswerKind.TEXT: _text,
}
