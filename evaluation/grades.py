"""How the grades are spread over the benchmark repositories: a grade everyone gets says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from grader.benchmark import COMPARISON
from grader.facts.code import family_of
from grader.grading import comparison_decisions
from grader.grading.rules import GRADES

FEWEST = 5
"""Kinds of language with fewer repositories are counted together."""


def spread_of_grades() -> Iterator[str]:
    """Table of the grades of the benchmark repositories, by kind of main language.

    Each repository is graded by all rules, as a folder is.
    """
    grades = [decision.letter for decision in comparison_decisions()]
    kinds = _kinds([family_of(peer.language) for peer in COMPARISON.peers])
    yield f"| benchmark {COMPARISON.edition} | repositories | " + " | ".join(GRADES) + " |"
    yield "|---" * (len(GRADES) + 2) + "|"
    for kind in sorted(set(kinds)):
        yield _row(kind, [grade for grade, own in zip(grades, kinds, strict=True) if own == kind])
    yield _row("all", grades) + "\n"


def _kinds(families: Sequence[str]) -> list[str]:
    counts = Counter(families)
    return [family if counts[family] >= FEWEST else "others" for family in families]


def _row(title: str, grades: Sequence[str]) -> str:
    counts = Counter(grades)
    shares = (f"{counts[letter]} ({100 * counts[letter] / len(grades):.0f} %)" for letter in GRADES)
    return f"| {title} | {len(grades)} | " + " | ".join(shares) + " |"
