"""A stored grade for its pages: the verdict, and one property per section of the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from grader.drawing import distribution, treemap
from grader.drawing.code_map import tone_of
from grader.report.advice import Consequence, Question, consequences, questions
from marketplace.analysis.forge import Forge, forge_of
from marketplace.analysis.models import Grade
from marketplace.lib.bilingual import in_current_language
from marketplace.web.assessment.code_map import CodeMap, code_map_of
from marketplace.web.assessment.coupling import Coupling, coupling
from marketplace.web.assessment.difficulty import Difficulty, difficulty
from marketplace.web.assessment.findings import (
    ShownFinding,
    ShownNotice,
    ShownTopic,
    shown_finding,
    shown_notice,
    shown_topic,
)
from marketplace.web.assessment.hotspots import Hotspots, hotspots
from marketplace.web.assessment.labels import CONSEQUENCES, GRADE_RANKS, OUTCOMES, UPKEEP, Label
from marketplace.web.assessment.measures import MeasuredPlace, measured_places
from marketplace.web.assessment.next_steps import NextSteps, next_steps
from marketplace.web.assessment.places import Place, excerpts_by_indicator, place_of
from marketplace.web.assessment.profile import Profile, profile

_FOR_REPORTS = ("tool", "verdict", "reasons", "topics", "findings", "size", "components")


class Assessment:
    """Reads a grade's result for templates; what the result does not hold stays empty.

    Args:
        grade: a stored grade with its source.
    """

    map_wide = treemap.WIDE
    map_narrow = treemap.NARROW

    def __init__(self, grade: Grade) -> None:
        self.grade = grade
        self.letter = grade.letter
        self.forge: Forge = forge_of(grade)

    @cached_property
    def result(self) -> Mapping[str, Any]:
        return self.grade.result if isinstance(self.grade.result, dict) else {}

    @property
    def verdict(self) -> Mapping[str, Any]:
        return self.result.get("verdict") or {}

    @property
    def can_be_reported(self) -> bool:
        """True where the result holds what SARIF and the HTML report are made of."""
        return all(self.result.get(name) is not None for name in _FOR_REPORTS)

    @property
    def is_graded(self) -> bool:
        return bool(self.letter)

    @property
    def branch(self) -> str:
        """The branch that was read, where git's full name of it was stored as the version."""
        return self.grade.version.rpartition("/")[2] if self.grade.version.startswith("refs/") else ""

    @property
    def rank(self) -> Label:
        return GRADE_RANKS.get(self.letter, "")

    @property
    def word(self) -> str:
        return in_current_language(self.verdict.get("grade_word") or {})

    @property
    def headline(self) -> str:
        return in_current_language(self.verdict.get("headline") or {})

    @property
    def confidence(self) -> Mapping[str, Any]:
        return self.verdict.get("confidence") or {}

    @property
    def comparison(self) -> Mapping[str, Any]:
        return self.result.get("comparison") or {}

    @property
    def compared_with(self) -> int:
        return len(self.comparison.get("positions") or [])

    @property
    def history(self) -> Mapping[str, Any]:
        history = self.result.get("history") or {}
        return history if history.get("available") else {}

    @property
    def upkeep(self) -> Label:
        """The grader's verdict on the last twelve months in a few words; empty where it has none.

        A project younger than that had no chance to be steady, so its empty months are no pauses.
        """
        if self._is_younger_than_a_year:
            return _("jünger als ein Jahr")
        states = [str(notice.get("state")) for notice in self.result.get("notices") or []]
        return next((UPKEEP[state] for state in states if state in UPKEEP), "")

    @property
    def _is_younger_than_a_year(self) -> bool:
        try:
            first = date.fromisoformat(str(self.history.get("first_commit_on")))
            return date.fromisoformat(str(self.result.get("as_of"))) - first < timedelta(days=365)
        except ValueError:
            return False

    def _strip(self, size: distribution.StripSize) -> distribution.Strip | None:
        return distribution.strip(self.comparison, self.letter, size)

    @cached_property
    def strip_wide(self) -> distribution.Strip | None:
        return self._strip(distribution.WIDE)

    @cached_property
    def strip_narrow(self) -> distribution.Strip | None:
        return self._strip(distribution.NARROW)

    @cached_property
    def strip_small(self) -> distribution.Strip | None:
        return self._strip(distribution.SMALL)

    @property
    def share_per_grade(self) -> list[tuple[str, int, bool]]:
        """How many compared projects lie in each grade: the table behind the drawing."""
        limits = sorted((float(one) for one in self.comparison.get("boundaries") or []), reverse=True)
        if len(limits) != 4:
            return []
        positions = [float(one) for one in self.comparison.get("positions") or []]
        edges = [101.0, *limits, -1.0]
        return [
            (letter, sum(low <= one < high for one in positions), letter == self.letter)
            for letter, high, low in zip(distribution.LETTERS, edges, edges[1:], strict=False)
        ]

    @cached_property
    def consequences(self) -> list[tuple[Consequence, Label, list[ShownFinding]]]:
        """What the findings mean for a municipality: each with the word for its state and its basis."""
        return [
            (one, CONSEQUENCES[one.state], [found for found in self.findings if found.indicator in one.basis])
            for one in consequences(self.result)
        ]

    @cached_property
    def questions(self) -> list[Question]:
        return questions(self.result)

    @cached_property
    def profile(self) -> Profile:
        return profile(self.result.get("topics") or [], self.findings, self.notices)

    @cached_property
    def tone_is_judgement(self) -> bool:
        """True where the parts carry the model's judgement; older results have only their branching."""
        return any(one.get("expected") is not None for one in self.result.get("components") or [])

    @cached_property
    def components(self) -> Sequence[Mapping[str, Any]]:
        """The parts of the program, each with the tone of its difficulty where it was judged."""
        parts = self.result.get("components") or []
        if not self.tone_is_judgement:
            return parts
        return [{**one, "tone": tone_of(float(one.get("expected") or 0))} for one in parts]

    @cached_property
    def code_map(self) -> CodeMap | None:
        return code_map_of(self.grade, self.components)

    @cached_property
    def tiles_wide(self) -> list[treemap.Tile]:
        return treemap.tiles(self.components, treemap.WIDE)

    @cached_property
    def tiles_narrow(self) -> list[treemap.Tile]:
        return treemap.tiles(self.components, treemap.NARROW)

    @property
    def hardest_part(self) -> Mapping[str, Any] | None:
        path = next((tile.path for tile in self.tiles_wide if tile.is_hardest), None)
        return next((one for one in self.components if one.get("path") == path), None)

    @cached_property
    def findings(self) -> list[ShownFinding]:
        excerpts = excerpts_by_indicator(self.result, self.forge)
        return [shown_finding(one, self.forge, excerpts) for one in self.result.get("findings") or []]

    @cached_property
    def topics(self) -> list[ShownTopic]:
        """All topics with their findings, in the order of the result."""
        found = []
        for topic in self.result.get("topics") or []:
            findings = [one for one in self.findings if one.topic == topic.get("id")]
            if findings:
                found.append(shown_topic(topic, findings))
        return found

    @cached_property
    def notices(self) -> list[ShownNotice]:
        """What does not count for the grade."""
        asked = {one.indicator: one.content.get("question") for one in self.findings}
        rows = self.result.get("notices") or []
        return [shown_notice(one, asked.get(str(one.get("id"))), self.forge) for one in rows]

    @cached_property
    def next_steps(self) -> NextSteps:
        return next_steps(self.result, self.findings, self.forge)

    @property
    def outcome_counts(self) -> list[tuple[str, Label, int]]:
        counted = [
            (key, label, sum(one.outcome == key for one in self.findings)) for key, label in OUTCOMES.items()
        ]
        return [row for row in counted if row[2]]

    @cached_property
    def measures(self) -> list[MeasuredPlace]:
        return measured_places(self.findings)

    @cached_property
    def hotspots(self) -> Hotspots | None:
        return hotspots(self.result, self.forge)

    @cached_property
    def coupling(self) -> Coupling | None:
        return coupling(self.result, self.forge)

    @cached_property
    def largest_functions(self) -> list[dict[str, Any]]:
        return [{**one, "place": self._place(one)} for one in self.result.get("largest_functions") or []]

    @property
    def most_complex(self) -> float:
        return max((float(one.get("complexity") or 0) for one in self.largest_functions), default=0.0)

    @property
    def longest(self) -> float:
        return max((float(one.get("code_lines") or 0) for one in self.largest_functions), default=0.0)

    @cached_property
    def difficulty(self) -> Difficulty | None:
        """What the trained model says; nothing in results made before it."""
        return difficulty(self.result, self._place)

    @cached_property
    def duplicates(self) -> list[tuple[int, list[Place]]]:
        """The longest repetitions: their lines and both places."""
        rows = []
        for clone in self.result.get("duplicates") or []:
            other = {name: clone.get(f"other_{name}") for name in ("path", "line", "end_line")}
            rows.append((int(clone.get("lines") or 0), [self._place(clone), self._place(other)]))
        return rows

    def _place(self, item: Mapping[str, Any]) -> Place:
        return place_of(item, self.forge)
