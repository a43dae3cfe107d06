"""What the memo says in words."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import override

from marketplace.exports.contents.memo import MOST_SWAPS, sensitivity_in_words
from marketplace.selection.sensitivity import Sensitivity, Shift, Swap
from tests.marketplace.exports.folders import folder


def test_very_many_changes_of_places_are_counted_instead_of_named() -> None:
    swaps = tuple(Swap(1, 2, level=False) for _number in range(MOST_SWAPS + 700))
    shift = Shift("data-export", 20, swaps, (1,), leader_changes=True)
    with override("de"):
        (sentence,) = sensitivity_in_words(replace(folder(), sensitivity=Sensitivity((shift,), 1)))
    assert sentence.endswith("; 700 weitere Wechsel.")
    assert sentence.count("steht vor") == MOST_SWAPS
