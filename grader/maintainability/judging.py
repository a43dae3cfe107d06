"""Judges all files of a folder once, and says how hard the program as a whole is to maintain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.facts.model import Facts, FileFacts, Role
from grader.findings import Text
from grader.maintainability.model import HARDEST, Model, Scores, score, shipped_model
from grader.maintainability.words import HARD_FROM, REASONS, difficulty_class
from grader.wording import say

MAX_REASONS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that speaks for difficulty; `share` is its part of everything that does, in %."""

    fact: str
    text: Text
    share: float


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """A file with the judgement experts would be expected to give, 0 easy … 3 hard, rounded to two digits.

    `low` and `high` are the ends of the model's interval, `twin` is what the linear model says, `mapped`
    tells whether the distribution of the language is known. `uncapped` orders files beyond 3. `row` is the
    row in `JudgedCode.scores`."""

    file: FileFacts
    expected: float
    low: float
    high: float
    twin: float
    disagreement: bool
    mapped: bool
    uncapped: float
    row: int

    @property
    def difficulty_class(self) -> str:
        return difficulty_class(self.expected)


@dataclass(frozen=True, slots=True)
class JudgedCode:
    """`files` holds production and test code, hardest first. `values` holds `difficulty_mean` (expected
    judgement 0 … 3, mean over production code lines) and `hard_share` (production code lines in files
    expected to be at least rather hard, in % of those judged); it is empty where no production code was
    judged. `judged_lines` counts the production code lines behind them. `shares` holds for each row of
    `scores` the part of each fact in everything that speaks for difficulty, in %."""

    files: tuple[JudgedFile, ...]
    scores: Scores
    values: dict[str, float]
    judged_lines: int
    shares: list[list[float]]

    @property
    def production(self) -> tuple[JudgedFile, ...]:
        return tuple(judged for judged in self.files if judged.file.role is Role.PRODUCTION)

    def reasons(self, judged: JudgedFile, most: int = MAX_REASONS) -> tuple[Reason, ...]:
        """The facts that weigh most in one file, at most `most`; none for a file that is easy."""
        if judged.expected <= 0:
            return ()
        return _reasons(shipped_model(), self.shares[judged.row], judged, most)


_last: list[tuple[Facts, JudgedCode]] = []


def judged_code(facts: Facts) -> JudgedCode:
    """Judge the files once per facts; report, indicator and benchmark ask one after the other."""
    if _last and _last[0][0] is facts:
        return _last[0][1]
    judged = _judge(facts)
    _last[:] = [(facts, judged)]
    return judged


def _judge(facts: Facts) -> JudgedCode:
    known = [file for file in facts.with_role(Role.PRODUCTION, Role.TEST) if file.difficulty]
    rows = np.array([file.difficulty for file in known], dtype=np.float64)
    scores = score(shipped_model(), rows, [file.language or "" for file in known])
    files = sorted(
        _judged_files(known, scores),
        key=lambda judged: (-judged.expected, -judged.uncapped, judged.file.path),
    )
    production = [judged for judged in files if judged.file.role is Role.PRODUCTION]
    lines = sum(judged.file.code_lines for judged in production)
    shares = _shares(scores)
    return JudgedCode(tuple(files), scores, _values(production, lines), lines, shares)


def _shares(scores: Scores) -> list[list[float]]:
    sums = np.array([[parts.sum()] for parts in scores.contributions]).reshape(-1, 1)
    with np.errstate(invalid="ignore"):  # a file without any has no reasons
        shares: list[list[float]] = np.round(100.0 * scores.contributions / sums, 2).tolist()
    return shares


def _judged_files(known: list[FileFacts], scores: Scores) -> Iterator[JudgedFile]:
    expected, low, high, twin, uncapped = (
        [round(value, 2) for value in values.tolist()]
        for values in (scores.expected, scores.low, scores.high, scores.twin, scores.uncapped)
    )
    disagreement, mapped = scores.disagreement.tolist(), scores.mapped.tolist()
    rows = range(len(known))
    return map(JudgedFile, known, expected, low, high, twin, disagreement, mapped, uncapped, rows)


def _values(production: list[JudgedFile], lines: int) -> dict[str, float]:
    if not lines:
        return {}
    total = sum(judged.expected * judged.file.code_lines for judged in production)
    hard = sum(judged.file.code_lines for judged in production if judged.expected >= HARD_FROM)
    return {
        "difficulty_mean": min(round(total / lines, 3), HARDEST),
        "hard_share": round(100.0 * hard / lines, 2),
    }


def _reasons(model: Model, shares: list[float], judged: JudgedFile, most: int) -> tuple[Reason, ...]:
    # Sorting keeps the order of equal ones, also when reversed.
    ranked = sorted(range(len(shares)), key=shares.__getitem__, reverse=True)[:most]
    return tuple(
        Reason(model.facts[i], _words(model.facts[i], judged.file.difficulty[i]), shares[i])
        for i in ranked
        if shares[i] > 0
    )


def _words(fact: str, value: float) -> Text:
    text = REASONS[fact]
    return say(text.de, text.en, value=round(value))
