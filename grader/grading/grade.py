"""From facts and findings to the verdict, readable from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.benchmark import figures_of
from grader.facts.code import MeasuredCode, measured_code
from grader.facts.components import components
from grader.facts.model import Facts
from grader.findings import Finding, Text
from grader.grading.assessable import why_not_assessable
from grader.grading.confidence import Certainty, certainty
from grader.grading.decision import Decision, decide, standing
from grader.grading.reasons import Reason, headline, strongest_reasons
from grader.grading.topic_grades import TopicGrade, headline_indexes

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
    """Judge the programming; the rule itself is `grader.grading.decision.decide`.

    Licence, dependencies, security, liveliness and operability never enter the grade.
    """
    code = measured_code(facts)
    if refusal := why_not_assessable(facts, code):
        return _not_assessable(*refusal)
    by_indicator = {finding.indicator: finding for finding in findings}
    decision = decide(standing(figures_of(facts), by_indicator.values()))
    reasons = strongest_reasons(by_indicator, decision.limiting)
    sure = certainty(facts, by_indicator.values(), decision)
    sentence = headline(decision.letter, reasons, _hardest_part(code))
    comparison = _comparison(decision)
    return Verdict(decision.letter, sentence, None, None, sure, reasons, decision.topics, comparison)


def _comparison(decision: Decision) -> Comparison:
    letter, limits, measured = decision.letter, decision.limits, decision.value
    # The picture must show the project inside its grade, also where its topics moved the grade.
    upper_end = {grade: limit - 0.1 for grade, limit in zip("EDCB", limits, strict=True)}.get(letter, 100.0)
    lower_end = dict(zip("DCBA", limits, strict=True)).get(letter, 0.0)
    own = round(max(min(measured, upper_end), lower_end), 1)
    positions = headline_indexes(decision.parts)
    better, lower = sum(p > own for p in positions), sum(p < own for p in positions)
    return Comparison(positions, own, measured, limits, better, lower)


def _hardest_part(code: MeasuredCode) -> str | None:
    parts = components(code)
    large = [part for part in parts if part.code_lines >= MIN_SHARE_OF_A_PART * code.production_lines]
    if len(parts) < 2 or not large:
        return None
    hardest = max(large, key=lambda part: (part.mean_complexity, part.path))
    # "Take a closer look at most of it" would tell nobody where to begin.
    most = hardest.code_lines > code.production_lines / 2
    return None if most or hardest.path == "." else hardest.path


def _not_assessable(reason: Text, needed: Text) -> Verdict:
    sentence = Text(
        f"Die Programmierung ist nicht einschätzbar. {reason.de}",
        f"The programming cannot be assessed. {reason.en}",
    )
    return Verdict(None, sentence, reason, needed, None, (), (), None)
