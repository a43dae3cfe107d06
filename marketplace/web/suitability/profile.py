"""A listing's suitability profile for its page: contradictions first, then by topic, unknown ones folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.catalogue.states import counted
from marketplace.catalogue.vocabulary import STATE_LABELS, State
from marketplace.criteria.editions import current_edition, edition
from marketplace.criteria.model import Criterion, Edition, Topic
from marketplace.lib.bilingual import in_current_language
from marketplace.suitability.model import Cell, Said
from marketplace.suitability.models import Statement
from marketplace.suitability.queries import profiles
from marketplace.web.evidence import place_text

FOLDED = frozenset({State.UNKNOWN, State.NOT_APPLICABLE})


@dataclass(frozen=True)
class ShownSaid:
    """One statement beside its answer: who says it, where it stands, and until when it holds."""

    words: str
    basis: str
    place: str
    url: str
    on: date | None
    checked_by: str
    valid_until: date | None

    @property
    def has_lapsed(self) -> bool:
        """True from the day after the last one it holds."""
        return self.valid_until is not None and self.valid_until < localdate()


@dataclass(frozen=True)
class Row:
    """One criterion with its state."""

    criterion: Criterion
    state: State
    words: str
    reason: str
    said: tuple[ShownSaid, ...]

    @property
    def state_label(self) -> str | Promise:
        return STATE_LABELS[self.state]

    @property
    def is_contradicted(self) -> bool:
        return self.state is State.CONTRADICTED

    @property
    def shows_words(self) -> bool:
        """Whether the answer says more than the only statement below it."""
        return not (len(self.said) == 1 and self.said[0].words == self.words)


@dataclass(frozen=True)
class TopicRows:
    """The criteria of a topic: those with an answer, the unknown, and those that do not arise."""

    topic: Topic
    rows: tuple[Row, ...]
    unknown: tuple[Row, ...]
    not_applicable: tuple[Row, ...]

    @property
    def questions(self) -> str:
        """The unknown ones as text to send to the provider."""
        return "\n".join(f"– {row.criterion.ask_provider}" for row in self.unknown)


@dataclass(frozen=True)
class SuitabilitySection:
    """Everything the section shows; `mail_subject` opens a message to the provider."""

    edition: Edition
    topics: tuple[TopicRows, ...]
    contradicted: tuple[Row, ...]
    counts: list[tuple[State, str | Promise, int]]
    total: int
    mail_subject: str


def suitability_section(listing: Listing) -> SuitabilitySection | None:
    """The section of a listing's page, in one query; None until its profile has been computed."""
    stored = profiles([listing.pk]).get(listing.pk)
    if stored is None:
        return None
    known = edition(stored.edition) or current_edition()
    rows = {cell.criterion: row for cell in stored.cells if (row := _row(known, cell))}
    topics = [_topic(known, topic, rows) for topic in known.topics]
    return SuitabilitySection(
        edition=known,
        topics=tuple(one for one in topics if one.rows or one.unknown or one.not_applicable),
        contradicted=tuple(row for row in rows.values() if row.is_contradicted),
        counts=counted(row.state for row in rows.values()),
        total=len(rows),
        mail_subject=_("Fragen zu {name}").format(name=listing.name),
    )


def _topic(known: Edition, topic: Topic, rows: dict[str, Row]) -> TopicRows:
    own = [rows[one.key] for one in known.of_topic(topic.key) if one.key in rows]
    return TopicRows(
        topic=topic,
        rows=tuple(row for row in own if row.state not in FOLDED),
        unknown=tuple(row for row in own if row.state is State.UNKNOWN),
        not_applicable=tuple(row for row in own if row.state is State.NOT_APPLICABLE),
    )


def _row(known: Edition, cell: Cell) -> Row | None:
    criterion = known.criterion(cell.criterion)
    if criterion is None:
        return None
    return Row(
        criterion=criterion,
        state=cell.state,
        words=in_current_language({"de": cell.words_de, "en": cell.words_en}),
        reason=in_current_language({"de": cell.reason_de, "en": cell.reason_en}),
        said=_shown(cell.said),
    )


def _shown(said: Sequence[Said]) -> tuple[ShownSaid, ...]:
    return tuple(
        ShownSaid(
            words=in_current_language({"de": one.words_de, "en": one.words_en}),
            basis=str(Statement.Basis(one.basis).label) if one.basis in Statement.Basis.values else one.basis,
            place=_place(one),
            url=one.url if urlsplit(one.url).scheme in {"https", "http"} else "",
            on=_day(one.on),
            checked_by=one.checked_by,
            valid_until=_day(one.valid_until),
        )
        for one in said
    )


def _place(said: Said) -> str:
    """Where it stands, for the margin; a check names the places it looked at."""
    title = in_current_language({"de": said.source_de, "en": said.source_en})
    if said.basis == Statement.Basis.CHECK or said.locator.startswith(f"{title}:"):
        return said.locator or title
    is_repository = said.basis == Statement.Basis.REPOSITORY
    return place_text(title, said.url, said.locator, is_repository=is_repository)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
