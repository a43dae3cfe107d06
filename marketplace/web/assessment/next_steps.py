"""What a provider can do next: effort, effect on the grade, first places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.analysis.forge import Forge
from marketplace.web.assessment.findings import ShownFinding
from marketplace.web.assessment.labels import HOW_MUCH, Label
from marketplace.web.assessment.places import Place, place_of

_SHOWN_PLACES = 3
# What to do first where the effect is not known: little work before much.
_EFFORT_ORDER = {"low": 0, "medium": 1, "high": 2}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do. `topic_grade` and `grade` are (before, after), None without effect to tell."""

    indicator: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    remedy: Mapping[str, str]
    statement: Mapping[str, str]
    assumed: Mapping[str, str]
    effort: Label
    topic: Mapping[str, str]
    topic_grade: tuple[str, str] | None
    grade: tuple[str, str] | None
    gain: float | None
    places: list[Place]

    @property
    def raises_topic(self) -> bool:
        return bool(self.topic_grade and self.topic_grade[0] != self.topic_grade[1])

    @property
    def raises_grade(self) -> bool:
        return bool(self.grade and self.grade[0] != self.grade[1])


@dataclass(frozen=True, slots=True)
class NextSteps:
    """`counted` change the grade; `beside` change an own verdict or, in older results, nothing we know."""

    counted: list[NextStep]
    beside: list[NextStep]

    @property
    def count(self) -> int:
        return len(self.counted) + len(self.beside)


def next_steps(result: Mapping[str, Any], findings: Sequence[ShownFinding], forge: Forge) -> NextSteps:
    """Read the section `next_steps`; older results give their open findings, little work first."""
    known = {one.indicator: one.content for one in findings}
    topics = {one.get("id"): one.get("title") or {} for one in result.get("topics") or []}
    rows = result.get("next_steps")
    if rows is None:
        return NextSteps([], [_step(row, known, topics, forge) for row in _open(findings)])
    steps = [(row, _step(row, known, topics, forge)) for row in rows]
    return NextSteps(
        [step for row, step in steps if row.get("kind") == "grade"],
        [step for row, step in steps if row.get("kind") != "grade"],
    )


def _open(findings: Sequence[ShownFinding]) -> list[Mapping[str, Any]]:
    rows = [
        {**one.content, "summary": one.content.get("remedy"), "places": one.content.get("evidence")}
        for one in findings
        if one.outcome == "not_met"
    ]
    return sorted(rows, key=lambda row: _EFFORT_ORDER.get(str(row.get("effort")), 1))


def _step(
    row: Mapping[str, Any],
    known: Mapping[str, Mapping[str, Any]],
    topics: Mapping[Any, Mapping[str, str]],
    forge: Forge,
) -> NextStep:
    name = str(row.get("indicator"))
    meaning = known.get(name, {}).get("note_meaning")
    return NextStep(
        indicator=name,
        title=row.get("title") or {},
        summary=row.get("summary") or {},
        remedy=row.get("remedy") or {},
        statement=known.get(name, {}).get("statement") or {},
        assumed=row.get("assumed") or {},
        effort=HOW_MUCH.get(str(row.get("effort")), ""),
        topic=topics.get(row.get("topic"), {}),
        topic_grade=_change(row.get("topic_grade")),
        grade=_change(row.get("grade")),
        gain=row.get("gain"),
        places=[place_of(one, forge, meaning) for one in (row.get("places") or [])[:_SHOWN_PLACES]],
    )


def _change(grades: Any) -> tuple[str, str] | None:
    if not isinstance(grades, Mapping) or not grades.get("before") or not grades.get("after"):
        return None
    return str(grades["before"]), str(grades["after"])
