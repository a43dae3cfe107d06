"""Does the order hold if one weight is a fifth more or less? Computed in whole numbers, nothing rounded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from marketplace.selection.ranking import Standing

# A fifth more or less: weights in fifths are 5, 6 or 4 times what they were.
UNCHANGED, MORE, LESS = 5, 6, 4
# Points by candidate.
Scores = Mapping[int, int]


@dataclass(frozen=True)
class Swap:
    """Two candidates whose order changes: `ahead` would stand before `behind`, or level with it."""

    ahead: int
    behind: int
    level: bool


@dataclass(frozen=True)
class Shift:
    """What one changed weight does; swaps at the top of the order first.

    `percent` is +20 or -20; `leads` the candidates that would come first.
    """

    criterion: str
    percent: int
    swaps: tuple[Swap, ...]
    leads: tuple[int, ...]
    leader_changes: bool


@dataclass(frozen=True)
class Sensitivity:
    """The weights whose change by 20 % changes the order of secured points; none: the order stays the same.

    `tested` is the number of weights that were tried. Candidates with a broken must take no part.
    """

    shifts: tuple[Shift, ...] = ()
    tested: int = 0

    @property
    def is_stable(self) -> bool:
        return not self.shifts

    @property
    def leader_is_stable(self) -> bool:
        return not any(shift.leader_changes for shift in self.shifts)


def sensitivity(standings: Sequence[Standing]) -> Sensitivity:
    """Try every weight a fifth higher and a fifth lower, one at a time.

    Args:
        standings: the candidates of the ranking, in any order.
    """
    taking_part = [one for one in standings if not one.musts_not_met]
    criteria = list(dict.fromkeys(points.criterion for one in taking_part for points in one.points))
    base = _scores(taking_part, "", UNCHANGED)
    found = []
    for criterion in criteria:
        for factor, percent in ((MORE, 20), (LESS, -20)):
            shift = _shift(criterion, percent, base, _scores(taking_part, criterion, factor))
            if shift.swaps:
                found.append(shift)
    return Sensitivity(tuple(found), len(criteria))


def _scores(standings: Sequence[Standing], criterion: str, factor: int) -> dict[int, int]:
    """Secured points in fifths, with the weight of one criterion changed."""
    return {
        one.candidate: sum(
            points.lowest * (factor if points.criterion == criterion else UNCHANGED) for points in one.points
        )
        for one in standings
    }


def _shift(criterion: str, percent: int, base: Scores, changed: Scores) -> Shift:
    swaps = [swap for pair in _near(base, changed) if (swap := _swap(*pair, base, changed))]
    swaps.sort(key=lambda swap: (-changed[swap.ahead], swap.ahead, swap.behind))
    leads = _leaders(changed)
    return Shift(criterion, percent, tuple(swaps), leads, leads != _leaders(base))


def _near(base: Scores, changed: Scores) -> Iterator[tuple[int, int]]:
    """Pairs that may change places: their distance is at most what one gained on the other.

    Who gained the same keeps its distance, so candidates are taken in groups of equal gain; looking at all
    pairs would take seconds with 200 candidates.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for one in sorted(base, key=lambda one: base[one]):
        groups[changed[one] - base[one]].append(one)
    for (gain, members), (other_gain, others) in combinations(groups.items(), 2):
        reach = abs(gain - other_gain)
        for one in members:
            start = bisect_left(others, base[one] - reach, key=base.__getitem__)
            end = bisect_right(others, base[one] + reach, key=base.__getitem__)
            yield from ((one, other) for other in others[start:end])


def _swap(one: int, other: int, base: Scores, changed: Scores) -> Swap | None:
    before, after = _sign(base[one] - base[other]), _sign(changed[one] - changed[other])
    if before == after:
        return None
    if after == 0:  # who was behind has caught up
        return Swap(other if before > 0 else one, one if before > 0 else other, level=True)
    return Swap(one if after > 0 else other, other if after > 0 else one, level=False)


def _leaders(scores: Scores) -> tuple[int, ...]:
    most = max(scores.values(), default=0)
    return tuple(candidate for candidate, score in scores.items() if score == most)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
