"""Names of a renamed copy correspond one to one, also with what stands in its literals."""

from __future__ import annotations

import numpy as np
import pytest

from grader.facts.duplicate_tokens import joined
from grader.facts.duplicates import compare
from grader.facts.reading import TokenRow
from grader.facts.token_hashes import IDENTIFIER, LITERAL

TOKENS = 80
LITERAL_AT, NAME_AT = 35, 40


def test_a_renamed_copy_is_found() -> None:
    assert _parts(literal=1, name=2, other_literal=3, other_name=4) == [(0, TOKENS, TOKENS)]


@pytest.mark.parametrize(("literal", "name", "other_literal", "other_name"), [(1, 1, 3, 4), (1, 2, 3, 3)])
def test_a_name_that_repeats_a_literal_in_one_place_only_breaks_the_copy(
    literal: int, name: int, other_literal: int, other_name: int
) -> None:
    assert _parts(literal, name, other_literal, other_name) == []


def test_a_name_that_repeats_a_literal_in_both_places_corresponds() -> None:
    assert _parts(literal=1, name=1, other_literal=3, other_name=3) == [(0, TOKENS, TOKENS)]


def _parts(literal: int, name: int, other_literal: int, other_name: int) -> list[tuple[int, int, int]]:
    rows = [("a.py", _row(literal, name)), ("b.py", _row(other_literal, other_name))]
    parts = compare(joined(rows)).parts
    return list(zip(parts.first.tolist(), parts.second.tolist(), parts.length.tolist(), strict=True))


def _row(literal: int, name: int) -> TokenRow:
    """80 different words, but for one literal and one name a little later."""
    words = np.arange(100, 100 + TOKENS, dtype=np.uint64)
    words[LITERAL_AT], words[NAME_AT] = literal, name
    classes = np.full(TOKENS, IDENTIFIER, dtype=np.uint8)
    classes[LITERAL_AT] = LITERAL
    lines = (1 + np.arange(TOKENS) // 5).astype(np.int32)
    return TokenRow(words * np.uint64(0x9E3779B97F4A7C15), classes, lines)
