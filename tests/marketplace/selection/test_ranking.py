"""The published rule of the order, and how firm it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.selection.ranking import Points, Standing, rank
from marketplace.selection.sensitivity import sensitivity

CRITERIA = ("a", "b", "c")
# What becomes of each should, and of the must.
Offer = tuple[tuple[str, ...], str]
WEIGHTS = st.tuples(*(st.integers(1, 5) for _ in CRITERIA))
MET = st.sampled_from(["met", "not_met", "open"])
OFFER = st.tuples(st.tuples(*(MET for _ in CRITERIA)), MET)
OFFERS = st.lists(OFFER, min_size=1, max_size=6)


def standings(offers: Sequence[Offer], weights: Sequence[int]) -> list[Standing]:
    return [
        Standing(
            candidate=number,
            position=number,
            musts_not_met=int(must == "not_met"),
            musts_open=int(must == "open"),
            points=tuple(
                Points(key, weight if met == "met" else 0, 0 if met == "not_met" else weight)
                for key, weight, met in zip(CRITERIA, weights, shoulds, strict=True)
            ),
        )
        for number, (shoulds, must) in enumerate(offers, 1)
    ]


def test_what_is_open_makes_a_range_and_a_span_of_places() -> None:
    sure = Standing(1, 1, 0, 0, (Points("a", 3, 3),))
    unclear = Standing(2, 2, 0, 0, (Points("a", 0, 5),))
    places = rank([unclear, sure]).places
    assert [(one.candidate, one.rank, one.best, one.worst) for one in places] == [(1, 1, 1, 2), (2, 2, 1, 2)]
    assert [one.rank_if_all_met for one in places] == [2, 1]


def test_equal_ones_share_a_rank_and_a_broken_must_comes_last() -> None:
    broken = Standing(3, 1, 1, 0, (Points("a", 5, 5),))
    twins = [Standing(number, number + 1, 0, 0, (Points("a", 2, 2),)) for number in (1, 2)]
    assert [(one.candidate, one.rank) for one in rank([broken, *twins]).places] == [(1, 1), (2, 1), (3, 3)]


@settings(deadline=None)
@given(OFFERS, WEIGHTS, st.randoms())
def test_the_order_in_which_candidates_come_does_not_matter(
    offers: list[Offer], weights: tuple[int, ...], random: Random
) -> None:
    given_so = standings(offers, weights)
    shuffled = given_so.copy()
    random.shuffle(shuffled)
    assert rank(given_so) == rank(shuffled)
    assert {(one.criterion, one.percent) for one in sensitivity(given_so).shifts} == {
        (one.criterion, one.percent) for one in sensitivity(shuffled).shifts
    }


@settings(deadline=None)
@given(OFFERS, WEIGHTS, st.integers(0, 2), st.data())
def test_fulfilling_a_wish_never_lowers_a_rank(
    offers: list[Offer], weights: tuple[int, ...], which: int, data: st.DataObject
) -> None:
    one = data.draw(st.integers(0, len(offers) - 1))
    shoulds, must = offers[one]
    better = [*offers]
    better[one] = (tuple("met" if place == which else met for place, met in enumerate(shoulds)), must)
    before = rank(standings(offers, weights)).place(one + 1)
    after = rank(standings(better, weights)).place(one + 1)
    assert before is not None
    assert after is not None
    assert (after.rank <= before.rank, after.best <= before.best, after.worst <= before.worst) == (True,) * 3


@settings(max_examples=40, deadline=None)
@given(st.lists(OFFER, min_size=1, max_size=3), WEIGHTS)
def test_the_span_holds_every_rank_that_clearing_up_can_bring(
    offers: list[Offer], weights: tuple[int, ...]
) -> None:
    found = rank(standings(offers, weights))
    reached: dict[int, set[int]] = {number: set() for number in range(1, len(offers) + 1)}
    for cleared in product(*(outcomes(one) for one in offers)):
        for place in rank(standings(list(cleared), weights)).places:
            reached[place.candidate].add(place.rank)
    for place in found.places:
        assert (min(reached[place.candidate]), max(reached[place.candidate])) == (place.best, place.worst)


def outcomes(offer: Offer) -> list[Offer]:
    """Every way the open points of an offer can turn out."""
    shoulds, must = offer
    ways = [["met", "not_met"] if met == "open" else [met] for met in (*shoulds, must)]
    return [(way[:-1], way[-1]) for way in product(*ways)]


@settings(deadline=None)
@given(OFFERS, WEIGHTS)
def test_sensitivity_agrees_with_counting_again_by_hand(
    offers: list[Offer], weights: tuple[int, ...]
) -> None:
    taking_part = [one for one in standings(offers, weights) if not one.musts_not_met]
    found = {
        (one.criterion, one.percent): {frozenset((swap.ahead, swap.behind)) for swap in one.swaps}
        for one in sensitivity(taking_part).shifts
    }
    numbers = [one.candidate for one in taking_part]
    pairs = [frozenset((one, other)) for one in numbers for other in numbers]
    for (place, key), percent in product(enumerate(CRITERIA), (20, -20)):
        weight = [5 * one for one in weights]
        base = order(offers, weight)
        weight[place] = weight[place] * (100 + percent) // 100
        after = order(offers, weight)
        moved = {pair for pair, one, other in zip(pairs, base, after, strict=True) if one != other}
        assert found.get((key, percent), set()) == moved


def order(offers: Sequence[Offer], weights: Sequence[int]) -> list[int]:
    """Pairs in the order of secured points, without those that break a must."""
    points = [
        sum(weight for met, weight in zip(shoulds, weights, strict=True) if met == "met")
        for shoulds, must in offers
        if must != "not_met"
    ]
    return [(one > other) - (one < other) for one in points for other in points]


def test_a_swap_names_who_would_pass_whom() -> None:
    ahead = Standing(1, 1, 0, 0, (Points("a", 5, 5), Points("b", 0, 0), Points("c", 0, 0)))
    behind = Standing(2, 2, 0, 0, (Points("a", 0, 0), Points("b", 4, 4), Points("c", 0, 0)))
    shifts = sensitivity([ahead, behind]).shifts
    assert [(one.criterion, one.percent) for one in shifts] == [("a", -20)]
    assert (shifts[0].swaps[0].ahead, shifts[0].swaps[0].behind, shifts[0].swaps[0].level) == (2, 1, True)
    closer = replace(behind, points=(Points("a", 0, 0), Points("b", 4, 4), Points("c", 1, 1)))
    swap = next(
        one for one in sensitivity([ahead, closer]).shifts if one.criterion == "b" and one.percent > 0
    )
    assert (swap.swaps[0].ahead, swap.swaps[0].level, swap.leader_changes) == (2, False, True)
