"""Prints the comparison: quantiles of each figure by language, and how many repositories get which grade."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from grader.benchmark import COMPARISON, reference, repository_values
from grader.grading import comparison_decisions
from grader.grading.rules import GRADES

FIGURES = ("size30", "ccn10", "cognitive15", "par4", "file500", "difficulty_mean", "hard_share")
QUANTILES = (5, 35, 50, 65, 95)


def main() -> int:
    """Print both tables."""
    languages = Counter(row.language for peer in COMPARISON.peers for row in peer.figures.languages)
    _say(f"{len(COMPARISON.peers)} repositories, {sum(languages.values())} rows by language")
    _say(f"{'language':<14}{'rows':>5}  {'compared':<10}" + "".join(f"{f'{name}':>34}" for name in FIGURES))
    for language, count in languages.most_common():
        known = reference(language)
        cells = "".join(f"{_quantiles(known.values[name]):>34}" for name in FIGURES)
        _say(f"{language:<14}{count:>5}  {known.scope:<10}{cells}")
    for name in ("test_ratio", "duplicated"):
        values = repository_values(name)
        _say(f"{name:<14}{len(values):>5}  {'all':<10}{_quantiles(values):>34}")
    _say(f"(quantiles {', '.join(map(str, QUANTILES))} %)\n")
    _grades()
    return 0


def _grades() -> None:
    decisions = comparison_decisions()
    _say("grade             " + "".join(f"{letter:>5}" for letter in GRADES) + "    none")
    _row("all together", (decision.letter for decision in decisions))
    for topic in ("understandability", "structure", "repetition", "tests", "documentation"):
        _row(topic, (decision.grade_of(topic) for decision in decisions))


def _row(name: str, letters: Iterable[str | None]) -> None:
    counts = Counter(letters)
    _say(f"{name:<18}" + "".join(f"{counts[letter]:>5}" for letter in GRADES) + f"{counts[None]:>8}")


def _quantiles(values: Sequence[float]) -> str:
    if not values:
        return "-"
    ordered = sorted(values)
    return " ".join(f"{ordered[round((len(ordered) - 1) * q / 100)]:.4g}" for q in QUANTILES)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
