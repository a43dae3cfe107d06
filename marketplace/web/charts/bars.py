"""Small bars: months of activity, and one square per listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MONTH_WIDTH, MONTH_GAP, MONTH_HEIGHT = 15, 3, 32
SQUARE, SQUARE_PITCH, PER_ROW = 9, 12, 19


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    is_empty: bool


def month_bars(changes: Sequence[int]) -> list[Bar]:
    """One bar per month, oldest first; a month without changes is a thin dash."""
    most = max(changes, default=0)
    bars = []
    for number, count in enumerate(changes):
        height = max(3, round(MONTH_HEIGHT * count / most)) if count else 2
        x = number * (MONTH_WIDTH + MONTH_GAP)
        bars.append(Bar(x, MONTH_HEIGHT - height, MONTH_WIDTH, height, is_empty=not count))
    return bars


@dataclass(frozen=True, slots=True)
class Square:
    x: int
    y: int
    is_filled: bool


@dataclass(frozen=True, slots=True)
class SquareField:
    """Squares in rows of 19 with the size of the drawing."""

    squares: list[Square]
    width: int
    height: int


def square_field(total: int, filled: int) -> SquareField:
    """One square per listing, the filled ones first."""
    squares = [
        Square((n % PER_ROW) * SQUARE_PITCH, (n // PER_ROW) * SQUARE_PITCH, n < filled) for n in range(total)
    ]
    rows = -(-total // PER_ROW)
    columns = min(total, PER_ROW)
    return SquareField(squares, max(columns * SQUARE_PITCH, 1), max(rows * SQUARE_PITCH, 1))
