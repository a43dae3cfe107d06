"""Findings and notices with words for their outcomes, linked places and quoted lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.report.texts import MEASURES
from marketplace.analysis.forge import Forge
from marketplace.web.assessment.labels import EFFORTS, OUTCOMES, UNITS, Label
from marketplace.web.assessment.places import Excerpt, Place, as_text, place_of

_SHOWN_PLACES = 5
_NOTICE_PLACES = 2
_NO_EXCERPTS: Sequence[Excerpt] = ()


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding; `excerpt` is shown at once, `more_excerpts` can be folded out."""

    content: Mapping[str, Any]
    outcome: str
    outcome_label: Label
    effort: Label
    unit: Label
    places: list[Place]
    more_places: list[Place]
    excerpt: Excerpt | None
    more_excerpts: Sequence[Excerpt]

    @property
    def indicator(self) -> str:
        return str(self.content.get("indicator"))

    @property
    def topic(self) -> str:
        return str(self.content.get("topic"))

    @property
    def counted(self) -> Mapping[str, str] | None:
        """What the figure counts, where the title does not say it."""
        text = MEASURES.get(str((self.content.get("measure") or {}).get("name")))
        return text.as_dict() if text else None


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """What stands beside the grade: the question, the answer in words, and where it was read."""

    id: str
    question: str
    text: str
    outcome: str
    outcome_label: Label
    places: list[Place]


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic with its findings: what is open stands first, the rest can be folded out."""

    content: Mapping[str, Any]
    open_ones: list[ShownFinding]
    others: list[ShownFinding]

    @property
    def other_counts(self) -> list[tuple[int, Label]]:
        counts = Counter(one.outcome for one in self.others)
        return [(counts[key], label) for key, label in OUTCOMES.items() if counts[key]]


def shown_topic(content: Mapping[str, Any], findings: Sequence[ShownFinding]) -> ShownTopic:
    """Divide the findings of a topic; an error of measurement is open, too."""
    is_open = [one.outcome in {"not_met", "error"} for one in findings]
    return ShownTopic(
        content,
        [one for one, wanted in zip(findings, is_open, strict=True) if wanted],
        [one for one, wanted in zip(findings, is_open, strict=True) if not wanted],
    )


def shown_finding(
    finding: Mapping[str, Any], forge: Forge, excerpts: Mapping[str, Sequence[Excerpt]]
) -> ShownFinding:
    """Make one finding ready. Lines are quoted for weaknesses only: there people want to look."""
    outcome = str(finding.get("outcome"))
    meaning = finding.get("note_meaning")
    places = [place_of(one, forge, meaning) for one in finding.get("evidence") or []]
    quoted = excerpts.get(str(finding.get("indicator")), _NO_EXCERPTS) if outcome == "not_met" else ()
    unit = str((finding.get("measure") or {}).get("unit") or "")
    return ShownFinding(
        content=finding,
        outcome=outcome,
        outcome_label=OUTCOMES.get(outcome, outcome),
        effort=EFFORTS.get(str(finding.get("effort")), ""),
        unit=UNITS.get(unit, unit),
        places=places[:_SHOWN_PLACES],
        more_places=places[_SHOWN_PLACES:],
        excerpt=quoted[0] if quoted else None,
        more_excerpts=quoted[1:],
    )


def shown_notice(notice: Mapping[str, Any], question: Any, forge: Forge) -> ShownNotice:
    """A question, not a claim: the answer may be no or unknown."""
    outcome = str(notice.get("outcome"))
    places = [place_of(one, forge) for one in notice.get("evidence") or []]
    return ShownNotice(
        id=str(notice.get("id")),
        question=as_text(question or notice.get("title")),
        text=as_text(notice.get("text")),
        outcome=outcome,
        outcome_label=OUTCOMES.get(outcome, outcome),
        places=places[:_NOTICE_PLACES],
    )
