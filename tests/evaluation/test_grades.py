"""The spread of grades over the benchmark repositories."""

from __future__ import annotations

from evaluation.grades import spread_of_grades
from grader.benchmark.comparison import COMPARISON


def test_every_repository_of_the_benchmark_has_one_grade() -> None:
    *_, last = spread_of_grades()
    cells = [cell.strip() for cell in last.strip().strip("|").split("|")]

    assert cells[:2] == ["all", str(len(COMPARISON.peers))]
    assert sum(int(cell.split()[0]) for cell in cells[2:]) == len(COMPARISON.peers)


def test_not_everyone_gets_the_same_grade() -> None:
    *_, last = spread_of_grades()
    counts = [int(cell.split()[0]) for cell in last.strip().strip("|").split("|")[2:]]

    assert max(counts) < sum(counts) / 2
