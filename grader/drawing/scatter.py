"""Points between two axes: how often a file was changed, and how difficult it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

MOST_DIFFICULT = 3.0
MAX_RANKS = 5


@dataclass(frozen=True, slots=True)
class ScatterSize:
    """Width and height of the plane in its own units, room for the axes, and type size."""

    width: int
    height: int
    left: int
    bottom: int
    font: int


WIDE = ScatterSize(800, 420, 44, 44, 15)
NARROW = ScatterSize(350, 360, 34, 44, 16)


@dataclass(frozen=True, slots=True)
class Point:
    """Centre and radius of a file; `number` is its rank where it is pointed at, otherwise 0."""

    path: str
    x: float
    y: float
    radius: float
    hot: bool
    number: int


@dataclass(frozen=True, slots=True)
class Scatter:
    """The drawing: points, marks on both axes, and the corner where files are difficult and often changed."""

    size: ScatterSize
    points: tuple[Point, ...]
    x_marks: tuple[tuple[float, int], ...]
    y_marks: tuple[tuple[float, int], ...]
    corner: tuple[float, float, float, float]


def scatter(hotspots: Mapping[str, Any], size: ScatterSize = WIDE) -> Scatter:
    """Place the points of the result's section `hotspots`.

    The axis of changes grows with the square root, so that many files with few changes stay apart. The first
    five hotspots among the ten highest ranked files bear their rank.
    """
    points: Sequence[Mapping[str, Any]] = hotspots["points"]
    most = max((int(point["x"]) for point in points), default=1) or 1
    order = {file["path"]: rank for rank, file in enumerate(hotspots["files"][:MAX_RANKS], 1) if file["hot"]}

    def across(changes: float) -> float:
        share = (sqrt(changes) - 1) / (sqrt(most) - 1) if most > 1 else 0.0
        return size.left + 24 + share * (size.width - size.left - 48)

    def up(difficulty: float) -> float:
        return 12 + (1 - difficulty / MOST_DIFFICULT) * (size.height - size.bottom - 24)

    placed = [
        Point(
            point["path"],
            across(point["x"]),
            up(point["y"]),
            _radius(int(point["code_lines"])),
            bool(point["hot"]),
            order.get(point["path"], 0),
        )
        for point in points
    ]
    left = min(across(hotspots["often_from"] or most) - 12, size.width - 24.0)
    return Scatter(
        size,
        tuple(sorted(placed, key=lambda point: (point.hot, -point.radius, point.path))),
        tuple((across(value), value) for value in _marks(most)),
        tuple((up(value), value) for value in range(4)),
        (
            left,
            up(MOST_DIFFICULT) - 12,
            size.width - left,
            up(hotspots["hard_from"]) - up(MOST_DIFFICULT) + 12,
        ),
    )


def _radius(lines: int) -> float:
    """Area grows with the lines, within what stays visible and does not cover everything."""
    return min(14.0, max(3.5, sqrt(lines) / 3.2))


def _marks(most: int) -> list[int]:
    """One, the largest, and round numbers between them."""
    between = [n for n in (5, 10, 25, 50, 100, 250, 500, 1000, 2500) if 2 <= n <= most * 0.8]
    return [1, *between[-3:], most] if most > 1 else [1]
