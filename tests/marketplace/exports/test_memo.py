"""What the memo says in words."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import override

from marketplace.exports.contents.memo import MOST_SWAPS, memo_of, sensitivity_in_words
from marketplace.exports.contents.sources import SourceList
from marketplace.selection.sensitivity import Sensitivity, Shift, Swap
from tests.marketplace.exports.folders import AT, folder


def test_very_many_changes_of_places_are_counted_instead_of_named() -> None:
    swaps = tuple(Swap(1, 2, level=False) for _number in range(MOST_SWAPS + 700))
    shift = Shift("data-export", 20, swaps, (1,), leader_changes=True)
    with override("de"):
        (sentence,) = sensitivity_in_words(replace(folder(), sensitivity=Sensitivity((shift,), 1)))
    assert sentence.endswith("; 700 weitere Wechsel.")
    assert sentence.count("steht vor") == MOST_SWAPS


def test_what_no_provider_has_confirmed_says_so_at_the_decision_and_wherever_it_is_opened() -> None:
    with override("de"):
        memo = memo_of(folder(), land="", at=AT, sources=SourceList())
    sentence = (
        "Noch nicht vom Anbieter bestätigt: Die Angaben stammen aus öffentlichen Quellen, Stand 31.08.2026."
    )
    assert memo["decisions"][-1]["unconfirmed"] == sentence
    assert [one["unconfirmed"] for one in memo["opened"] + memo["set_aside"]] == [sentence] * 3
    assert all(one["unconfirmed"] for one in memo["ranking"])


def test_what_a_provider_has_confirmed_is_not_marked() -> None:
    confirmed = {"listing": {"claimed_on": "2026-09-01", "as_of": "2026-08-31"}}
    whole = folder()
    whole = replace(whole, candidates=tuple(replace(one, snapshot=confirmed) for one in whole.candidates))
    memo = memo_of(whole, land="", at=AT, sources=SourceList())
    assert not any(one["unconfirmed"] for one in (*memo["decisions"], *memo["opened"], *memo["ranking"]))


def test_a_choice_by_hand_is_not_called_a_search() -> None:
    made = folder()
    assert made.search is not None
    by_hand = replace(made, search=replace(made.search, is_chosen=True))
    with override("de"):
        memo = memo_of(replace(by_hand, state="frozen"), land="", at=AT, sources=SourceList())
    assert memo["state"] == "Auswahl festgehalten"
    assert memo["search"]["is_chosen"]
