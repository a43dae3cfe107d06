"""The tokens of all compared files end to end, and a number for each window of 50 of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grader.facts.migrations import is_migration
from grader.facts.reading import Reading, TokenRow
from grader.facts.token_hashes import IDENTIFIER, LITERAL

WINDOW = 50
_WINDOW_BASE = 0xD6E8FEB86659FD93

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Prints = npt.NDArray[np.uint32]
"""The upper half of each window's hash."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """All files' tokens end to end; `bounds` holds where each file starts and, at the end, where all end."""

    paths: list[str]
    bounds: Ints
    hashes: Hashes
    classes: npt.NDArray[np.uint8]
    lines: npt.NDArray[np.int32]

    def files(self, positions: Ints) -> Ints:
        """The file each position lies in."""
        return np.asarray(np.searchsorted(self.bounds, positions, side="right") - 1, dtype=np.int64)


def compared_rows(readings: Iterable[Reading]) -> list[tuple[str, TokenRow]]:
    """Path and tokens of the files that are compared, in the given order: those with tokens that are no
    database migration."""
    return [
        (reading.facts.path, reading.tokens)
        for reading in readings
        if reading.tokens is not None and len(reading.tokens.hashes) and not is_migration(reading.facts.path)
    ]


def joined(rows: Sequence[tuple[str, TokenRow]]) -> Tokens:
    """Put files (path, tokens) end to end; none is empty."""
    return Tokens(
        [path for path, _ in rows],
        np.cumsum([0, *(len(row.hashes) for _, row in rows)], dtype=np.int64),
        np.concatenate([row.hashes for _, row in rows]) if rows else np.zeros(0, np.uint64),
        np.concatenate([row.classes for _, row in rows]) if rows else np.zeros(0, np.uint8),
        np.concatenate([row.lines for _, row in rows]) if rows else np.zeros(0, np.int32),
    )


def without_names(hashes: Hashes, classes: npt.NDArray[np.uint8]) -> Hashes:
    """The same tokens with one hash for all names and one for all literals."""
    hashes = hashes.copy()
    hashes[classes == IDENTIFIER] = 1
    hashes[classes == LITERAL] = 2
    return hashes


def windows(hashes: Hashes) -> Hashes:
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


def windows_at(hashes: Hashes, classes: npt.NDArray[np.uint8] | None, starts: Ints) -> Hashes:
    """The same hashes for a few starts alone; with `classes` as if without names."""
    total = np.zeros(len(starts), dtype=np.uint64)
    for place in range(WINDOW):
        token = hashes[starts + place]
        total *= np.uint64(_WINDOW_BASE)
        total += token if classes is None else without_names(token, classes[starts + place])
    return total


def prints(hashes: Hashes) -> Prints:
    return (hashes >> np.uint64(32)).astype(np.uint32)


def starts_inside_files(tokens: Tokens, count: int, skip: Bools | None) -> Ints:
    """Window starts that do not cross the end of a file; with `skip`, only windows not wholly skipped."""
    inside = np.ones(count, dtype=bool)
    for end in tokens.bounds[1:].tolist():
        inside[max(0, end - WINDOW + 1) : end] = False
    if skip is not None:
        sums = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(skip, dtype=np.int32)))
        skipped: npt.NDArray[np.int32] = np.subtract(sums[WINDOW:], sums[:-WINDOW])
        inside &= skipped[:count] < WINDOW
    return np.flatnonzero(inside)


def ranges(starts: Ints, lengths: Ints) -> Ints:
    """The numbers ``start .. start + length`` of each range, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)
    return found
