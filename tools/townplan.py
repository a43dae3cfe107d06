"""Draws the figure-ground plan of the start page: blocks around an open market place, one house marked.

    python -m tools.townplan

Always draws the same plan; writes the template part that holds it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from tools.console import say
from tools.places import ROOT

TARGET = ROOT / "marketplace" / "web" / "templates" / "web" / "parts" / "townplan.html"
WIDTH, HEIGHT = 900, 620
CENTRE = (500.0, 320.0)
SEED = 1648
RINGS = 13
HOUSE = (498.0, 302.0)

Point = tuple[float, float]


def radius(ring: float, angle: float) -> float:
    """Distance of a ring's edge from the centre: an irregular oval, wider to the east, like a grown town."""
    base = 62 + 36 * ring + 1.1 * ring**1.7
    shape = 1 + 0.22 * math.cos(angle) ** 2 + 0.10 * math.sin(2 * angle + 0.6) + 0.05 * math.sin(5 * angle)
    return float(base * shape)


def place(ring: float, angle: float) -> Point:
    distance = radius(ring, angle)
    twist = angle + 0.05 * math.sin(ring * 0.9)
    return CENTRE[0] + distance * math.cos(twist), CENTRE[1] + 0.82 * distance * math.sin(twist)


def blocks() -> Iterator[list[Point]]:
    """Blocks ring by ring; four main streets and many lanes cut through them."""
    chance = random.Random(SEED)  # noqa: S311 - a drawing, not a secret
    for ring in range(RINGS):
        angle = chance.random()
        end = angle + math.tau
        while angle < end - 0.02:
            length = chance.uniform(34, 92) / radius(ring, angle)
            lane = chance.choice([5, 6, 6, 14]) / radius(ring, angle)
            until = min(angle + length, end)
            yield from _block(ring, angle, until - lane, chance)
            angle = until


def _block(ring: int, start: float, end: float, chance: random.Random) -> Iterator[list[Point]]:
    if end - start < 0.02 or _on_main_street((start + end) / 2, ring):
        return
    depth = chance.choice([0.52, 0.6, 0.68, 0.72])
    inner, outer = ring + chance.uniform(0.0, 0.1), ring + depth
    corners = [
        place(inner, start),
        place(inner, end),
        place(outer, end - chance.uniform(0, 0.01)),
        place(outer, start),
    ]
    middle = (start + end) / 2
    if end - start > 0.16:
        corners.insert(1, place(inner, middle))
        corners.insert(4, place(outer, middle))
    if all(-60 < x < WIDTH + 60 and -60 < y < HEIGHT + 60 for x, y in corners):
        yield corners


def _on_main_street(angle: float, ring: int) -> bool:
    width = 16 / radius(ring, angle)
    streets = (0.35, 1.75, 2.9, 4.05, 5.3)
    return any(abs((angle - street + math.pi) % math.tau - math.pi) < width for street in streets)


def path(corners: list[Point]) -> str:
    """One closed path with whole coordinates."""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "z"


def draw() -> str:
    """The drawing as SVG; colours come from the style sheet."""
    houses = "".join(path(corners) for corners in blocks())
    x, y = HOUSE
    chosen = path([(x - 15, y - 8), (x + 13, y - 12), (x + 16, y + 9), (x - 12, y + 13)])
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice" focusable="false">'
        f'<path class="house" d="{houses}"/><path class="chosen" d="{chosen}"/></svg>\n'
    )


if __name__ == "__main__":
    TARGET.write_text(draw(), encoding="utf-8")
    say(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1000} KB")
