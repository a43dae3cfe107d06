"""Areas true to size: parts of a program as tiles (squarified layout, Bruls, Huizing & van Wijk, 2000)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GAP = 4.0
LEAST_SHARE = 0.004
# Limits of the mean cyclomatic complexity per function for the five tones.
TONE_LIMITS = (2.0, 3.0, 4.5, 7.0)


@dataclass(frozen=True, slots=True)
class MapSize:
    """Width, height and type size of the drawing in its own units."""

    width: int
    height: int
    font: int


WIDE = MapSize(800, 440, 16)
NARROW = MapSize(350, 520, 17)


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of the program; places are written for SVG attributes."""

    path: str
    lines: int
    complexity: float
    tone: int
    x: str
    y: str
    width: str
    height: str
    text_x: str
    name_y: str
    lines_y: str
    name: str
    shows_lines: bool
    is_hardest: bool


def tone_of(complexity: float) -> int:
    """1 (easy to change) to 5 (hard), from the mean branching of a part's functions."""
    return 1 + sum(complexity > limit for limit in TONE_LIMITS)


def tiles(components: Sequence[Mapping[str, Any]], size: MapSize = WIDE) -> list[Tile]:
    """Lay out the components.

    Args:
        components: `path`, `code_lines`, `mean_complexity` of each part, and `tone` where it is not to be
            taken from the branching.
        size: the drawing to fill.

    Returns:
        One tile per part with lines, largest first; each area is proportional to its lines (before the
        joints of 4 units are cut). Parts below 0.4 % of the whole are left to the table.
    """
    parts = [one for one in components if int(one.get("code_lines") or 0) > 0]
    total = sum(int(one["code_lines"]) for one in parts)
    parts = sorted(parts, key=lambda one: (-int(one["code_lines"]), str(one["path"])))
    parts = [one for one in parts if int(one["code_lines"]) >= total * LEAST_SHARE]
    rectangles = squarify([float(one["code_lines"]) for one in parts], float(size.width), float(size.height))
    hardest = max(parts, key=_weight, default=None)
    return [_tile(one, place, size, one is hardest) for one, place in zip(parts, rectangles, strict=True)]


def _weight(part: Mapping[str, Any]) -> tuple[int, float]:
    return _tone(part), float(part["code_lines"])


def _tone(part: Mapping[str, Any]) -> int:
    return int(part.get("tone") or tone_of(float(part.get("mean_complexity") or 0)))


Rectangle = tuple[float, float, float, float]


def squarify(values: Sequence[float], width: float, height: float) -> list[Rectangle]:
    """Divide a rectangle into parts proportional to `values` (descending), as square as can be.

    Returns:
        x, y, width and height of each part, in the order of the values.
    """
    scale = width * height / sum(values) if values else 0.0
    areas = [value * scale for value in values]
    placed: list[Rectangle] = []
    x, y = 0.0, 0.0
    while areas:
        row = _best_row(areas, min(width, height))
        thickness = sum(row) / min(width, height)
        offset = 0.0
        for area in row:
            length = area / thickness
            if width >= height:
                placed.append((x, y + offset, thickness, length))
            else:
                placed.append((x + offset, y, length, thickness))
            offset += length
        if width >= height:
            x, width = x + thickness, width - thickness
        else:
            y, height = y + thickness, height - thickness
        areas = areas[len(row) :]
    return placed


def _best_row(areas: Sequence[float], side: float) -> list[float]:
    """Take areas into one row as long as its worst shape gets no worse."""
    row = [areas[0]]
    for area in areas[1:]:
        if _worst(row, side) < _worst([*row, area], side):
            break
        row.append(area)
    return row


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    return max(max(side**2 * area / total**2, total**2 / (side**2 * area)) for area in row)


def _tile(part: Mapping[str, Any], place: Rectangle, size: MapSize, is_hardest: bool) -> Tile:
    x, y, width, height = place
    width, height = max(width - GAP, 1.0), max(height - GAP, 1.0)
    complexity = float(part.get("mean_complexity") or 0)
    lines, path = int(part["code_lines"]), str(part["path"])
    return Tile(
        path=path,
        lines=lines,
        complexity=complexity,
        tone=_tone(part),
        x=f"{x + GAP / 2:.1f}",
        y=f"{y + GAP / 2:.1f}",
        width=f"{width:.1f}",
        height=f"{height:.1f}",
        text_x=f"{x + GAP / 2 + 10:.1f}",
        name_y=f"{y + GAP / 2 + size.font * 1.5:.1f}",
        lines_y=f"{y + GAP / 2 + size.font * 2.75:.1f}",
        name=_fitting(path, width - 18, height, size.font),
        shows_lines=width >= 110 and height >= size.font * 3.2,
        is_hardest=is_hardest,
    )


def _fitting(path: str, width: float, height: float, font: int) -> str:
    """The name, its last part, or nothing: a cut-off name would be worse than none."""
    if width < 60 or height < font * 1.9:
        return ""
    for text in (path, path.rstrip("/").rsplit("/", 1)[-1] + ("/" if path.endswith("/") else "")):
        if len(text) * font * 0.56 <= width:
            return text
    return ""
