"""The rule that makes one grade of figures and answers: pure, so that it can also be asked `what if`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from grader.benchmark import COMPARISON, CodeIndex, Figures, code_index
from grader.findings import Finding, Outcome
from grader.grading.rules import (
    BEST_GRADE_WITHOUT_KNOWN_TESTS,
    GRADED_ANSWERS,
    GRADES,
    HEADLINE_WEIGHTS,
    STEPS_ABOVE_WEAKEST_TOPIC,
    best_of,
    worst_of,
)
from grader.grading.topic_grades import (
    ANSWERED,
    Limits,
    TopicGrade,
    grade_of,
    headline_boundaries,
    topic_grades,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything a grade is decided on: what was measured, and what was answered, by indicator."""

    figures: Figures
    answers: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Decision:
    """`letter` is A to E; `limiting` names the topic that holds it down, if one does; `value` is the headline
    index (0 to 100) over `parts`, the topics of it that are known; `limits` its lowest values for D to A."""

    letter: str
    limiting: str | None
    topics: tuple[TopicGrade, ...]
    index: CodeIndex
    parts: tuple[str, ...]
    value: float
    limits: Limits

    def grade_of(self, topic: str) -> str | None:
        return next(one.grade for one in self.topics if one.topic == topic)


def standing(figures: Figures, findings: Iterable[Finding]) -> Standing:
    """What the grade is decided on, from figures and all findings."""
    outcomes = {finding.indicator: finding.outcome for finding in findings}
    return Standing(figures, {name: outcomes[name] for name in GRADED_ANSWERS if name in outcomes})


def decide(known: Standing) -> Decision:
    """Decide the grade.

    1. The index (`HEADLINE_WEIGHTS`) over the parts that are known is placed among the comparison projects.
    2. The grade of the index stays between the best and the worst of the grades of its parts.
    3. The headline is at most two steps better than the weakest of the five topics.
    4. Where tests are unknown, A is out of reach.
    """
    figures = _without_unknown_tests(known)
    index = code_index(figures)
    topics = topic_grades(figures, known.answers, index)
    grades = {topic.topic: topic.grade for topic in topics if topic.grade}
    parts = tuple(part for part in HEADLINE_WEIGHTS if part in grades)
    limits = headline_boundaries(parts)
    value = index.over({part: HEADLINE_WEIGHTS[part] for part in parts})
    by_index = grade_of(value, limits)
    of_parts = [grades[part] for part in parts]
    by_index = worst_of(best_of(by_index, worst_of(*of_parts)), best_of(*of_parts))
    weakest = max(grades, key=lambda topic: (GRADES.index(grades[topic]), topic))
    best_allowed = GRADES[max(GRADES.index(grades[weakest]) - STEPS_ABOVE_WEAKEST_TOPIC, 0)]
    letter = worst_of(by_index, best_allowed)
    limiting = weakest if letter != by_index else None
    if "tests" not in grades:
        letter = worst_of(letter, BEST_GRADE_WITHOUT_KNOWN_TESTS)
    return Decision(letter, limiting, topics, index, parts, value, limits)


def _without_unknown_tests(known: Standing) -> Figures:
    if known.answers.get("tests-exist", Outcome.MET) in ANSWERED:
        return known.figures
    kept = {name: value for name, value in known.figures.repository.items() if name != "test_ratio"}
    return replace(known.figures, repository=kept)


@cache
def comparison_decisions() -> tuple[Decision, ...]:
    """What the rules say of each repository of the comparison, in the order of the data file."""
    return tuple(
        decide(Standing(peer.figures, {name: Outcome(value) for name, value in peer.answers.items()}))
        for peer in COMPARISON.peers
    )
