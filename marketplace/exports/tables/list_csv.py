"""A list as CSV: one row per listing; beside each statement its state and where it was read."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from marketplace.catalogue.display import shown
from marketplace.catalogue.models import Fact
from marketplace.catalogue.vocabulary import FACT_KINDS, STATE_LABELS
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Edition
from marketplace.exports.contents.sheet import address_of
from marketplace.exports.tables.csv_file import Cell, csv_file
from marketplace.exports.tables.entries import ListEntry, StatedFact, entries_of
from marketplace.lib.bilingual import in_current_language
from marketplace.lib.days import day_of
from marketplace.suitability.model import Cell as SuitabilityCell


def list_csv(slugs: Sequence[str]) -> bytes:
    """The listings with these slugs as a table in the active language."""
    edition = current_edition()
    labels = dict.fromkeys((kind.key, str(kind.label)) for kind in FACT_KINDS)
    header = [*_first_columns(), *(column for _key, label in labels for column in _fact_columns(label))]
    header += [str(one.title) for one in edition.criteria]
    keys = [key for key, _label in labels]
    return csv_file(header, (_row(entry, keys, edition) for entry in entries_of(slugs)))


def _first_columns() -> list[str]:
    return [
        _("Name"), _("Art"), _("Anbieter"), _("Art des Anbieters"), _("Kurzbeschreibung"),
        _("Handlungsfelder"), _("Stand der Angaben"), _("Vom Anbieter bestätigt am"), _("Adresse"),
        _("Programmierung: Stufe"), _("Programmierung: geprüft am"), _("Programmierung: gilt nur für"),
    ]  # fmt: skip


def _fact_columns(label: str) -> list[str]:
    return [label, f"{label}: {_('Stand')}", f"{label}: {_('Quelle und Tag')}"]


def _row(entry: ListEntry, keys: Sequence[str], edition: Edition) -> list[Cell]:
    listing, grade = entry.listing, entry.grade
    row: list[Cell] = [
        listing.name,
        str(listing.get_kind_display()),
        listing.provider.name,
        str(listing.provider.get_kind_display()),
        listing.summary,
        ", ".join(field.name for field in listing.fields_of_action.all()),
        listing.as_of,
        day_of(listing.claimed_at) if listing.claimed_at else None,
        address_of(listing),
        grade.letter if grade else "",
        day_of(grade.created_at) if grade else None,
        grade.part if grade else "",
    ]
    for key in keys:
        row += _fact_cells(entry.fact(key))
    known = entry.suitability
    cells = [known.cell(one.key) if known else None for one in edition.criteria]
    return row + [_with_answer(str(STATE_LABELS[cell.state]), _words(cell)) if cell else "" for cell in cells]


def _words(cell: SuitabilityCell) -> str:
    return in_current_language({"de": cell.words_de, "en": cell.words_en})


def _with_answer(state: str, answer: str) -> str:
    return f"{state}: {answer}" if answer else state


def _fact_cells(row: StatedFact | None) -> list[Cell]:
    if row is None:
        return [None, None, None]
    values = dict.fromkeys(shown(fact.key, fact.value).text for fact in row.facts)
    sources = dict.fromkeys(_source(fact) for fact in row.facts)
    return [" / ".join(values), str(STATE_LABELS[row.state]), " / ".join(sources)]


def _source(fact: Fact) -> str:
    source = fact.source
    parts = [source.title, fact.locator, source.url, source.seen_on.isoformat()]
    return ", ".join(part for part in parts if part)
