"""The form of all criteria: read without a form class, because the catalogue says what its fields are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from marketplace.criteria.model import AnswerKind, Criterion, Edition, Option, Topic
from marketplace.selection.folder import ProfileLine
from marketplace.selection.models import ProjectWish
from marketplace.selection.services import WantedWish

WEIGHTS = (1, 2, 3, 4, 5)
DEFAULT_WEIGHT = 3
# Lines of a municipality's profile → the criterion that asks the same of an offer.
SAID_BY_PROFILE = {"operation": "operation-offer", "standards": "open-standards"}


@dataclass(frozen=True)
class WishRow:
    """One criterion of the form with what is chosen; `level` is "" where it is not asked for."""

    criterion: Criterion
    level: str
    weight: int
    options: tuple[tuple[Option, bool], ...]
    note: str


@dataclass(frozen=True)
class WishTopic:
    """The rows of one topic; `chosen` of them are asked for."""

    topic: Topic
    rows: tuple[WishRow, ...]

    @property
    def chosen(self) -> int:
        return sum(bool(row.level) for row in self.rows)


def topics(edition: Edition, wishes: Sequence[WantedWish]) -> list[WishTopic]:
    """All criteria by topic with what is chosen."""
    by_key = {one.criterion: one for one in wishes}
    found = [
        WishTopic(topic, tuple(_row(one, by_key) for one in edition.of_topic(topic.key)))
        for topic in sorted(edition.topics, key=lambda topic: topic.position)
    ]
    return [topic for topic in found if topic.rows]


def _row(criterion: Criterion, wishes: Mapping[str, WantedWish]) -> WishRow:
    wish = wishes.get(criterion.key)
    has_options = criterion.answer in {AnswerKind.CHOICE, AnswerKind.CHOICES}
    chosen = wish.options if wish else ()
    return WishRow(
        criterion=criterion,
        level=wish.level if wish else "",
        weight=wish.weight if wish else DEFAULT_WEIGHT,
        options=tuple((one, one.key in chosen) for one in criterion.options) if has_options else (),
        note=wish.note if wish else "",
    )


def from_profile(
    edition: Edition, profile: Iterable[ProfileLine], wishes: Sequence[WantedWish]
) -> list[tuple[str, str, str, str]]:
    """What the municipality's profile already says about criteria that are not asked for yet.

    Only a pointer: what is demanded, and how strongly, people decide.

    Returns:
        Label and value of the profile's line, key and title of the criterion.
    """
    asked = {one.criterion for one in wishes}
    found = []
    for line in profile:
        criterion = edition.criterion(SAID_BY_PROFILE.get(line.key, ""))
        if criterion and str(line.value) and criterion.key not in asked:
            found.append((str(line.label), str(line.value), criterion.key, str(criterion.title)))
    return found


def stored(wishes: Sequence[ProjectWish]) -> list[WantedWish]:
    """Stored wishes as they would be entered."""
    return [WantedWish(one.criterion, one.level, one.weight, tuple(one.options), one.note) for one in wishes]


def entered(edition: Edition, sent: QueryDict) -> list[WantedWish]:
    """What was entered, criterion by criterion; unknown fields are not read."""
    return [
        WantedWish(
            criterion=one.key,
            level=level,
            weight=_weight(sent.get(f"gewicht-{one.key}", "")),
            options=tuple(sent.getlist(f"antwort-{one.key}")[:50]),
            note=" ".join(sent.get(f"notiz-{one.key}", "").split()),
        )
        for one in edition.criteria
        if (level := sent.get(f"stufe-{one.key}", ""))
    ]


def _weight(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else DEFAULT_WEIGHT
