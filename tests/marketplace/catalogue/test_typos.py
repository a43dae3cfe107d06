"""Slips lead to the known word that was meant; short words are left alone."""

from __future__ import annotations

import pytest

from marketplace.catalogue.typos import Spelling

SPELLING = Spelling(["schlagloch", "laterne", "termin", "terminal", "verein", "abfall"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("schlagolch", "schlagloch"), ("laterme", "laterne"), ("vereinn", "verein"), ("schlglch", "schlagloch")],
)
def test_a_slip_finds_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert [word for word, _slips in SPELLING.near(typed)] == [meant]


def test_only_the_nearest_words_are_offered() -> None:
    assert SPELLING.near("termim") == [("termin", 1)]


@pytest.mark.parametrize("typed", ["amt", "abc1def", "xaterne", "qqqqqqqq", ""])
def test_short_odd_and_foreign_words_are_left_alone(typed: str) -> None:
    assert SPELLING.near(typed) == []
