"""One dot per project along a line from A (left, best) to E; the own place is pointed at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True)
class StripSize:
    """Measures of a drawing in its own units: `bins` columns of dots share the width."""

    width: int
    bins: int
    radius: float
    font: int

    @property
    def pitch(self) -> float:
        return self.radius * 2 + max(0.8, self.radius / 3)


WIDE = StripSize(width=1152, bins=64, radius=7.0, font=16)
NARROW = StripSize(width=350, bins=46, radius=3.1, font=17)
SMALL = StripSize(width=190, bins=46, radius=1.6, font=0)


@dataclass(frozen=True, slots=True)
class Dot:
    """Centre of a dot, written for an SVG attribute (always with a decimal point)."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Section:
    """The stretch of the axis that belongs to one grade."""

    letter: str
    x: str
    end: str
    middle: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything a template needs to draw the distribution."""

    size: StripSize
    height: str
    axis: str
    label_y: str
    dots: list[Dot]
    own: Dot
    beam_x: str
    beam_width: str
    beam_top: str
    beam_height: str
    name_x: str
    name_anchor: str
    sections: list[Section]
    radius: str


def strip(comparison: Mapping[str, Any], letter: str, size: StripSize = WIDE) -> Strip | None:
    """Place the compared projects.

    Args:
        comparison: `positions` (0 to 100, higher is better), `own` and `boundaries` (the four lower
            limits of A to D) as in the grader's result.
        letter: the own grade; its section is stressed.
        size: the drawing to fill.

    Returns:
        The drawing, or None where there is nothing to compare with.
    """
    own, positions = comparison.get("own"), comparison.get("positions") or []
    if own is None or not positions:
        return None
    columns = Counter(_bin(position, size) for position in positions)
    own_bin = _bin(own, size)
    head = size.font * 2.2 if size.font else 4.0
    tallest = max(max(columns.values()), columns[own_bin] + 1)
    axis = head + tallest * size.pitch + size.pitch
    dots = [
        Dot(_text(_middle(column, size)), _text(axis - 4 - (row + 0.5) * size.pitch))
        for column, count in sorted(columns.items())
        for row in range(count)
    ]
    centre = _middle(own_bin, size)
    own_dot = Dot(_text(centre), _text(axis - 4 - (columns[own_bin] + 0.5) * size.pitch))
    anchor, name_x = _name_place(centre, size)
    return Strip(
        size=size,
        height=_text(axis + (size.font * 1.9 if size.font else 4)),
        axis=_text(axis),
        label_y=_text(axis + size.font * 1.5),
        dots=dots,
        own=own_dot,
        beam_x=_text(centre - size.pitch * 0.62),
        beam_width=_text(size.pitch * 1.24),
        beam_top=_text(head),
        beam_height=_text(axis - head),
        name_x=name_x,
        name_anchor=anchor,
        sections=_sections(comparison.get("boundaries") or [], letter, size),
        radius=_text(size.radius),
    )


def _bin(position: float, size: StripSize) -> int:
    share = (100.0 - min(100.0, max(0.0, float(position)))) / 100.0
    return min(size.bins - 1, int(share * size.bins))


def _middle(column: int, size: StripSize) -> float:
    return (column + 0.5) * size.width / size.bins


def _name_place(centre: float, size: StripSize) -> tuple[str, str]:
    """Keep the name inside the drawing: it starts, is centred or ends at the own column."""
    if centre < size.width * 0.25:
        return "start", _text(centre - size.pitch * 0.62)
    if centre > size.width * 0.75:
        return "end", _text(centre + size.pitch * 0.62)
    return "middle", _text(centre)


def _sections(boundaries: Sequence[float], letter: str, size: StripSize) -> list[Section]:
    if len(boundaries) != 4:
        return []
    ends = [100.0, *sorted((float(one) for one in boundaries), reverse=True), 0.0]
    sections = []
    for name, (best, worst) in zip(LETTERS, pairwise(ends), strict=True):
        start, end = ((100.0 - edge) / 100.0 * size.width for edge in (best, worst))
        sections.append(
            Section(name, _text(start), _text(end), _text((start + end) / 2), is_own=name == letter)
        )
    return sections


def _text(number: float) -> str:
    return f"{number:.1f}"
