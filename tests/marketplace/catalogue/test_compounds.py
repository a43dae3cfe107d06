"""Compounds are taken apart into known words only."""

from __future__ import annotations

import pytest

from marketplace.catalogue.compounds import known_end_parts, split

KNOWN = frozenset(
    {"raum", "burger", "beteiligung", "plattform", "strasse", "laterne", "kita", "platz", "schlag"}
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("raumplattform", ("raum", "plattform")),
        ("burgerbeteiligung", ("burger", "beteiligung")),
        ("burgerbeteiligungsplattform", ("burger", "beteiligung", "plattform")),
        ("strassenlaterne", ("strasse", "laterne")),
        ("kitaplatz", ("kita", "platz")),
    ],
)
def test_a_compound_has_its_known_words_as_parts(word: str, parts: tuple[str, ...]) -> None:
    assert split(word, KNOWN) == parts


@pytest.mark.parametrize("word", ["raum", "schlagloch", "beteiligungslos", "a1b2c3d4", "x" * 200, ""])
def test_a_word_with_an_unknown_part_stays_whole(word: str) -> None:
    assert split(word, KNOWN) == ()


def test_fewer_parts_win() -> None:
    known = KNOWN | {"burgerbeteiligung"}
    assert split("burgerbeteiligungsplattform", known) == ("burgerbeteiligung", "plattform")


def test_of_an_unknown_compound_the_known_ends_are_told() -> None:
    assert known_end_parts("beteiligungsvorhaben", KNOWN) == ("beteiligung", "")
    assert known_end_parts("mitmachplattform", KNOWN) == ("", "plattform")
    assert known_end_parts("qwertzuiop", KNOWN) == ("", "")
