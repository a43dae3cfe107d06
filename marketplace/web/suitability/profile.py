"""A listing's suitability profile for its page: contradictions first, then by topic, unknown ones folded."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.states import counted
from marketplace.catalogue.vocabulary import STATE_LABELS, State
from marketplace.criteria.editions import current_edition, edition
from marketplace.criteria.model import Criterion, Edition, Topic
from marketplace.evidence.models import Document
from marketplace.evidence.queries import Anybody, visible_version_ids
from marketplace.lib.bilingual import in_current_language
from marketplace.suitability.answers import replies_to
from marketplace.suitability.model import Cell, Said, Suitability
from marketplace.suitability.models import Reply, Statement
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
    checked_on: date | None
    valid_until: date | None
    document: str = ""  # page of the document it rests on, for whoever may see it
    sha256: str = ""

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
    reply: Reply | None = None

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

    @property
    def told(self) -> tuple[TopicRows, ...]:
        """Topics with at least one answer."""
        return tuple(one for one in self.topics if one.rows)

    @property
    def untold(self) -> tuple[TopicRows, ...]:
        """Topics without any answer: nobody says something, or no question arises."""
        return tuple(one for one in self.topics if not one.rows)

    @property
    def untold_names(self) -> str:
        return ", ".join(str(one.topic.name) for one in self.untold)


def suitability_section(
    listing: Listing, viewer: Anybody = None, *, computed: Suitability | None = None
) -> SuitabilitySection | None:
    """The section of a listing's page, in two queries; None until its profile has been computed.

    Args:
        listing: whose profile.
        viewer: who looks; documents not everybody may see are named to those only who may, with one or two
            queries more.
        computed: the profile to show, where it is not the stored one.
    """
    stored = computed or profiles([listing.pk]).get(listing.pk)
    if stored is None:
        return None
    known = edition(stored.edition) or current_edition()
    seen = _seen(stored, viewer)
    replies = replies_to(listing)
    rows = {cell.criterion: row for cell in stored.cells if (row := _row(known, cell, seen, replies))}
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


def _seen(stored: Suitability, viewer: Anybody) -> dict[uuid.UUID, str]:
    """Titles of the documents this viewer may see although not everybody may."""
    if not isinstance(viewer, User):
        return {}
    hidden = {
        uuid.UUID(said.document)
        for cell in stored.cells
        for said in cell.said
        if said.document and said.visibility != Document.Visibility.PUBLIC
    }
    return visible_version_ids(viewer, sorted(hidden))


def _row(
    known: Edition, cell: Cell, seen: Mapping[uuid.UUID, str], replies: Mapping[str, Reply]
) -> Row | None:
    criterion = known.criterion(cell.criterion)
    if criterion is None:
        return None
    return Row(
        criterion=criterion,
        state=cell.state,
        words=in_current_language({"de": cell.words_de, "en": cell.words_en}),
        reason=in_current_language({"de": cell.reason_de, "en": cell.reason_en}),
        said=_shown(cell.said, seen),
        reply=replies.get(cell.criterion),
    )


def shown_said(said: Sequence[Said]) -> tuple[ShownSaid, ...]:
    """Statements as everybody may see them."""
    return _shown(said, {})


def _shown(said: Sequence[Said], seen: Mapping[uuid.UUID, str]) -> tuple[ShownSaid, ...]:
    return tuple(
        ShownSaid(
            words=in_current_language({"de": one.words_de, "en": one.words_en}),
            basis=str(Statement.Basis(one.basis).label) if one.basis in Statement.Basis.values else one.basis,
            place=_place(one, seen),
            url=one.url if urlsplit(one.url).scheme in {"https", "http"} else "",
            on=_day(one.on),
            checked_by=one.checked_by,
            checked_on=_day(one.checked_on),
            valid_until=_day(one.valid_until),
            document=_document(one, seen),
            sha256=one.sha256,
        )
        for one in said
    )


def _document(said: Said, seen: Mapping[uuid.UUID, str]) -> str:
    """The page of the document, or "" for whoever may not see it."""
    if not said.document:
        return ""
    version = uuid.UUID(said.document)
    if said.visibility != Document.Visibility.PUBLIC and version not in seen:
        return ""
    return reverse("web:evidence-version", args=[version])


def _place(said: Said, seen: Mapping[uuid.UUID, str]) -> str:
    """Where it stands, for the margin; a check names the places it looked at."""
    if said.document and (own := seen.get(uuid.UUID(said.document))):
        return own
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
