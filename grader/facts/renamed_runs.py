"""Which parts of runs that are equal but for names and literals are copies of each other."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from grader.facts.duplicate_runs import Runs, long_enough
from grader.facts.duplicate_tokens import WINDOW, Bools, Ints, Tokens, ranges
from grader.facts.token_hashes import IDENTIFIER

Distances = npt.NDArray[np.int32]

_SAME_WORDS = 0.7
_MIN_WORDS = 0.25
_KNOWN = 0.9
_AT_ONCE = 1 << 20
"""Tokens of runs looked at together, which bounds the memory."""


def renamed_parts(tokens: Tokens, runs: Runs, covered: Bools) -> Runs:
    """The parts of runs whose names correspond one to one, most of whose words are the same, that are long
    enough and lie for at least a tenth outside of what is `covered` by exact copies."""
    if not len(runs.first):
        return runs
    ends = np.cumsum(runs.length)
    pieces = np.searchsorted(ends, np.arange(0, int(ends[-1]), _AT_ONCE))
    edges = np.unique(np.concatenate((pieces, [len(runs.first)]))).tolist()
    parts = [
        _consistent(tokens, Runs(runs.first[a:b], runs.second[a:b], runs.length[a:b]))
        for a, b in pairwise(edges)
    ]
    found = long_enough(
        tokens,
        Runs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Runs.__slots__)),
    )
    known = [
        _sums(covered[ranges(at, found.length)], np.cumsum(found.length) - found.length, found.length)
        for at in (found.first, found.second)
    ]
    return found.where(np.minimum(*known) < _KNOWN * found.length)


def _consistent(tokens: Tokens, runs: Runs) -> Runs:
    one, two = ranges(runs.first, runs.length), ranges(runs.second, runs.length)
    place = ranges(np.zeros(len(runs.first), dtype=np.int64), runs.length)
    names: Bools = tokens.classes[one] == IDENTIFIER
    before_one, before_two = _distances_to_previous(tokens, one, two)
    fits = ~names | (before_one == before_two) | ((before_one > place) & (before_two > place))
    same: Bools = tokens.hashes[one] == tokens.hashes[two]
    starts, lengths = _unbroken(fits, runs.length)
    words = _sums(names, starts, lengths)
    alike = _sums(names & same, starts, lengths)
    chosen = (words >= _MIN_WORDS * lengths) & (alike >= _SAME_WORDS * words)
    starts, lengths = starts[chosen], lengths[chosen]
    return Runs(one[starts], two[starts], lengths)


def _distances_to_previous(tokens: Tokens, one: Ints, two: Ints) -> tuple[Distances, Distances]:
    """How many tokens ago each token last occurred; a number beyond any run where it did not.

    An occurrence before the run counts here, too. That is as good as none: the distance is then larger than
    the place in the run, and only distances up to it are told apart.
    """
    marked = np.zeros(len(tokens.hashes), dtype=bool)
    marked[one] = marked[two] = True
    places = np.flatnonzero(marked).astype(np.int32)
    hashes = tokens.hashes[places]
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    again = np.flatnonzero(hashes[1:] == hashes[:-1])
    distance = np.full(len(marked), np.iinfo(np.int32).max, dtype=np.int32)
    distance[places[again + 1]] = places[again + 1] - places[again]
    return distance[one], distance[two]


def _unbroken(fits: Bools, lengths: Ints) -> tuple[Ints, Ints]:
    """Where at least WINDOW tokens of one run fit, as start and length in the rows of all runs."""
    ends = np.cumsum(lengths)
    # A token that does not fit lies between two parts; the end of a run has no token of its own.
    begins = np.concatenate((np.flatnonzero(~fits) + 1, ends - lengths))
    stops = np.concatenate((np.flatnonzero(~fits), ends))
    begins.sort()
    stops.sort()
    sizes = stops - begins
    long = sizes >= WINDOW
    return begins[long], sizes[long]


def _sums(marked: Bools, starts: Ints, lengths: Ints) -> Ints:
    sums = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(marked)))
    return np.asarray(sums[starts + lengths] - sums[starts])
