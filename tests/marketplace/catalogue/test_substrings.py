"""Pieces of words are found as a walk through all words would find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.substrings import SHORTEST, Substrings

LETTERS = st.text(alphabet="abü", min_size=1, max_size=12)


@given(known=st.sets(LETTERS, max_size=20), piece=st.text(alphabet="abü", min_size=SHORTEST, max_size=8))
def test_the_same_is_found_as_by_looking_through_all_words(known: set[str], piece: str) -> None:
    expected = sorted((word, word.find(piece)) for word in known if piece in word)
    assert sorted(Substrings(sorted(known)).holding(piece)) == expected


@given(known=st.sets(LETTERS, max_size=20), piece=st.text(alphabet="abü", min_size=1, max_size=4))
def test_beginnings_may_be_of_any_length(known: set[str], piece: str) -> None:
    expected = [word for word in sorted(known) if word.startswith(piece)]
    assert list(Substrings(sorted(known)).beginning_with(piece)) == expected
