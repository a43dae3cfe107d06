"""From windows with equal numbers to runs of equal tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.facts.duplicate_tokens import WINDOW, Bools, Hashes, Ints, Tokens, ranges

MIN_LINES = 6
_PIECE = 1 << 19


@dataclass(frozen=True, slots=True)
class Runs:
    """The `length` tokens from each `first` on equal those from the `second` on."""

    first: Ints
    second: Ints
    length: Ints

    def where(self, chosen: Bools) -> Runs:
        return Runs(self.first[chosen], self.second[chosen], self.length[chosen])

    def and_also(self, other: Runs) -> Runs:
        """All runs of both, by distance and then by place."""
        first = np.concatenate((self.first, other.first))
        second = np.concatenate((self.second, other.second))
        length = np.concatenate((self.length, other.length))
        order = np.lexsort((first, second - first))
        return Runs(first[order], second[order], length[order])


def no_runs() -> Runs:
    return Runs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))


def equal_pairs(windows: Hashes, starts: Ints) -> tuple[Ints, Ints]:
    """Each start with the previous one of an equal window, unless the two windows overlap.

    Args:
        windows: the hash of the window at each of `starts`.
        starts: ascending.
    """
    order = np.argsort(windows, kind="stable")
    equal = windows[order[1:]] == windows[order[:-1]]
    first, second = starts[order[:-1][equal]], starts[order[1:][equal]]
    apart = second - first >= WINDOW
    return first[apart], second[apart]


def repeated(windows: Hashes, starts: Ints) -> Ints:
    """The starts whose window occurs more than once, and a few others; sorting all would take longer.

    Each window is put at the place its first bits name, in a table with two to four places for each. Where
    another one was put later, both may be equal. Done in pieces, so that only the tables need memory.
    """
    bits = len(starts).bit_length() + 1
    shift = np.uint64(64 - bits)
    pieces = [
        (piece, (windows[piece] >> shift).astype(np.uint32))
        for piece in np.array_split(starts.astype(np.uint32), 1 + len(starts) // _PIECE)
    ]
    last = np.zeros(1 << bits, dtype=np.uint32)
    for piece, places in pieces:
        last[places] = piece
    shared = np.zeros(1 << bits, dtype=bool)
    for piece, places in pieces:
        shared[places[last[places] != piece]] = True
    return np.concatenate([piece[shared[places]] for piece, places in pieces]).astype(np.int64)


def chains(tokens: Tokens, first: Ints, second: Ints) -> Runs:
    """Pairs of equal windows joined where they follow each other at the same distance in the same files.

    Returns:
        By distance and then by place; `length` counts windows, not tokens.
    """
    if not len(first):
        return no_runs()
    distance: Ints = second - first
    order = np.lexsort((first, distance))
    first, distance = first[order], distance[order]
    files, others = tokens.files(first), tokens.files(first + distance)
    breaks = np.flatnonzero(
        (np.diff(distance) != 0) | (np.diff(first) != 1) | (np.diff(files) != 0) | (np.diff(others) != 0)
    )
    begins = np.concatenate(([0], breaks + 1))
    lengths = np.diff(np.concatenate((begins, [len(first)])))
    return Runs(first[begins], first[begins] + distance[begins], lengths)


def runs_of(tokens: Tokens, chained: Runs) -> Runs:
    """The runs of tokens; two within one file do not overlap."""
    distance: Ints = chained.second - chained.first
    lengths = chained.length + (WINDOW - 1)
    same_file: Bools = tokens.files(chained.first) == tokens.files(chained.second)
    return Runs(chained.first, chained.second, np.where(same_file, np.minimum(lengths, distance), lengths))


def long_enough(tokens: Tokens, runs: Runs) -> Runs:
    """Runs of at least WINDOW tokens and MIN_LINES lines at both places."""
    spans = [tokens.lines[at + runs.length - 1] - tokens.lines[at] + 1 for at in (runs.first, runs.second)]
    return runs.where((runs.length >= WINDOW) & (np.minimum(*spans) >= MIN_LINES))


def covered_by(count: int, runs: Runs) -> Bools:
    """Which of `count` tokens lie in a run."""
    covered = np.zeros(count, dtype=bool)
    for at in (runs.first, runs.second):
        covered[ranges(at, runs.length)] = True
    return covered


def count_lines(tokens: Tokens, covered: Bools | None = None) -> int:
    """Distinct lines with a (covered) token. Lines never fall within a file, so a change is a new line."""
    if covered is None:
        lines, begins = tokens.lines, tokens.bounds[1:-1]
    else:
        at = np.flatnonzero(covered)
        lines, begins = tokens.lines[at], np.unique(np.searchsorted(at, tokens.bounds[1:-1]))
        begins = begins[(begins > 0) & (begins < len(at))]
    if not len(lines):
        return 0
    same_number = np.count_nonzero(lines[begins] == lines[begins - 1])
    return 1 + int(np.count_nonzero(lines[1:] != lines[:-1])) + int(same_number)
