"""One grade per topic of the programming, from its place among comparable projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from grader.benchmark import CodeIndex, comparison_indexes
from grader.findings import Finding, Outcome
from grader.grading.rules import (
    DOCUMENTATION_FROM_SHARE,
    GRADE_FROM_QUANTILE,
    GRADES,
    STEPS_LOST_WITHOUT_CI,
    worse,
)

ANSWERED = frozenset({Outcome.MET, Outcome.NOT_MET})


@dataclass(frozen=True, slots=True)
class TopicGrade:
    """`grade` is None where the topic is not assessable; `position` is 0 to 100 among comparable projects."""

    topic: str
    grade: str | None
    position: float | None


def topic_grades(findings: Mapping[str, Finding], index: CodeIndex) -> tuple[TopicGrade, ...]:
    """Grade the four topics of the programming.

    Args:
        findings: all findings by indicator.
        index: the place of the measured code among comparable projects.
    """
    return (_structure(index), _repetition(findings), _tests(findings), _documentation(findings))


@cache
def boundaries(of: str) -> tuple[float, float, float, float]:
    """Lowest index values for D, C, B and A among the comparison projects (`structure` or `overall`)."""
    values = sorted(float(getattr(index, of)) for index in comparison_indexes())
    quantiles = [GRADE_FROM_QUANTILE[grade] for grade in "DCBA"]
    low, middle, high, top = (_quantile(values, quantile) for quantile in quantiles)
    return low, middle, high, top


def grade_of(value: float, limits: tuple[float, float, float, float]) -> str:
    """The grade of a value, given the lowest values for D, C, B and A."""
    return GRADES[4 - sum(value >= limit for limit in limits)]


def _structure(index: CodeIndex) -> TopicGrade:
    values = [peer.structure for peer in comparison_indexes()]
    below = sum(value < index.structure for value in values) + sum(v == index.structure for v in values) / 2
    grade = grade_of(index.structure, boundaries("structure"))
    return TopicGrade("structure", grade, round(100.0 * below / len(values), 1))


def _repetition(findings: Mapping[str, Finding]) -> TopicGrade:
    return _by_position("repetition", findings.get("code-is-not-repeated"))


def _tests(findings: Mapping[str, Finding]) -> TopicGrade:
    graded = _by_position("tests", findings.get("tests-exist"))
    runs = findings.get("tests-run-in-ci")
    if graded.grade and runs and runs.outcome is Outcome.NOT_MET:
        return TopicGrade("tests", worse(graded.grade, STEPS_LOST_WITHOUT_CI), graded.position)
    return graded


def _by_position(topic: str, finding: Finding | None) -> TopicGrade:
    position = finding.measure.better_than if finding and finding.measure else None
    if finding is None or finding.outcome not in ANSWERED or position is None:
        return TopicGrade(topic, None, None)
    return TopicGrade(
        topic, next(g for g, least in GRADE_FROM_QUANTILE.items() if position >= least), position
    )


def _documentation(findings: Mapping[str, Finding]) -> TopicGrade:
    share = _share_met(
        findings[name]
        for name in ("readme-explains-start", "documentation-exists", "changelog-exists")
        if name in findings
    )
    if share is None:
        return TopicGrade("documentation", None, None)
    grade = next(letter for letter, least in DOCUMENTATION_FROM_SHARE.items() if share >= least)
    return TopicGrade("documentation", grade, None)


def _share_met(findings: Iterable[Finding]) -> float | None:
    answered = [finding for finding in findings if finding.outcome in ANSWERED]
    if not answered:
        return None
    return sum(finding.outcome is Outcome.MET for finding in answered) / len(answered)


def _quantile(ordered: list[float], quantile: float) -> float:
    """Linear interpolation between the neighbouring values."""
    place = (len(ordered) - 1) * quantile / 100.0
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)
