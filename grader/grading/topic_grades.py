"""One grade per topic of the programming, from its place among comparable projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from grader.benchmark import CodeIndex, Figures, comparison_indexes
from grader.findings import Outcome
from grader.grading.rules import (
    DOCUMENTATION_ANSWERS_FOR_THE_BEST,
    DOCUMENTATION_FROM_SHARE,
    DOCUMENTATION_QUESTIONS,
    FEWEST_DOCUMENTATION_ANSWERS,
    GRADE_FROM_QUANTILE,
    GRADES,
    HEADLINE_WEIGHTS,
    STEPS_LOST_WITHOUT_CI,
    worse,
    worst_of,
)

ANSWERED = frozenset({Outcome.MET, Outcome.NOT_MET})
Limits = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TopicGrade:
    """`grade` is None where the topic is not assessable; `position` is 0 to 100 among comparable projects."""

    topic: str
    grade: str | None
    position: float | None


def topic_grades(
    figures: Figures, answers: Mapping[str, Outcome], index: CodeIndex
) -> tuple[TopicGrade, ...]:
    """Grade the five topics of the programming.

    Args:
        figures: what was measured.
        answers: outcomes of the questions, by indicator.
        index: the place of the figures among comparable projects.
    """
    return (
        _by_place("understandability", index),
        _by_place("structure", index),
        _by_place("repetition", index),
        _tests(figures, answers, index),
        _documentation(answers),
    )


def grade_of(value: float, limits: Limits) -> str:
    """The grade of a value, given the lowest values for D, C, B and A."""
    return GRADES[4 - sum(value >= limit for limit in limits)]


@cache
def boundaries(part: str) -> Limits:
    """Lowest index values of a part for D, C, B and A among the comparison projects."""
    return _limits(index.parts[part] for index in comparison_indexes() if part in index.parts)


@cache
def headline_boundaries(parts: tuple[str, ...]) -> Limits:
    """Lowest headline index for D, C, B and A, where only some parts are known."""
    return _limits(headline_indexes(parts))


@cache
def headline_indexes(parts: tuple[str, ...]) -> tuple[float, ...]:
    """The headline index of each comparison project over the given parts, ascending."""
    weights = {part: HEADLINE_WEIGHTS[part] for part in parts}
    known = [index for index in comparison_indexes() if all(part in index.parts for part in parts)]
    return tuple(sorted(index.over(weights) for index in known))


def _limits(values: Iterable[float]) -> Limits:
    ordered = sorted(values)
    low, middle, high, top = (_quantile(ordered, GRADE_FROM_QUANTILE[grade]) for grade in "DCBA")
    return low, middle, high, top


def _by_place(part: str, index: CodeIndex) -> TopicGrade:
    place = index.parts.get(part)
    if place is None:
        return TopicGrade(part, None, None)
    values = [peer.parts[part] for peer in comparison_indexes() if part in peer.parts]
    below = sum(value < place for value in values) + sum(value == place for value in values) / 2
    return TopicGrade(part, grade_of(place, boundaries(part)), round(100.0 * below / len(values), 1))


def _tests(figures: Figures, answers: Mapping[str, Outcome], index: CodeIndex) -> TopicGrade:
    graded = _by_place("tests", index)
    if graded.grade is None:
        return graded
    if not figures.repository["test_ratio"]:
        # Several compared projects have no tests either; that makes none of them better.
        return TopicGrade("tests", GRADES[-1], graded.position)
    if answers.get("tests-run-in-ci") is Outcome.NOT_MET:
        return TopicGrade("tests", worse(graded.grade, STEPS_LOST_WITHOUT_CI), graded.position)
    return graded


def _documentation(answers: Mapping[str, Outcome]) -> TopicGrade:
    found = [answers[name] for name in DOCUMENTATION_QUESTIONS if answers.get(name) in ANSWERED]
    if len(found) < FEWEST_DOCUMENTATION_ANSWERS:
        return TopicGrade("documentation", None, None)
    share = sum(outcome is Outcome.MET for outcome in found) / len(found)
    grade = next(letter for letter, least in DOCUMENTATION_FROM_SHARE.items() if share >= least)
    if len(found) < DOCUMENTATION_ANSWERS_FOR_THE_BEST:
        grade = worst_of(grade, GRADES[1])
    return TopicGrade("documentation", grade, None)


def _quantile(ordered: list[float], quantile: float) -> float:
    """Linear interpolation between the neighbouring values."""
    place = (len(ordered) - 1) * quantile / 100.0
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)
