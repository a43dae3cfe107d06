"""From facts and findings to the verdict: the whole rule, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.benchmark import CodeIndex, code_index, comparison_indexes
from grader.facts.code import MeasuredCode, measured_code
from grader.facts.components import components
from grader.facts.model import Facts
from grader.findings import Finding, Text
from grader.grading.assessable import why_not_assessable
from grader.grading.confidence import Certainty, certainty
from grader.grading.reasons import Reason, headline, strongest_reasons
from grader.grading.rules import (
    BEST_GRADE_WITHOUT_KNOWN_TESTS,
    GRADES,
    STEPS_ABOVE_WEAKEST_TOPIC,
    best_of,
    worst_of,
)
from grader.grading.topic_grades import TopicGrade, boundaries, grade_of, topic_grades

MIN_SHARE_OF_A_PART = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """`positions` are the index values (0 to 100) of the comparison projects, ascending; `measured` is the
    project's own, `own` the same moved into its grade where its topics moved the grade; `boundaries` are the
    lowest values for D, C, B and A."""

    positions: tuple[float, ...]
    own: float
    measured: float
    boundaries: tuple[float, float, float, float]
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """`grade` is A to E, or None with `reason` and `needed` where the programming is not assessable."""

    grade: str | None
    headline: Text
    reason: Text | None
    needed: Text | None
    certainty: Certainty | None
    reasons: tuple[Reason, ...]
    topics: tuple[TopicGrade, ...]
    comparison: Comparison | None


def grade_findings(facts: Facts, findings: Iterable[Finding]) -> Verdict:
    """Judge the programming. Licence, security and liveliness never enter the grade.

    1. The index (structure 75 %, tests 25 %) is placed among the comparison projects.
    2. The grade of the index stays between the grades of structure and tests.
    3. The headline is at most two steps better than the weakest of the four topics.
    4. Where tests are unknown, the index is the structure alone and A is out of reach.
    """
    code = measured_code(facts)
    if refusal := why_not_assessable(facts, code):
        return _not_assessable(*refusal)
    by_indicator = {finding.indicator: finding for finding in findings}
    index = code_index(code.values, code.main_language)
    topics = topic_grades(by_indicator, index)
    tests_known = _grade_by_topic(topics).get("tests") is not None
    letter, limiting = _headline_grade(topics, index, tests_known)
    comparison = _comparison(letter, index, tests_known)
    reasons = strongest_reasons(by_indicator, limiting)
    sure = certainty(code, by_indicator.values(), comparison.measured, comparison.boundaries, tests_known)
    sentence = headline(letter, reasons, _hardest_part(code))
    return Verdict(letter, sentence, None, None, sure, reasons, topics, comparison)


def _headline_grade(
    topics: tuple[TopicGrade, ...], index: CodeIndex, tests_known: bool
) -> tuple[str, str | None]:
    """The grade and the topic that holds it down, if one does."""
    measure = "overall" if tests_known else "structure"
    known = _grade_by_topic(topics)
    parts = [known[topic] for topic in ("structure", "tests") if topic in known]
    by_index = grade_of(getattr(index, measure), boundaries(measure))
    by_index = worst_of(best_of(by_index, worst_of(*parts)), best_of(*parts))
    weakest = max(known, key=lambda topic: (GRADES.index(known[topic]), topic))
    best_allowed = GRADES[max(GRADES.index(known[weakest]) - STEPS_ABOVE_WEAKEST_TOPIC, 0)]
    letter = worst_of(by_index, best_allowed)
    limiting = weakest if letter != by_index else None
    if not tests_known:
        letter = worst_of(letter, BEST_GRADE_WITHOUT_KNOWN_TESTS)
    return letter, limiting


def _grade_by_topic(topics: tuple[TopicGrade, ...]) -> dict[str, str]:
    return {topic.topic: topic.grade for topic in topics if topic.grade}


def _comparison(letter: str, index: CodeIndex, tests_known: bool) -> Comparison:
    measure = "overall" if tests_known else "structure"
    limits = boundaries(measure)
    measured = float(getattr(index, measure))
    # The picture must show the project inside its grade, also where its topics moved the grade.
    upper_end = {grade: limit - 0.1 for grade, limit in zip("EDCB", limits, strict=True)}.get(letter, 100.0)
    lower_end = dict(zip("DCBA", limits, strict=True)).get(letter, 0.0)
    own = round(max(min(measured, upper_end), lower_end), 1)
    positions = tuple(sorted(float(getattr(peer, measure)) for peer in comparison_indexes()))
    better, lower = sum(p > own for p in positions), sum(p < own for p in positions)
    return Comparison(positions, own, measured, limits, better, lower)


def _hardest_part(code: MeasuredCode) -> str | None:
    parts = components(code)
    large = [part for part in parts if part.code_lines >= MIN_SHARE_OF_A_PART * code.production_lines]
    if len(parts) < 2 or not large:
        return None
    hardest = max(large, key=lambda part: (part.mean_complexity, part.path))
    return None if hardest.path == "." else hardest.path


def _not_assessable(reason: Text, needed: Text) -> Verdict:
    sentence = Text(
        f"Die Programmierung ist nicht einschätzbar. {reason.de}",
        f"The programming cannot be assessed. {reason.en}",
    )
    return Verdict(None, sentence, reason, needed, None, (), (), None)
