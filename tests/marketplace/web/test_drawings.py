"""The drawings: true to their numbers, A on the left."""

from __future__ import annotations

import itertools

import pytest

from grader.drawing import distribution, treemap
from marketplace.web.charts.bars import month_bars, square_field

COMPARISON = {"positions": [5.0, 20.0, 50.0, 50.0, 95.0], "own": 72.0, "boundaries": [15, 35, 60, 85]}


def test_one_dot_per_project_and_a_on_the_left() -> None:
    strip = distribution.strip(COMPARISON, "B")
    assert strip is not None
    assert len(strip.dots) == 5
    assert [one.letter for one in strip.sections] == list("ABCDE")
    assert float(strip.sections[0].end) < float(strip.sections[4].x)
    best = min(float(dot.x) for dot in strip.dots)
    assert best < float(strip.own.x)


def test_the_own_dot_lies_in_its_section() -> None:
    strip = distribution.strip(COMPARISON, "B")
    assert strip is not None
    own = next(one for one in strip.sections if one.is_own)
    assert float(own.x) <= float(strip.own.x) <= float(own.end)


def test_dots_at_one_place_are_stacked() -> None:
    strip = distribution.strip(COMPARISON, "B", distribution.NARROW)
    assert strip is not None
    places = [(dot.x, dot.y) for dot in strip.dots]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("comparison", [{}, {"positions": [], "own": 3.0}, {"positions": [1.0], "own": None}])
def test_without_comparison_nothing_is_drawn(comparison: dict[str, object]) -> None:
    assert distribution.strip(comparison, "B") is None


def test_areas_are_true_to_lines() -> None:
    values = [6900.0, 5200.0, 4100.0, 2400.0, 1900.0, 600.0]
    places = treemap.squarify(values, 800.0, 440.0)
    scale = 800.0 * 440.0 / sum(values)
    for value, (_x, _y, width, height) in zip(values, places, strict=True):
        assert width * height == pytest.approx(value * scale)


def test_tiles_do_not_overlap_and_stay_inside() -> None:
    places = treemap.squarify([9.0, 7.0, 5.0, 3.0, 1.0], 350.0, 520.0)
    for x, y, width, height in places:
        assert x >= 0
        assert y >= 0
        assert x + width <= 350.001
        assert y + height <= 520.001
    for first, second in itertools.combinations(places, 2):
        apart = (
            first[0] + first[2] <= second[0] + 0.001
            or second[0] + second[2] <= first[0] + 0.001
            or first[1] + first[3] <= second[1] + 0.001
            or second[1] + second[3] <= first[1] + 0.001
        )
        assert apart


def test_the_hardest_part_is_marked() -> None:
    parts = [
        {"path": "karte/", "code_lines": 900, "mean_complexity": 1.5},
        {"path": "annahme/", "code_lines": 300, "mean_complexity": 9.0},
        {"path": "leer/", "code_lines": 0, "mean_complexity": 0.0},
    ]
    tiles = treemap.tiles(parts)
    assert [tile.path for tile in tiles] == ["karte/", "annahme/"]
    assert [tile.tone for tile in tiles] == [1, 5]
    assert [tile.is_hardest for tile in tiles] == [False, True]


def test_no_parts_give_no_tiles() -> None:
    assert treemap.tiles([]) == []


def test_names_that_do_not_fit_are_left_out_not_cut() -> None:
    long = {"path": "ein/sehr/langer/pfad/mit/namen/" + "x" * 90, "code_lines": 10, "mean_complexity": 1}
    assert treemap.tiles([long])[0].name == ""


def test_a_month_without_changes_is_a_dash() -> None:
    bars = month_bars([0, 4, 8])
    assert [bar.is_empty for bar in bars] == [True, False, False]
    assert bars[2].height == 2 * bars[1].height


def test_squares_fill_rows_of_nineteen() -> None:
    field = square_field(21, 3)
    assert sum(square.is_filled for square in field.squares) == 3
    assert field.squares[19].y > field.squares[18].y
