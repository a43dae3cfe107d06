"""Comparing again after a change says exactly what a comparison from scratch says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.facts import cache, collect, duplicates_again
from grader.facts.duplicate_tokens import Ints, Tokens, joined
from grader.facts.duplicates import Compared, compare, duplication_of
from grader.facts.duplicates_again import compare_again
from grader.facts.reading import TokenRow
from tests.grader.facts.test_duplicates import FEE
from tests.grader.facts.trees import DAY, write_tree

CLASSES = np.array([0, 0, 0, 1, 2], dtype=np.uint8)
PIECES = [np.random.default_rng(number).integers(0, 60, 30 + 10 * number) for number in range(8)]
"""Pieces of code as numbers of tokens; files are made of the same few, so that much is equal."""

# A piece by number, written with other names, and how often in a row.
pieces = st.tuples(st.integers(0, len(PIECES) - 1), st.integers(0, 2), st.integers(1, 3))
files = st.lists(pieces, min_size=1, max_size=6)
names = st.sampled_from([f"src/{letter}.py" for letter in "abcdefghij"])
trees = st.dictionaries(names, files, min_size=1, max_size=9)
edits = st.dictionaries(names, st.one_of(st.none(), files), min_size=1, max_size=3)


@pytest.fixture(autouse=True)
def never_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates_again, "MOST_CHANGED", 99.0)


@settings(max_examples=150, deadline=None)
@given(trees, st.lists(edits, min_size=1, max_size=3))
def test_any_edits_give_the_result_from_scratch(
    tree: dict[str, list[tuple[int, int, int]]],
    steps: list[dict[str, list[tuple[int, int, int]] | None]],
) -> None:
    rows = {name: _row(content) for name, content in tree.items()}
    compared = compare(_tokens(rows), keep=True)
    for step in steps:
        before = dict(rows)
        for name, content in step.items():
            rows.pop(name, None)
            if content is not None:
                rows[name] = _row(content)
        tokens = _tokens(rows)
        again = compare_again(tokens, compared, _same(before, rows), keep=True)
        scratch = compare(tokens, keep=True)

        assert (again is None) == (not rows)
        assert duplication_of(tokens, again or scratch) == duplication_of(tokens, scratch)
        assert _runs(again or scratch) == _runs(scratch)
        compared = again or scratch


def test_too_many_changes_are_compared_from_scratch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates_again, "MOST_CHANGED", 0.1)
    rows = {"a.py": _row([(1, 0, 1)]), "b.py": _row([(2, 0, 1)])}
    compared = compare(_tokens(rows), keep=True)

    assert compare_again(_tokens(rows), compared, np.array([0, -1])) is None
    assert compare_again(_tokens(rows), compared, np.array([0, 1])) is not None


def test_a_second_assessment_compares_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = {f"src/fee{number}.py": f"n = {number}\n" + FEE for number in range(4)}
    tree = write_tree(tmp_path / "tree", dict(copies))
    collect.collect(tree, as_of=DAY, cache=tmp_path / "cache")
    write_tree(tree, {"src/fee1.py": FEE.replace("total", "sum"), "src/fee9.py": FEE})
    again = []

    def watched(tokens: Tokens, old: Compared, same: Ints, *, keep: bool) -> Compared | None:
        again.append(compare_again(tokens, old, same, keep=keep))
        return again[-1]

    monkeypatch.setattr(collect, "compare_again", watched)

    second = collect.collect(tree, as_of=DAY, cache=tmp_path / "cache")

    assert len(again) == 1
    assert again[0] is not None
    assert second == collect.collect(tree, as_of=DAY)
    assert collect.collect(tree, as_of=DAY, cache=tmp_path / "cache") == second


def test_a_small_change_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_RACY_NS", -(10**10))  # the tree is old enough
    monkeypatch.setattr(cache, "_WORTH_WRITING", 1)
    tree = write_tree(tmp_path / "tree", {f"src/fee{number}.py": FEE for number in range(4)})
    collect.collect(tree, as_of=DAY, cache=tmp_path / "cache")
    (place,) = (tmp_path / "cache").iterdir()
    before = place.read_bytes()
    write_tree(tree, {"src/fee1.py": "n = 1\n" + FEE})

    assert collect.collect(tree, as_of=DAY, cache=tmp_path / "cache") == collect.collect(tree, as_of=DAY)
    assert place.read_bytes() == before


def _row(content: list[tuple[int, int, int]]) -> TokenRow:
    parts = []
    for number, renamed, times in content:
        piece = PIECES[number] + np.where(PIECES[number] == 5, 100 * renamed, 0)
        parts += [piece] * times
    tokens = np.concatenate(parts)
    classes = CLASSES[tokens % len(CLASSES)]
    hashes = (tokens.astype(np.uint64) + np.uint64(7)) * np.uint64(0x9E3779B97F4A7C15)
    return TokenRow(hashes, classes, (1 + np.arange(len(tokens)) // 5).astype(np.int32))


def _tokens(rows: dict[str, TokenRow]) -> Tokens:
    return joined(sorted(rows.items()))


def _same(before: dict[str, TokenRow], now: dict[str, TokenRow]) -> Ints:
    places = {name: place for place, name in enumerate(sorted(now))}
    return np.array([places[n] if now.get(n) is before[n] else -1 for n in sorted(before)], dtype=np.int64)


def _runs(compared: Compared) -> list[list[list[int]]]:
    return [
        [runs.first.tolist(), runs.second.tolist(), runs.length.tolist()]
        for runs in (compared.exact.chains, compared.renamed.chains, compared.parts)
    ]
