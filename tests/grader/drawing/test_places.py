"""Drawings are true to their numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from grader.drawing import scatter, treemap
from grader.drawing.code_map import MAX_DISTRICTS, SizedFile, code_map, tone_of

FILES = [SizedFile(f"app/{i}.py", 400 - 9 * i, i / 14) for i in range(40)] + [SizedFile("lib/x.py", 900, 2.9)]


def test_every_line_of_every_file_is_on_the_map_once() -> None:
    districts = code_map(FILES, ["app", "lib"], treemap.WIDE)
    assert [one.path for one in districts] == ["app", "lib"]
    for district in districts:
        own = [file for file in FILES if file.path.startswith(district.path)]
        assert sum(tile.lines for tile in district.tiles) == sum(file.lines for file in own)
        assert sum(tile.files for tile in district.tiles) == len(own)


@pytest.mark.parametrize("size", [treemap.WIDE, treemap.NARROW])
def test_tiles_are_true_to_lines_and_stay_in_their_district(size: treemap.MapSize) -> None:
    for district in code_map(FILES, ["app", "lib"], size):
        shares = [(tile.width + 1) * (tile.height + 1) / tile.lines for tile in district.tiles]
        assert max(shares) == pytest.approx(min(shares))
        for tile in district.tiles:
            assert tile.x >= district.x - 0.01
            assert tile.x + tile.width <= district.x + district.width + 0.01


def test_many_folders_share_the_last_district() -> None:
    files = [SizedFile(f"part{i}/x.py", 100 + i, 1.0) for i in range(30)]
    districts = code_map(files, [], treemap.WIDE)
    assert len(districts) == MAX_DISTRICTS
    assert sum(one.lines for one in districts) == sum(file.lines for file in files)


def test_the_tone_grows_with_difficulty() -> None:
    assert [tone_of(value) for value in (0.0, 0.5, 1.0, 1.5, 2.5, 3.0)] == [1, 2, 3, 4, 5, 5]


def hotspots(*points: tuple[int, float]) -> dict[str, Any]:
    rows = [
        {"path": str(n), "x": x, "y": y, "code_lines": 100, "hot": x >= 4 and y >= 1.5}
        for n, (x, y) in enumerate(points)
    ]
    return {"points": rows, "files": rows, "often_from": 4, "hard_from": 1.5}


def test_more_changes_lie_further_right_and_harder_files_higher() -> None:
    drawn = scatter.scatter(hotspots((1, 0.2), (5, 1.0), (9, 2.0), (30, 3.0)))
    ordered = sorted(drawn.points, key=lambda point: point.path)
    assert all(before.x < after.x and before.y > after.y for before, after in pairwise(ordered))


def test_exactly_the_hot_files_lie_in_the_corner() -> None:
    drawn = scatter.scatter(hotspots((1, 3.0), (4, 1.5), (9, 1.4), (9, 2.5), (3, 2.0)), scatter.NARROW)
    x, y, width, height = drawn.corner
    for point in drawn.points:
        inside = x <= point.x <= x + width and y <= point.y <= y + height
        assert inside == point.hot


def test_one_change_everywhere_is_no_division_by_zero() -> None:
    assert len(scatter.scatter(hotspots((1, 1.0), (1, 2.0))).points) == 2
