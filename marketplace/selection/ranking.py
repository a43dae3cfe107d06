"""The order of candidates: a pure rule over points, published on the page and in ADR 0017.

After UfAB 2018 musts are A-criteria (they exclude and give no points) and shoulds are B-criteria: met, one
counts its weight. What nobody knows is neither bad nor good: it makes a range of points and a span of places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Points:
    """One should of one candidate: `lowest` ≤ `highest`, in points; they differ where it is open."""

    criterion: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Standing:
    """What the order of one candidate depends on; `position` is its place in the search."""

    candidate: int
    position: int
    musts_not_met: int
    musts_open: int
    points: tuple[Points, ...]

    @property
    def lowest(self) -> int:
        return sum(one.lowest for one in self.points)

    @property
    def highest(self) -> int:
        return sum(one.highest for one in self.points)

    @property
    def secured(self) -> tuple[bool, int]:
        """Smaller is better: no broken must, then the points that hold whatever comes out."""
        return (self.musts_not_met > 0, -self.lowest)

    @property
    def at_best(self) -> tuple[bool, int]:
        """The same if everything open turned out well."""
        return (self.musts_not_met > 0, -self.highest)

    @property
    def at_worst(self) -> tuple[bool, int]:
        """The same if everything open turned out badly."""
        return (self.musts_not_met + self.musts_open > 0, -self.lowest)


@dataclass(frozen=True)
class Place:
    """Where a candidate stands. `rank` counts secured points; equal ones share a rank.

    `best` and `worst` bound the rank whatever the open points of all candidates turn out to be;
    `rank_if_all_met` is the rank if everything open turned out well for everybody.
    """

    candidate: int
    rank: int
    best: int
    worst: int
    rank_if_all_met: int
    lowest: int
    highest: int
    musts_not_met: int
    musts_open: int

    @property
    def excluded(self) -> bool:
        """True where a must is provably not met."""
        return self.musts_not_met > 0

    @property
    def is_certain(self) -> bool:
        return self.best == self.worst


@dataclass(frozen=True)
class Ranking:
    """Places in order. Among equals the place in the frozen search decides what is printed first."""

    places: tuple[Place, ...] = ()

    def place(self, candidate: int) -> Place | None:
        """The place of a candidate, or None where it takes no part."""
        return next((one for one in self.places if one.candidate == candidate), None)

    @property
    def order_stays_if_all_met(self) -> bool:
        """True if nobody would change places were everything open met."""
        return all(one.rank == one.rank_if_all_met for one in self.places)


def rank(standings: Sequence[Standing]) -> Ranking:
    """Order candidates.

    Args:
        standings: those who take part, in any order; who was set aside stays out.
    """
    ordered = sorted(standings, key=lambda one: (one.secured, one.position))
    keys = _Keys(
        secured=sorted(one.secured for one in standings),
        at_best=sorted(one.at_best for one in standings),
        at_worst=sorted(one.at_worst for one in standings),
    )
    return Ranking(tuple(_place(one, keys) for one in ordered))


Key = tuple[bool, int]


@dataclass(frozen=True)
class _Keys:
    """The keys of all candidates, each list in order."""

    secured: list[Key]
    at_best: list[Key]
    at_worst: list[Key]


def _place(one: Standing, keys: _Keys) -> Place:
    # A candidate is never ahead of itself at its worst; at its best it may be, and does not count.
    own = one.at_best < one.at_worst
    return Place(
        candidate=one.candidate,
        rank=1 + bisect_left(keys.secured, one.secured),
        best=1 + bisect_left(keys.at_worst, one.at_best),
        worst=1 + bisect_left(keys.at_best, one.at_worst) - own,
        rank_if_all_met=1 + bisect_left(keys.at_best, one.at_best),
        lowest=one.lowest,
        highest=one.highest,
        musts_not_met=one.musts_not_met,
        musts_open=one.musts_open,
    )
