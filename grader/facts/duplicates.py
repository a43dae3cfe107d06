"""Copied code: runs of at least 50 tokens and 6 lines that occur twice in production code.

Type 1 clones are equal but for layout and comments, type 2 clones also differ in names and literals
(Bellon et al. 2007, "Comparison and Evaluation of Clone Detection Tools"). Every window of 50 tokens gets
one number; windows with equal numbers are neighbours after sorting; neighbouring windows at the same distance
are one run. A renamed run counts only when its names correspond one to one (Baker 1995, parameterised
matching) and most of its words are unchanged, so that columns of data or rows of accessors are no clones.
Comments, licence headers, imports and database migrations are not compared; no run crosses the end of a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grader.facts.migrations import is_migration
from grader.facts.model import Clone, Duplication
from grader.facts.reading import TokenRow
from grader.facts.token_hashes import IDENTIFIER, LITERAL

WINDOW = 50
MIN_LINES = 6
MOST_CLONES = 5000
"""Longest runs that are listed with their places; the share counts all."""
_SAME_WORDS = 0.7
_MIN_WORDS = 0.25
_PIECE = 1 << 19
_WINDOW_BASE = 0xD6E8FEB86659FD93

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


@dataclass(slots=True)
class _Tokens:
    """All files' tokens end to end; `bounds` holds where each file starts and, at the end, where all end."""

    paths: list[str]
    bounds: Ints
    hashes: Hashes
    classes: npt.NDArray[np.uint8]
    lines: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens `first` .. `first + length` equal those from `second` on."""

    first: int
    second: int
    length: int
    renamed: bool = False


def find_duplicates(rows: Sequence[tuple[str, TokenRow]]) -> Duplication:
    """Compare files (path, tokens), given in path order."""
    tokens = _joined([(path, row) for path, row in rows if len(row.hashes) and not is_migration(path)])
    if not tokens.paths:
        return Duplication()
    covered = np.zeros(len(tokens.hashes), dtype=bool)
    runs = [run for run in _runs(tokens, tokens.hashes) if _is_long_enough(tokens, run)]
    _cover(covered, runs)
    exact_lines = _count_lines(tokens, covered)
    renamed = [
        part
        for run in _runs(tokens, _without_names(tokens), skip=covered)
        for part in _consistent_parts(tokens, run)
        if _is_long_enough(tokens, part) and not _is_known(covered, part)
    ]
    _cover(covered, renamed)
    everything = np.ones(len(covered), dtype=bool)
    return Duplication(
        _clones(tokens, runs + renamed),
        _count_lines(tokens, covered),
        _count_lines(tokens, everything),
        exact_lines,
    )


def _joined(rows: list[tuple[str, TokenRow]]) -> _Tokens:
    sizes = [0, *(len(row.hashes) for _, row in rows)]
    return _Tokens(
        [path for path, _ in rows],
        np.cumsum(sizes),
        np.concatenate([row.hashes for _, row in rows]) if rows else np.zeros(0, np.uint64),
        np.concatenate([row.classes for _, row in rows]) if rows else np.zeros(0, np.uint8),
        np.concatenate([row.lines for _, row in rows]) if rows else np.zeros(0, np.int32),
    )


def _without_names(tokens: _Tokens) -> Hashes:
    hashes = tokens.hashes.copy()
    hashes[tokens.classes == IDENTIFIER] = 1
    hashes[tokens.classes == LITERAL] = 2
    return hashes


def _windows(hashes: Hashes) -> Hashes:
    """Hash of each run of WINDOW tokens, built from runs whose length is a power of two."""
    total, length = np.zeros(len(hashes) + 1, dtype=np.uint64), 0
    doubled, size = hashes, 1
    while length < WINDOW:
        if WINDOW & size:
            total = _chained(total, doubled, length, size)
            length += size
        doubled = _chained(doubled, doubled, size, size)
        size *= 2
    return total


def _chained(left: Hashes, right: Hashes, offset: int, size: int) -> Hashes:
    """Hash of `left` followed by the `size` tokens of `right` that start `offset` further on."""
    count = max(0, len(right) - offset)
    chained = left[:count] * np.uint64(pow(_WINDOW_BASE, size, 2**64))
    chained += right[offset : offset + count]
    return chained


def _runs(tokens: _Tokens, hashes: Hashes, skip: npt.NDArray[np.bool_] | None = None) -> list[_Run]:
    """Longest runs in which each window equals the window's previous occurrence."""
    if len(hashes) < WINDOW:
        return []
    windows = _windows(hashes)
    starts = _repeated(windows, _starts_inside_files(tokens, len(windows), skip))
    order = starts[np.argsort(windows[starts], kind="stable")]
    equal = windows[order[1:]] == windows[order[:-1]]
    first: Ints = order[:-1][equal]
    second: Ints = order[1:][equal]
    apart = second - first >= WINDOW
    return _joined_pairs(tokens, first[apart], second[apart])


def _repeated(windows: Hashes, starts: Ints) -> Ints:
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


def _starts_inside_files(tokens: _Tokens, count: int, skip: npt.NDArray[np.bool_] | None) -> Ints:
    """Window starts that do not cross the end of a file; with `skip`, only windows not wholly skipped."""
    inside = np.ones(count, dtype=bool)
    for end in tokens.bounds[1:]:
        inside[max(0, end - WINDOW + 1) : end] = False
    if skip is not None:
        sums = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(skip, dtype=np.int32)))
        skipped: npt.NDArray[np.int32] = np.subtract(sums[WINDOW:], sums[:-WINDOW])
        inside &= skipped[:count] < WINDOW
    return np.flatnonzero(inside)


