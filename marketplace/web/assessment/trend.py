"""How the grade of one source went over time, and why it changed last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.drawing.distribution import LETTERS
from grader.report.changes import compare_results
from marketplace.analysis.models import CodeSource, Grade
from marketplace.analysis.stored_results import PastGrade, past_grades, with_short_results

# Drawn in units of the page; the row of a letter is as high as its label needs.
ROW, LEFT, RIGHT = 26, 30, 16
WIDTH = 360
_SHOWN_CHANGES = 8
# What explains a grade comes before what merely differs.
_FIRST = ("rules", "comparison", "grade", "topic", "outcome", "measure")


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    letter: str
    on: datetime
    is_last: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One small picture: the letters of one subject over time; `title` is empty for the whole."""

    title: Mapping[str, str]
    dots: list[Dot]
    line: str
    now: str
    before: str

    @property
    def direction(self) -> str:
        """better, worse or same, from the last grade before this one."""
        if not self.before or self.before == self.now:
            return "same"
        return "better" if self.now < self.before else "worse"


@dataclass(frozen=True, slots=True)
class Trend:
    """`changes` explains the last step; `more_changes` are the lesser differences."""

    grades: list[PastGrade]
    whole: Course
    topics: list[Course]
    changes: list[Mapping[str, str]]
    more_changes: list[Mapping[str, str]]
    same_source: bool

    @property
    def newest_first(self) -> list[PastGrade]:
        return self.grades[::-1]


def trend_of(source: CodeSource) -> Trend | None:
    """The trend of a source in two queries; None where it has fewer than two grades."""
    grades = past_grades(source)
    if len(grades) < 2:
        return None
    last_two = Grade.objects.filter(pk__in=[one.pk for one in grades[-2:]]).order_by("created_at", "pk")
    before, after = (one.result for one in with_short_results(last_two))
    return trend(grades, _without_files(before), _without_files(after))


def _without_files(result: Any) -> Mapping[str, Any]:
    """Short results hold only the first files; comparing those would name files that are not new."""
    return {key: value for key, value in result.items() if key != "files"} if isinstance(result, dict) else {}


def trend(grades: Sequence[PastGrade], before: Mapping[str, Any], after: Mapping[str, Any]) -> Trend:
    """Draw the course of at least two grades.

    Args:
        grades: oldest first.
        before, after: the results of the last two.
    """
    titles = {
        str(topic["id"]): topic["title"] for one in grades for topic in one.topics if topic.get("graded")
    }
    rows = [
        _course(grades, [_topic_letter(one, key) for one in grades], text) for key, text in titles.items()
    ]
    changes = _changes(before, after)
    return Trend(
        grades=list(grades),
        whole=_course(grades, [one.letter for one in grades], {}),
        topics=[row for row in rows if len(row.dots) > 1],
        changes=changes[:_SHOWN_CHANGES],
        more_changes=changes[_SHOWN_CHANGES:],
        same_source=grades[-1].identity == grades[-2].identity,
    )


def _topic_letter(grade: PastGrade, key: str) -> str:
    return next((str(topic.get("grade") or "") for topic in grade.topics if topic.get("id") == key), "")


def _course(grades: Sequence[PastGrade], letters: Sequence[str], title: Mapping[str, str]) -> Course:
    room = WIDTH - LEFT - RIGHT
    step = room / max(1, len(grades) - 1)
    dots = [
        Dot(round(LEFT + place * step), _y(letter), letter, grade.created_at, place == len(grades) - 1)
        for place, (grade, letter) in enumerate(zip(grades, letters, strict=True))
        if letter in LETTERS and letter
    ]
    known = [letter for letter in letters if letter]
    return Course(
        title=title,
        dots=dots,
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        now=letters[-1],
        before=known[-2] if len(known) > 1 else "",
    )


def _y(letter: str) -> int:
    return ROW // 2 + LETTERS.index(letter) * ROW if letter else 0


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """The differences in words, causes first; results too old to be compared give none."""
    try:
        found = compare_results(before, after)
    except (KeyError, TypeError):
        return []
    return [one.text.as_dict() for one in sorted(found, key=lambda one: _rank(one.kind, _FIRST))]


def _rank(kind: str, order: Iterable[str]) -> int:
    ranked = list(order)
    return ranked.index(kind) if kind in ranked else len(ranked)
