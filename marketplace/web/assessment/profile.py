"""The profile by topic: what makes the grade, and the own verdicts that stand beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.web.assessment.findings import ShownFinding, ShownNotice

_SHOWN_WEAK = 2


@dataclass(frozen=True, slots=True)
class GradedTopic:
    """A topic of the grade; `letter` is empty where it could not be graded."""

    id: str
    title: Mapping[str, str]
    letter: str
    summary: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnVerdict:
    """A topic beside the grade with its notices; `met` of `answered` questions are met, `weak` are others
    that are not."""

    id: str
    title: Mapping[str, str]
    met: int
    answered: int
    unknown: int
    notices: list[ShownNotice]
    weak: list[ShownFinding]


@dataclass(frozen=True, slots=True)
class Profile:
    graded: list[GradedTopic]
    beside: list[OwnVerdict]


def profile(
    topics: Iterable[Mapping[str, Any]], findings: Sequence[ShownFinding], notices: Sequence[ShownNotice]
) -> Profile:
    """Sort the topics of a result into the two groups; topics without any answer are left out."""
    topic_of = {one.indicator: one.topic for one in findings}
    graded, beside = [], []
    for topic in topics:
        own = [one for one in findings if one.topic == topic.get("id")]
        if topic.get("graded", True):
            graded.append(_graded(topic))
        elif own:
            beside.append(
                _beside(topic, own, [one for one in notices if topic_of.get(one.id) == topic["id"]])
            )
    return Profile(graded, beside)


def _graded(topic: Mapping[str, Any]) -> GradedTopic:
    return GradedTopic(
        str(topic.get("id")), topic.get("title") or {}, topic.get("grade") or "", topic.get("summary") or {}
    )


def _beside(
    topic: Mapping[str, Any], findings: Sequence[ShownFinding], notices: list[ShownNotice]
) -> OwnVerdict:
    told = {one.id for one in notices}
    counts = Counter(one.outcome for one in findings)
    return OwnVerdict(
        id=str(topic["id"]),
        title=topic.get("title") or {},
        met=counts["met"],
        answered=counts["met"] + counts["not_met"],
        unknown=counts["not_assessable"] + counts["error"],
        notices=notices,
        weak=[one for one in findings if one.outcome == "not_met" and one.indicator not in told][
            :_SHOWN_WEAK
        ],
    )
