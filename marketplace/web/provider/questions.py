"""The criteria of a listing as a provider sees them: by topic, and those a program checks."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.catalogue.models import Listing
from marketplace.catalogue.own_listings import waiting_edit
from marketplace.catalogue.vocabulary import State
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion, Edition, Topic
from marketplace.suitability.answers import ANSWER, own_answers, replies_to
from marketplace.suitability.models import Reply, Statement
from marketplace.web.provider.changes import answer_words
from marketplace.web.suitability.profile import Row, suitability_section


@dataclass(frozen=True)
class Question:
    """One criterion: its state for everybody, and the provider's own answer."""

    criterion: Criterion
    row: Row | None
    answer: str
    waits: bool


@dataclass(frozen=True)
class TopicQuestions:
    """The questions of a topic, and how many the provider has answered."""

    topic: Topic
    questions: tuple[Question, ...]

    @property
    def answered(self) -> int:
        return sum(bool(one.answer) for one in self.questions)


@dataclass(frozen=True)
class CheckRow:
    """A criterion something else than the provider speaks about, with the provider's reply."""

    criterion: Criterion
    row: Row
    reply: Reply | None


def topic_rows(listing: Listing, edition: Edition) -> list[TopicQuestions]:
    """All questions that can arise for this kind of listing, by topic."""
    rows = _rows(listing)
    given = {key: one for one in own_answers(listing) for key in _keys(edition, one)}
    waiting = waiting_edit(listing)
    waits = set(waiting.after) if waiting else set()
    return [
        TopicQuestions(
            topic,
            tuple(
                Question(
                    one, rows.get(one.key),
                    answer_words(one, given[one.key].value) if one.key in given else "",
                    ANSWER + one.key in waits,
                )
                for one in edition.of_topic(topic.key)
                if listing.kind in one.applies.kinds
            ),
        )
        for topic in edition.topics
    ]  # fmt: skip


def _keys(edition: Edition, row: Statement) -> list[str]:
    """The criteria of the edition a statement answers."""
    return [one.key for one in edition.criteria if row.criterion in (one.key, *one.replaces)]


def check_rows(listing: Listing) -> list[CheckRow]:
    """What programs and third parties say, contradictions first."""
    replies = replies_to(listing)
    edition = current_edition()
    found = [
        CheckRow(criterion, row, replies.get(key))
        for key, row in _rows(listing).items()
        if (criterion := edition.criterion(key)) and _is_checked(criterion, row, key in replies)
    ]
    return sorted(found, key=lambda one: one.row.state is not State.CONTRADICTED)


def _is_checked(criterion: Criterion, row: Row, has_reply: bool) -> bool:
    return has_reply or row.state is State.CONTRADICTED or bool(criterion.check)


def _rows(listing: Listing) -> dict[str, Row]:
    section = suitability_section(listing)
    if section is None:
        return {}
    rows = [row for one in section.topics for row in (*one.rows, *one.unknown, *one.not_applicable)]
    return {row.criterion.key: row for row in rows}
