"""Compares again after a few files have changed: only what their windows can have changed is looked at.

Windows are told apart by 64-bit hashes. A changed file can only change the pairs of windows whose hash occurs
in its old or its new version. Of all windows the upper half of the hash is kept; those with one of these
halves are compared again, all others stay as they are. The result is that of a comparison from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grader.facts.duplicate_runs import (
    Runs,
    chains,
    covered_by,
    equal_pairs,
    long_enough,
    runs_of,
)
from grader.facts.duplicate_tokens import (
    WINDOW,
    Bools,
    Ints,
    Prints,
    Tokens,
    prints,
    ranges,
    windows_at,
)
from grader.facts.duplicates import Compared, Equal
from grader.facts.renamed_runs import renamed_parts

MOST_CHANGED = 0.1
"""Part of the tokens in changed files above which comparing from scratch is hardly slower."""
_MANY_PRINTS = 2_000


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where the files of before are now: `now` holds their new number, -1 for changed and removed ones.

    `changed` are the numbers of the new and changed files."""

    before: Ints
    bounds: Ints
    now: Ints
    changed: Ints

    def positions(self, old: Ints) -> Ints:
        """The new positions of tokens; -1 for those of files that changed or went."""
        files = np.searchsorted(self.before, old, side="right") - 1
        numbers = self.now[files]
        return np.where(numbers < 0, -1, old - self.before[files] + self.bounds[numbers])

    def runs(self, old: Runs) -> Runs:
        """The runs between files that are still the same."""
        moved = Runs(self.positions(old.first), self.positions(old.second), old.length)
        return moved.where((moved.first >= 0) & (moved.second >= 0))

    def blocks(self) -> list[Ints]:
        """Files of before that are still the same, in groups that still follow each other."""
        files = np.flatnonzero(self.now >= 0)
        apart = (np.diff(files) != 1) | (np.diff(self.now[files]) != 1)
        return np.split(files, np.flatnonzero(apart) + 1) if len(files) else []

    def without(self, changed: Bools) -> _Moved:
        """The same with more files taken as changed, given by their new numbers."""
        now = np.where((self.now >= 0) & changed[self.now], -1, self.now)
        return _Moved(self.before, self.bounds, now, np.flatnonzero(changed))


def compare_again(tokens: Tokens, old: Compared, same: Ints, *, keep: bool = False) -> Compared | None:
    """Compare `tokens`, of which some files are the same as before, in the same order.

    Args:
        tokens: all files of today.
        old: the earlier comparison, kept completely.
        same: for each file of the earlier comparison its number today, or -1 where it changed or is gone.
        keep: whether a later comparison shall be able to go on from here.

    Returns:
        What `compare` would return; None where too much changed.
    """
    if not tokens.paths:
        return None
    changed = np.ones(len(tokens.paths), dtype=bool)
    changed[same[same >= 0]] = False
    moved = _Moved(old.bounds, tokens.bounds, same, np.flatnonzero(changed))
    sizes: Ints = np.diff(tokens.bounds)
    gone = int(np.diff(old.bounds)[same < 0].sum())
    if int(sizes[changed].sum()) + gone > MOST_CHANGED * len(tokens.hashes):
        return None
    exact, _ = _again(tokens, old.exact, moved, None)
    covered = covered_by(len(tokens.hashes), long_enough(tokens, runs_of(tokens, exact)))
    changed |= _covered_otherwise(tokens, covered, old, moved)
    moved = moved.without(changed)
    renamed, distances = _again(tokens, old.renamed, moved, covered)
    known = moved.runs(old.parts)
    known = known.where(~_is_at(known, distances))
    touched = _is_at(renamed, distances) | _lies_in(tokens, renamed, changed)
    parts = renamed_parts(tokens, runs_of(tokens, renamed.where(touched)), covered).and_also(known)
    return Compared(
        tokens.paths,
        tokens.bounds,
        Equal(_prints_now(tokens, old.exact, moved, None, keep), exact),
        covered,
        Equal(_prints_now(tokens, old.renamed, moved, tokens.classes, keep), renamed),
        parts,
    )


def _prints_now(
    tokens: Tokens, old: Equal, moved: _Moved, classes: npt.NDArray[np.uint8] | None, keep: bool
) -> Prints:
    """Of each window within a file what `compare` keeps; nobody asks about the others."""
    if not keep:
        return np.zeros(0, np.uint32)
    found = np.zeros(max(0, len(tokens.hashes) - WINDOW + 1), np.uint32)
    files = np.flatnonzero(moved.now >= 0)
    lengths = np.maximum(moved.before[files + 1] - moved.before[files] - WINDOW + 1, 0)
    found[ranges(tokens.bounds[moved.now[files]], lengths)] = old.prints[ranges(moved.before[files], lengths)]
    fresh = _starts(tokens, moved.changed)
    found[fresh] = prints(windows_at(tokens.hashes, classes, fresh))
    return found


