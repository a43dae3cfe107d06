"""What would happen to the grade if a finding were mended: computed by grading again with changed figures.

Every step is an estimate and says what it assumes. Each is counted alone, not after the others; the trained
model's judgement of a file is changed only by the step that is about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.benchmark import Figures, figures_from, figures_of, material_of, repository_values
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.grading import GRADED_ANSWERS, Decision, Standing, decide, standing
from grader.grading.rules import GRADES
from grader.indicators.catalogue import indicator
from grader.report.repairs import AMOUNTS, REPAIRS, Repair
from grader.wording import say

MAX_PLACES = 10
# How much more a step costs than one of low effort; only used to put the steps in order.
EFFORT = {"low": 1.0, "medium": 3.0, "high": 8.0}

_ANSWER_ASSUMED = Text(
    "Angenommen: Die Frage ist danach erfüllt, sonst ändert sich nichts.",
    "Assumed: the question is met afterwards, nothing else changes.",
)
_MORE_TESTS_ASSUMED = Text(
    "Angenommen: Die neuen Tests prüfen etwas; am Programm ändert sich nichts.",
    "Assumed: the new tests check something; the program does not change.",
)
_OWN_VERDICT = Text(
    "Steht neben der Stufe und ändert sie nicht.", "Stands beside the grade and does not change it."
)


@dataclass(frozen=True, slots=True)
class _Step:
    finding: Finding
    summary: Text
    assumed: Text
    places: tuple[Location, ...]
    after: Decision


def next_steps(facts: Facts, findings: Iterable[Finding], *, graded: bool) -> list[dict[str, Any]]:
    """The section `next_steps` of the result: most gain for the effort first, own verdicts last.

    Args:
        facts: what the folder contains.
        findings: the answers of all indicators.
        graded: whether the programming got a grade; without one there is no effect on it.
    """
    found = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
    aside = [_own_verdict(finding) for finding in found if not _is_graded(finding.indicator)]
    if not graded:
        return aside
    now = standing(figures_of(facts), findings)
    before = decide(now)
    rows = [_row(step, before) for step in _steps(facts, found, now, before)]
    rows.sort(key=lambda row: (-_gain(row) / EFFORT[row["effort"]], -_gain(row), row["indicator"]))
    return rows + aside


def _is_graded(name: str) -> bool:
    return name in REPAIRS or name in GRADED_ANSWERS


def _gain(row: Mapping[str, Any]) -> float:
    """Index points, and many more where a grade changes: grades are what people see."""
    return float(row["gain"]) + 20.0 * _raised(row["grade"]) + 5.0 * _raised(row["topic_grade"])


def _raised(grades: Mapping[str, str | None]) -> int:
    """By how many grades; none where one of them is not known."""
    before, after = grades["before"], grades["after"]
    return GRADES.index(before) - GRADES.index(after) if before and after else 0


def _steps(facts: Facts, found: list[Finding], now: Standing, before: Decision) -> Iterator[_Step]:
    for finding in found:
        if finding.indicator in REPAIRS:
            step = _repair(facts, finding, now, before)
        elif finding.indicator == "tests-exist":
            step = _more_tests(facts, finding, now)
        elif finding.indicator in GRADED_ANSWERS:
            step = _answer(finding, now)
        else:
            continue
        if step is not None:
            yield step


def _repair(facts: Facts, finding: Finding, now: Standing, before: Decision) -> _Step | None:
    """Mend the worst places: as few as raise the topic by a grade, else as many as were tried."""
    repair: Repair = REPAIRS[finding.indicator]
    material, topic = material_of(facts), indicator(finding.indicator).topic
    worst = repair.worst(material, facts)
    step = None
    for amount in AMOUNTS:
        chosen = worst[:amount]
        if not chosen:
            break
        changed = figures_from(repair.mend(material, facts, chosen))
        after = decide(replace(now, figures=changed))
        step = _Step(
            finding,
            _summary(repair, len(chosen)),
            repair.assumed,
            tuple(chosen[:MAX_PLACES]),
            after,
        )
        if after.grade_of(topic) != before.grade_of(topic) or amount >= len(worst):
            break
    return step


def _summary(repair: Repair, places: int) -> Text:
    return say(repair.summary.de, repair.summary.en, count=places) if places > 1 else repair.single


def _more_tests(facts: Facts, finding: Finding, now: Standing) -> _Step | None:
    own, values = now.figures.repository["test_ratio"], repository_values("test_ratio")
    typical = values[len(values) // 2]
    if own >= typical:
        return None
    figures = _with(now.figures, "test_ratio", typical)
    summary = say(
        "Etwa {lines} Zeilen Tests ergänzen, so viele wie im mittleren Vergleichsprojekt.",
        "Add about {lines} lines of tests, as many as the median project has.",
        lines=round((typical - own) * measured_code(facts).production_lines / 100) * 100,
    )
    after = decide(Standing(figures, {**now.answers, finding.indicator: Outcome.MET}))
    return _Step(finding, summary, _MORE_TESTS_ASSUMED, finding.evidence[:MAX_PLACES], after)


def _answer(finding: Finding, now: Standing) -> _Step:
    after = decide(Standing(now.figures, {**now.answers, finding.indicator: Outcome.MET}))
    definition = indicator(finding.indicator)
    return _Step(finding, definition.remedy, _ANSWER_ASSUMED, finding.evidence[:MAX_PLACES], after)


def _with(figures: Figures, name: str, value: float) -> Figures:
    return replace(figures, repository={**figures.repository, name: value})


def _row(step: _Step, before: Decision) -> dict[str, Any]:
    definition = indicator(step.finding.indicator)
    return {
        "indicator": step.finding.indicator,
        "topic": definition.topic,
        "kind": "grade",
        "title": definition.title.as_dict(),
        "summary": step.summary.as_dict(),
        "remedy": definition.remedy.as_dict(),
        "assumed": step.assumed.as_dict(),
        "effort": definition.effort,
        "topic_grade": {
            "before": before.grade_of(definition.topic),
            "after": step.after.grade_of(definition.topic),
        },
        "grade": {"before": before.letter, "after": step.after.letter},
        "gain": round(max(step.after.value - before.value, 0.0), 1),
        "places": [place.as_dict() for place in step.places],
    }


def _own_verdict(finding: Finding) -> dict[str, Any]:
    definition = indicator(finding.indicator)
    return {
        "indicator": finding.indicator,
        "topic": definition.topic,
        "kind": "own_verdict",
        "title": definition.title.as_dict(),
        "summary": definition.remedy.as_dict(),
        "remedy": definition.remedy.as_dict(),
        "assumed": _OWN_VERDICT.as_dict(),
        "effort": definition.effort,
        "topic_grade": None,
        "grade": None,
        "gain": None,
        "places": [place.as_dict() for place in finding.evidence[:MAX_PLACES]],
    }
