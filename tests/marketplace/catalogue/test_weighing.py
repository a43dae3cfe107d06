"""Only spelling is harmless in a text; a figure or a "nicht" is not."""

from __future__ import annotations

import pytest

from marketplace.catalogue.fields import FIELD_BY_KEY
from marketplace.catalogue.weighing import is_harmless, is_respelled

OLD = "Bürger melden Mängel, rund um die Uhr 24 Stunden."


@pytest.mark.parametrize(
    "new",
    [
        "Bürger melden Mängel – rund um die Uhr 24 Stunden",
        "Bürgr melden Mängel, rund um die Uhr 24 Stunden.",
    ],
)
def test_corrected_spelling_is_harmless(new: str) -> None:
    assert is_respelled(new, OLD)


@pytest.mark.parametrize(
    "new",
    [
        "Bürger melden Mängel, rund um die Uhr 12 Stunden.",
        "Bürger melden keine Mängel, rund um die Uhr 24 Stunden.",
        "Firmen melden Mängel, rund um die Uhr 24 Stunden.",
    ],
)
def test_another_meaning_is_not(new: str) -> None:
    assert not is_respelled(OLD, new)


def test_a_word_that_turns_the_sentence_counts_also_by_one_letter() -> None:
    assert not is_respelled("Das ist kein Risiko", "Das ist ein Risiko")


def test_fields_that_decide_are_never_harmless() -> None:
    for key in ("name", "kind", "fact.license", "fact.operation", "fact.cost_model", "fact.source_code"):
        assert not is_harmless(FIELD_BY_KEY[key], "a", "b")


def test_a_text_where_nothing_stood_is_looked_at() -> None:
    assert not is_harmless(FIELD_BY_KEY["fact.purpose"], None, {"de": "Neu."})
