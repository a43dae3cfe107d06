"""Answers: one rule, as JSON Schema for machines and as a German sentence for people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import AnswerKind, Criterion
from marketplace.criteria.schema import answer_problem, answer_schema


def criterion(key: str) -> Criterion:
    found = current_edition().criterion(key)
    assert found is not None
    return found


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(answer_schema(current_edition()))


GOOD: list[tuple[str, Any]] = [
    ("processing-agreement", "yes"),
    ("hosting-location", "germany"),
    ("operation-offer", ["self_hosted", "data_centre"]),
    ("evb-it", ["none"]),
    ("availability", 99.5),
    ("funding-end", "2027-12-31"),
]
BAD: list[tuple[str, Any, str]] = [
    ("processing-agreement", "perhaps", "Wählen Sie eine dieser Antworten: ja, nein."),
    ("hosting-location", ["germany"], "Wählen Sie eine dieser Antworten"),
    ("operation-offer", [], "Wählen Sie mindestens eine Antwort."),
    ("operation-offer", ["self_hosted", "moon"], "Wählen Sie nur aus diesen Antworten"),
    ("operation-offer", ["self_hosted", "self_hosted"], "Eine Antwort ist doppelt gewählt."),
    ("evb-it", ["cloud", "none"], "„nicht nach EVB-IT“ schließt andere Antworten aus."),
    ("availability", "viel", "Geben Sie eine Zahl an"),
    ("availability", True, "Geben Sie eine Zahl an"),
    ("availability", -1, "Die Zahl darf nicht negativ sein."),
    ("funding-end", "31.12.2027", "Schreiben Sie das Datum bitte wie 2026-12-31."),
    ("funding-end", "20271231", "Schreiben Sie das Datum bitte wie 2026-12-31."),
]


@pytest.mark.parametrize(("key", "value"), GOOD)
def test_a_good_answer_is_taken_by_both(key: str, value: Any) -> None:
    assert answer_problem(criterion(key), value) == ""
    jsonschema.validate({key: value}, answer_schema(current_edition()))


@pytest.mark.parametrize(("key", "value", "said"), BAD)
def test_a_bad_answer_is_refused_by_both(key: str, value: Any, said: str) -> None:
    told = answer_problem(criterion(key), value)
    assert told.startswith(str(criterion(key).title))
    assert said in told
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({key: value}, answer_schema(current_edition()), format_checker=checker)


def test_an_unknown_criterion_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"colour": "red"}, answer_schema(current_edition()))


def test_infinity_is_no_number() -> None:
    assert answer_problem(criterion("availability"), float("inf"))


def test_a_text_is_limited() -> None:
    asked = replace(criterion("processing-agreement"), answer=AnswerKind.TEXT, options=())
    assert answer_problem(asked, "Ja, mit Einschränkung.") == ""
    assert "Geben Sie einen Text ein." in answer_problem(asked, "  ")
    assert "höchstens 2000 Zeichen" in answer_problem(asked, "a" * 2001)