def _again(tokens: Tokens, old: Equal, moved: _Moved, skip: Bools | None) -> tuple[Runs, Ints]:
    """The chains of today, and the distances at which some may be others than before."""
    fresh = _starts(tokens, moved.changed)
    classes = None if skip is None else tokens.classes
    wanted = _Wanted(_prints_before(old, moved), prints(windows_at(tokens.hashes, classes, fresh)))
    starts = np.concatenate((fresh, _unchanged_starts(tokens, moved, wanted.where(old.prints))))
    starts.sort()
    if skip is not None:
        starts = starts[~_is_skipped(skip, starts)]
    pairs = _keys(*equal_pairs(windows_at(tokens.hashes, classes, starts), starts))
    # Chains to or from a changed file consist of wanted windows alone, so none of their pairs is lost.
    kept = moved.runs(old.chains)
    before = _pairs_before(old, moved, wanted)
    gone, come = np.setdiff1d(before, pairs), np.setdiff1d(pairs, before)
    distances = np.unique(np.concatenate([second - first for first, second in map(_split, (gone, come))]))
    touched = _is_at(kept, distances)
    again = kept.where(touched)
    all_keys = _keys(ranges(again.first, again.length), ranges(again.second, again.length))
    joined = chains(tokens, *_split(np.union1d(np.setdiff1d(all_keys, gone), come)))
    return kept.where(~touched).and_also(joined), distances


class _Wanted:
    """A set of halves of hashes, asked about millions of others."""

    def __init__(self, *given: Prints) -> None:
        self._prints = np.unique(np.concatenate(given))
        # A small table stays in the processor's fast memory; a larger one has fewer places taken by chance.
        bits = 16 if len(self._prints) < _MANY_PRINTS else 20
        self._shift = np.uint32(32 - bits)
        self._table = np.zeros(1 << bits, dtype=bool)
        self._table[self._prints >> self._shift] = True

    def where(self, asked: Prints) -> Ints:
        """The places in `asked` that hold one of the set."""
        maybe = np.flatnonzero(self._table[asked >> self._shift])
        found = np.minimum(np.searchsorted(self._prints, asked[maybe]), max(len(self._prints) - 1, 0))
        return np.asarray(maybe[self._prints[found] == asked[maybe]] if len(maybe) else maybe, np.int64)


def _prints_before(old: Equal, moved: _Moved) -> Prints:
    """Halves of the hashes that windows of changed and removed files had."""
    files = np.flatnonzero(moved.now < 0)
    places = ranges(moved.before[files], moved.before[files + 1] - moved.before[files])
    return old.prints[places[places < len(old.prints)]]


def _starts(tokens: Tokens, files: Ints) -> Ints:
    """All windows' starts in some files."""
    lengths = np.maximum(tokens.bounds[files + 1] - tokens.bounds[files] - WINDOW + 1, 0)
    return ranges(tokens.bounds[files], lengths)


def _unchanged_starts(tokens: Tokens, moved: _Moved, old: Ints) -> Ints:
    """Today's places of windows, given by where they were; only those in unchanged files and within one."""
    starts = moved.positions(old)
    starts = starts[starts >= 0]
    return starts[starts + WINDOW <= tokens.bounds[tokens.files(starts) + 1]]


def _is_skipped(skip: Bools, starts: Ints) -> Bools:
    skipped = np.ones(len(starts), dtype=bool)
    for place in range(WINDOW):
        skipped &= skip[starts + place]
    return skipped


def _pairs_before(old: Equal, moved: _Moved, wanted: _Wanted) -> Ints:
    """The earlier pairs of windows with a wanted hash between files that are still the same."""
    first = ranges(old.chains.first, old.chains.length)
    second = ranges(old.chains.second, old.chains.length)
    asked = wanted.where(old.prints[first])
    first, second = moved.positions(first[asked]), moved.positions(second[asked])
    there = (first >= 0) & (second >= 0)
    return _keys(first[there], second[there])


def _keys(first: Ints, second: Ints) -> Ints:
    """Both positions in one number, sorted; positions are far below 2**31."""
    return np.sort((first << 32) | second)


def _split(keys: Ints) -> tuple[Ints, Ints]:
    return keys >> 32, keys & 0xFFFFFFFF


def _is_at(runs: Runs, distances: Ints) -> Bools:
    return np.asarray(np.isin(runs.second - runs.first, distances))


def _lies_in(tokens: Tokens, runs: Runs, files: Bools) -> Bools:
    return np.asarray(files[tokens.files(runs.first)] | files[tokens.files(runs.second)])


def _covered_otherwise(tokens: Tokens, covered: Bools, old: Compared, moved: _Moved) -> Bools:
    """Which files of today lie in other exact copies than before."""
    found = np.zeros(len(tokens.paths), dtype=bool)
    for files in moved.blocks():
        now = moved.now[files]
        before = old.covered[old.bounds[files[0]] : old.bounds[files[-1] + 1]]
        differs = covered[tokens.bounds[now[0]] : tokens.bounds[now[-1] + 1]] != before
        found[tokens.files(tokens.bounds[now[0]] + np.flatnonzero(differs))] = True
    return found
