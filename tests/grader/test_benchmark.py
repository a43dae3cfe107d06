"""The place of a value among 79 public projects."""

from __future__ import annotations

from statistics import median

import pytest

from grader.benchmark import (
    COMPARISON,
    INDEX_WEIGHTS,
    STRUCTURE_WEIGHTS,
    code_index,
    duplication_position,
    language_limit,
    measured_duplication,
    peers_of,
    position,
)


def test_the_data_says_what_it_is_and_how_it_was_measured() -> None:
    assert len(COMPARISON.peers) == 79
    assert "lizard" in COMPARISON.measured_with
    assert {peer.measured_with for peer in COMPARISON.peers} == {"grader 0.1.0", "lizard 1.24.3"}
    assert "convenience sample" in COMPARISON.about


@pytest.mark.parametrize(("value", "expected"), [(0.0, 100.0), (2.0, 62.5), (9.0, 0.0)])
def test_a_position_is_the_share_of_worse_values_and_equal_ones_count_half(
    value: float, expected: float
) -> None:
    assert position(value, [1.0, 2.0, 3.0, 4.0]) == expected


def test_for_tests_more_is_better() -> None:
    assert position(5.0, [1.0, 2.0], higher_is_better=True) == 100.0


def test_repetition_is_placed_among_the_projects_measured_with_this_grader() -> None:
    known = measured_duplication()
    assert len(known) >= 40
    assert duplication_position(0.0) > 95
    assert duplication_position(99.0) < 5
    assert 40 <= duplication_position(median(known)) <= 60


def test_more_repetition_is_never_placed_higher() -> None:
    places = [duplication_position(share / 2) for share in range(201)]
    assert places == sorted(places, reverse=True)


def test_projects_are_compared_with_their_own_kind_of_language_where_there_are_eight() -> None:
    assert {peer.language for peer in peers_of("Python")} == {"Python"}
    assert {peer.language for peer in peers_of("Vue")} == {"TypeScript", "JavaScript", "Vue", "Svelte"}
    assert peers_of("Svelte") == peers_of("TypeScript")
    assert peers_of("Ruby") == peers_of(None) == COMPARISON.peers


def test_what_is_long_differs_by_language() -> None:
    assert language_limit("function_lines", "Java") == 40
    assert language_limit("function_lines", "Python") == 84
    assert language_limit("function_lines", "Fortran") == 81


def test_the_index_of_a_project_rises_with_each_measure() -> None:
    names = ("size15", "size30", "size60", "ccn5", "ccn10", "ccn25", "par2", "par4", "par6", "file500")
    worst = {"test_ratio": 0.0} | dict.fromkeys(names, 100.0)
    base = code_index(worst, "Python")
    assert base.overall < 5
    for name in worst:
        better = code_index({**worst, name: 5.0 if name == "test_ratio" else 0.0}, "Python")
        assert better.overall > base.overall, name


def test_the_weights_are_whole_percentages() -> None:
    assert sum(STRUCTURE_WEIGHTS.values()) == 100
    assert sum(INDEX_WEIGHTS.values()) == 100
