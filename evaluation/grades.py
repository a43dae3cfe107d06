"""How the grades are spread over the benchmark repositories: a grade everyone gets says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from grader.benchmark.code_index import comparison_indexes
from grader.benchmark.comparison import COMPARISON
from grader.facts.code import family_of
from grader.grading.rules import GRADES
from grader.grading.topic_grades import boundaries, grade_of

FEWEST = 5
"""Kinds of language with fewer repositories are counted together."""


def spread_of_grades() -> Iterator[str]:
    """Table of the grades that the code of the benchmark repositories gets, by kind of main language.

    Each repository is placed by structure and tests among its peers, as a graded folder is; documentation and
    the rules for combining topics are left out, because the benchmark holds figures of code alone.
    """
    limits = boundaries("overall")
    grades = [grade_of(index.overall, limits) for index in comparison_indexes()]
    kinds = _kinds([family_of(peer.language) for peer in COMPARISON.peers])
    yield f"| benchmark {COMPARISON.edition}, code alone | repositories | " + " | ".join(GRADES) + " |"
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