def _joined_pairs(tokens: _Tokens, first: Ints, second: Ints) -> list[_Run]:
    if not len(first):
        return []
    distance: Ints = second - first
    order = np.lexsort((first, distance))
    first, distance = first[order], distance[order]
    files = np.searchsorted(tokens.bounds, first, side="right")
    others = np.searchsorted(tokens.bounds, first + distance, side="right")
    breaks = np.flatnonzero(
        (np.diff(distance) != 0) | (np.diff(first) != 1) | (np.diff(files) != 0) | (np.diff(others) != 0)
    )
    begins = np.concatenate(([0], breaks + 1))
    lengths = np.diff(np.concatenate((begins, [len(first)]))) + WINDOW - 1
    same_file: npt.NDArray[np.bool_] = files[begins] == others[begins]
    lengths = np.where(same_file, np.minimum(lengths, distance[begins]), lengths)
    return [
        _Run(start, start + gap, length)
        for start, gap, length in zip(
            first[begins].tolist(), distance[begins].tolist(), lengths.tolist(), strict=True
        )
    ]


def _consistent_parts(tokens: _Tokens, run: _Run) -> list[_Run]:
    """The parts of a renamed run whose names correspond one to one and whose words are mostly the same."""
    one = tokens.hashes[run.first : run.first + run.length]
    two = tokens.hashes[run.second : run.second + run.length]
    names = tokens.classes[run.first : run.first + run.length] == IDENTIFIER
    place = np.arange(run.length)
    before_one, before_two = _distance_to_previous(one), _distance_to_previous(two)
    fits = ~names | (before_one == before_two) | ((before_one > place) & (before_two > place))
    edges = np.concatenate(([-1], np.flatnonzero(~fits), [run.length]))
    return [
        _Run(run.first + begin, run.second + begin, end - begin, renamed=True)
        for begin, end in zip((edges[:-1] + 1).tolist(), edges[1:].tolist(), strict=True)
        if end - begin >= WINDOW and _is_mostly_same(one[begin:end], two[begin:end], names[begin:end])
    ]


def _is_mostly_same(one: Hashes, two: Hashes, names: npt.NDArray[np.bool_]) -> bool:
    words = int(np.count_nonzero(names))
    same = int(np.count_nonzero(names & (one == two)))
    return words >= _MIN_WORDS * len(one) and same >= _SAME_WORDS * words


def _distance_to_previous(hashes: Hashes) -> Ints:
    """How many tokens ago each token last occurred; a very large number where it did not."""
    order = np.argsort(hashes, kind="stable")
    distance = np.full(len(hashes), np.iinfo(np.int64).max)
    repeated = hashes[order[1:]] == hashes[order[:-1]]
    distance[order[1:][repeated]] = (order[1:] - order[:-1])[repeated]
    return distance


def _is_long_enough(tokens: _Tokens, run: _Run) -> bool:
    if run.length < WINDOW:
        return False
    spans = (int(tokens.lines[at + run.length - 1] - tokens.lines[at]) + 1 for at in (run.first, run.second))
    return min(spans) >= MIN_LINES


def _is_known(covered: npt.NDArray[np.bool_], run: _Run) -> bool:
    """Whether both places are already covered but for a tenth."""
    return all(
        np.count_nonzero(covered[at : at + run.length]) >= 0.9 * run.length for at in (run.first, run.second)
    )


def _cover(covered: npt.NDArray[np.bool_], runs: list[_Run]) -> None:
    for run in runs:
        covered[run.first : run.first + run.length] = True
        covered[run.second : run.second + run.length] = True


def _count_lines(tokens: _Tokens, covered: npt.NDArray[np.bool_]) -> int:
    """Distinct lines with a covered token. Lines never fall within a file, so a change is a new line."""
    at = np.flatnonzero(covered)
    if not len(at):
        return 0
    files = np.searchsorted(tokens.bounds, at, side="right")
    return 1 + int(np.count_nonzero((np.diff(tokens.lines[at]) != 0) | (np.diff(files) != 0)))


def _clones(tokens: _Tokens, runs: list[_Run]) -> tuple[Clone, ...]:
    longest = sorted(runs, key=lambda run: (-run.length, run.first, run.second))[:MOST_CLONES]
    return tuple(sorted((_clone(tokens, run) for run in longest), key=_place))


def _clone(tokens: _Tokens, run: _Run) -> Clone:
    path, line, end_line = _lines_of(tokens, run.first, run.length)
    other_path, other_line, other_end_line = _lines_of(tokens, run.second, run.length)
    return Clone(
        path, line, end_line, other_path, other_line, other_end_line, end_line - line + 1, run.renamed
    )


def _lines_of(tokens: _Tokens, start: int, length: int) -> tuple[str, int, int]:
    path = tokens.paths[int(np.searchsorted(tokens.bounds, start, side="right")) - 1]
    return path, int(tokens.lines[start]), int(tokens.lines[start + length - 1])


def _place(clone: Clone) -> tuple[str, int, str, int, int]:
    return clone.path, clone.line, clone.other_path, clone.other_line, clone.end_line
