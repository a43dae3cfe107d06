"""Copied code: runs of at least 50 tokens and 6 lines that occur twice in production code.

Type 1 clones are equal but for layout and comments, type 2 clones also differ in names and literals
(Bellon et al. 2007, "Comparison and Evaluation of Clone Detection Tools"). Every window of 50 tokens gets
one number; windows with equal numbers are neighbours after sorting; neighbouring windows at the same distance
are one run. A renamed run counts only when its names correspond one to one (Baker 1995, parameterised
matching) and most of its words are unchanged, so that columns of data or rows of accessors are no clones.
Comments, licence headers, imports and database migrations are not compared; no run crosses the end of a file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.facts.duplicate_runs import (
    Runs,
    chains,
    count_lines,
    covered_by,
    equal_pairs,
    long_enough,
    no_runs,
    repeated,
    runs_of,
)
from grader.facts.duplicate_tokens import (
    WINDOW,
    Bools,
    Hashes,
    Ints,
    Prints,
    Tokens,
    prints,
    starts_inside_files,
    windows,
    without_names,
)
from grader.facts.model import Clone, Duplication
from grader.facts.renamed_runs import renamed_parts

MOST_CLONES = 5000
"""Longest runs that are listed with their places; the share counts all."""


@dataclass(frozen=True, slots=True)
class Equal:
    """The `prints` of all windows (empty where nothing is kept) and the chains of equal ones."""

    prints: Prints
    chains: Runs


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found, complete enough to go on from when a few files have changed.

    `covered` marks the tokens in exact copies, `parts` are the renamed copies."""

    paths: list[str]
    bounds: Ints
    exact: Equal
    covered: Bools
    renamed: Equal
    parts: Runs


def compare(tokens: Tokens, *, keep: bool = False) -> Compared:
    """Compare files in path order from scratch; with `keep`, so that a later one can go on from here."""
    exact = _equal(tokens, tokens.hashes, None, keep)
    covered = covered_by(len(tokens.hashes), long_enough(tokens, runs_of(tokens, exact.chains)))
    renamed = _equal(tokens, without_names(tokens.hashes, tokens.classes), covered, keep)
    parts = renamed_parts(tokens, runs_of(tokens, renamed.chains), covered)
    return Compared(tokens.paths, tokens.bounds, exact, covered, renamed, parts)


def _equal(tokens: Tokens, hashes: Hashes, skip: Bools | None, keep: bool) -> Equal:
    """Longest runs in which each window equals the window's previous occurrence."""
    if len(hashes) < WINDOW:
        return Equal(np.zeros(0, np.uint32), no_runs())
    numbers = windows(hashes)
    starts = repeated(numbers, starts_inside_files(tokens, len(numbers), skip))
    found = chains(tokens, *equal_pairs(numbers[starts], starts))
    return Equal(prints(numbers) if keep else np.zeros(0, np.uint32), found)


def duplication_of(tokens: Tokens, compared: Compared) -> Duplication:
    """The figures and the longest copies with their places."""
    runs = long_enough(tokens, runs_of(tokens, compared.exact.chains))
    everywhere = compared.covered | covered_by(len(tokens.hashes), compared.parts)
    return Duplication(
        _clones(tokens, runs, compared.parts),
        count_lines(tokens, everywhere),
        count_lines(tokens),
        count_lines(tokens, compared.covered),
    )


def _clones(tokens: Tokens, exact: Runs, renamed: Runs) -> tuple[Clone, ...]:
    first = np.concatenate((exact.first, renamed.first))
    second = np.concatenate((exact.second, renamed.second))
    length = np.concatenate((exact.length, renamed.length))
    is_renamed = np.arange(len(first)) >= len(exact.first)
    longest = np.lexsort((is_renamed, second, first, -length))[:MOST_CLONES]
    first, second, length = first[longest], second[longest], length[longest]
    lines = [tokens.lines[at].tolist()
             for at in (first, first + length - 1, second, second + length - 1)]  # fmt: skip
    rows = zip(
        tokens.files(first).tolist(), tokens.files(second).tolist(), *lines, is_renamed[longest].tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(sorted((_clone(tokens.paths, *row) for row in rows), key=_place))


def _clone(paths: list[str], file: int, other: int, line: int, end: int, there: int, there_end: int,
           renamed: bool) -> Clone:  # fmt: skip
    return Clone(paths[file], line, end, paths[other], there, there_end, end - line + 1, renamed)


def _place(clone: Clone) -> tuple[str, int, str, int, int]:
    return clone.path, clone.line, clone.other_path, clone.other_line, clone.end_line
