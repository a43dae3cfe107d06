"""The criteria of a comparison by topic, with the states of each solution."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.model import Criterion, Edition
from marketplace.evidence.models import Document
from marketplace.lib.bilingual import in_current_language
from marketplace.lib.days import short_day
from marketplace.suitability.model import Cell as SuitabilityCell
from marketplace.suitability.model import Said
from marketplace.web.comparison.overview import Compared, ask_url
from marketplace.web.comparison.table import Cell, Evidence, Row, Section, differing_first


def topics(solutions: Sequence[Compared], edition: Edition, important: Collection[str]) -> list[Section]:
    """One section per topic of the edition; within it the rows that differ come first.

    Args:
        solutions: in the order of the columns.
        edition: the criteria that are asked today.
        important: keys of the criteria the reader has marked.
    """
    sections = []
    for topic in sorted(edition.topics, key=lambda one: one.position):
        rows = [
            _row(criterion, solutions, criterion.key in important)
            for criterion in edition.of_topic(topic.key)
        ]
        if rows:
            sections.append(Section(f"thema-{topic.key}", str(topic.name), differing_first(rows)))
    return sections


def _row(criterion: Criterion, solutions: Sequence[Compared], is_important: bool) -> Row:
    cells = tuple(_cell(criterion, one) for one in solutions)
    url = reverse("web:criterion", args=[criterion.key])
    return Row(criterion.key, str(criterion.title), cells, url, is_important)


def _cell(criterion: Criterion, one: Compared) -> Cell:
    found = one.suitability.cell(criterion.key) if one.suitability else None
    ask = ask_url(one.listing.slug, criterion.key)
    if found is None or found.state is State.UNKNOWN:
        return Cell(State.UNKNOWN, state=State.UNKNOWN, note=_reason(found), ask=ask)
    words = in_current_language({"de": found.words_de, "en": found.words_en})
    return Cell(
        (found.state, found.answer or words),
        words="" if found.state is State.CONTRADICTED else words,
        state=found.state,
        note=_reason(found),
        evidence=tuple(evidence_of(said) for said in found.said),
        ask=ask if found.state is State.CONTRADICTED else "",
    )


def _reason(cell: SuitabilityCell | None) -> str:
    return in_current_language({"de": cell.reason_de, "en": cell.reason_en}) if cell else ""


def _address(said: Said) -> str:
    """The page of a document everybody may see, else where the statement stands."""
    if said.document and said.visibility == Document.Visibility.PUBLIC:
        return reverse("web:evidence-version", args=[said.document])
    return said.url if said.url.startswith(("https://", "http://", "/")) else ""


def evidence_of(said: Said) -> Evidence:
    """A statement with where it stands, as everybody may see it."""
    return Evidence(
        words=in_current_language({"de": said.words_de, "en": said.words_en}) or said.value,
        title=in_current_language({"de": said.source_de, "en": said.source_en}) or _("ohne Quelle"),
        url=_address(said),
        place=", ".join(part for part in (said.locator, said.short_hash) if part),
        on=short_day(said.on),
        by=said.checked_by,
        until=short_day(said.valid_until),
    )
