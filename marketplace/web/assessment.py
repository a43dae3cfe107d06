"""A stored grade made ready for its pages: grouped by topic, linked to the source, with its drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grader.drawing import distribution, treemap
from marketplace.analysis.models import Grade
from marketplace.lib.bilingual import in_current_language
from marketplace.web.difficulty import Difficulty, difficulty
from marketplace.web.forge import Forge, forge_of

OUTCOME_LABELS: dict[str, str | Promise] = {
    "met": _("erfüllt"),
    "not_met": _("nicht erfüllt"),
    "not_applicable": _("nicht anwendbar"),
    "not_assessable": _("nicht einschätzbar"),
    "error": _("Fehler bei der Messung"),
}
EFFORT_LABELS: dict[str, str | Promise] = {
    "low": _("wenig Aufwand"),
    "medium": _("mittlerer Aufwand"),
    "high": _("viel Aufwand"),
}
GRADE_RANKS: dict[str, str | Promise] = {
    "A": _("beste von fünf Stufen"),
    "B": _("zweitbeste von fünf Stufen"),
    "C": _("mittlere von fünf Stufen"),
    "D": _("zweitletzte von fünf Stufen"),
    "E": _("letzte von fünf Stufen"),
}
UPKEEP_LABELS: dict[str, str | Promise] = {
    "steady": _("laufend gepflegt"),
    "with_pauses": _("mit Pausen gepflegt"),
    "dormant": _("seit über einem Jahr unverändert"),
    "ended": _("nicht mehr gepflegt"),
}
# What to do first: little work before much.
_EFFORT_ORDER = {"low": 0, "medium": 1, "high": 2}
_SHOWN_PLACES = 5
_NOTICE_PLACES = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source tree with the link to it, where there is one."""

    path: str
    lines: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding with words for its outcome and links for its evidence."""

    content: Mapping[str, Any]
    outcome: str
    outcome_label: str | Promise
    effort: str | Promise
    places: list[Place]
    more_places: list[Place]


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """What stands beside the grade: the question, the answer in words, and where it was read."""

    question: str
    text: str
    outcome: str
    outcome_label: str | Promise
    places: list[Place]


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic with its findings."""

    content: Mapping[str, Any]
    findings: list[ShownFinding]


class Assessment:
    """Reads a grade's result for templates; what the result does not hold stays empty.

    Args:
        grade: a stored grade with its source.
    """

    map_wide = treemap.WIDE
    map_narrow = treemap.NARROW

    def __init__(self, grade: Grade) -> None:
        self.grade = grade
        self.result: Mapping[str, Any] = grade.result if isinstance(grade.result, dict) else {}
        self.verdict: Mapping[str, Any] = self.result.get("verdict") or {}
        self.letter = grade.letter
        self.forge: Forge = forge_of(grade)

    @property
    def is_graded(self) -> bool:
        return bool(self.letter)

    @property
    def branch(self) -> str:
        """The branch that was read, where git's full name of it was stored as the version."""
        return self.grade.version.rpartition("/")[2] if self.grade.version.startswith("refs/") else ""

    @property
    def rank(self) -> str | Promise:
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
    def upkeep(self) -> str | Promise:
        """The grader's verdict on the last twelve months in a few words; empty where it has none.

        A project younger than that had no chance to be steady, so its empty months are no pauses.
        """
        if self._is_younger_than_a_year:
            return _("jünger als ein Jahr")
        states = [str(notice.get("state")) for notice in self.result.get("notices") or []]
        return next((UPKEEP_LABELS[state] for state in states if state in UPKEEP_LABELS), "")

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

    @property
    def components(self) -> Sequence[Mapping[str, Any]]:
        return self.result.get("components") or []

    @cached_property
    def tiles_wide(self) -> list[treemap.Tile]:
        return treemap.tiles(self.components, treemap.WIDE)

    @cached_property
    def tiles_narrow(self) -> list[treemap.Tile]:
        return treemap.tiles(self.components, treemap.NARROW)

    @property
    def hardest_tile(self) -> treemap.Tile | None:
        return next((tile for tile in self.tiles_wide if tile.is_hardest), None)

    @cached_property
    def findings(self) -> list[ShownFinding]:
        return [self._shown(one) for one in self.result.get("findings") or []]

    @cached_property
    def topics(self) -> list[ShownTopic]:
        """All topics with their findings, in the order of the result."""
        found = []
        for topic in self.result.get("topics") or []:
            findings = [one for one in self.findings if one.content.get("topic") == topic.get("id")]
            if findings:
                found.append(ShownTopic(topic, findings))
        return found

    @cached_property
    def notices(self) -> list[ShownNotice]:
        """What does not count for the grade. A question, not a claim: the answer may be no or unknown."""
        asked = {one.content.get("indicator"): one.content.get("question") for one in self.findings}
        return [self._notice(one, asked.get(one.get("id"))) for one in self.result.get("notices") or []]

    @property
    def to_do(self) -> list[ShownFinding]:
        """Findings that are not met, little work first."""
        open_ones = [one for one in self.findings if one.outcome == "not_met"]
        return sorted(open_ones, key=lambda one: _EFFORT_ORDER.get(str(one.content.get("effort")), 1))

    @property
    def outcome_counts(self) -> list[tuple[str, str | Promise, int]]:
        counted = [
            (key, label, sum(one.outcome == key for one in self.findings))
            for key, label in OUTCOME_LABELS.items()
        ]
        return [row for row in counted if row[2]]

    @cached_property
    def largest_functions(self) -> list[dict[str, Any]]:
        return [self._located(one) for one in self.result.get("largest_functions") or []]

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
    def duplicates(self) -> list[list[Place]]:
        """The longest repetitions, each with both places."""
        rows = []
        for clone in self.result.get("duplicates") or []:
            other = {name: clone.get(f"other_{name}") for name in ("path", "line", "end_line")}
            rows.append([self._place(clone), self._place(other)])
        return rows

    def _located(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return {**item, "place": self._place(item)}

    def _shown(self, finding: Mapping[str, Any]) -> ShownFinding:
        outcome = str(finding.get("outcome"))
        places = [self._place(one) for one in finding.get("evidence") or []]
        return ShownFinding(
            content=finding,
            outcome=outcome,
            outcome_label=OUTCOME_LABELS.get(outcome, outcome),
            effort=EFFORT_LABELS.get(str(finding.get("effort")), ""),
            places=places[:_SHOWN_PLACES],
            more_places=places[_SHOWN_PLACES:],
        )

    def _notice(self, notice: Mapping[str, Any], question: Any) -> ShownNotice:
        outcome = str(notice.get("outcome"))
        places = [self._place(one) for one in notice.get("evidence") or []]
        return ShownNotice(
            question=_as_text(question or notice.get("title")),
            text=_as_text(notice.get("text")),
            outcome=outcome,
            outcome_label=OUTCOME_LABELS.get(outcome, outcome),
            places=places[:_NOTICE_PLACES],
        )

    def _place(self, item: Mapping[str, Any]) -> Place:
        path, line, end_line = str(item.get("path") or ""), item.get("line"), item.get("end_line")
        lines = "" if line is None else str(line)
        if lines and end_line and end_line != line:
            lines += f"–{end_line}"
        url = self.forge.link(path, line, end_line)
        return Place(path=path, lines=lines, note=_as_text(item.get("note")), url=url)


def _as_text(note: Any) -> str:
    return in_current_language(note) if isinstance(note, dict) else str(note or "")
