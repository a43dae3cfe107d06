"""The first rows of a comparison: what the solutions are, who offers them, and how they are kept up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.catalogue.models import Listing, Reference
from marketplace.catalogue.queries import FactEntry, FactRow, Profile
from marketplace.catalogue.states import counted
from marketplace.catalogue.vocabulary import FACT_KIND_BY_KEY, State
from marketplace.lib.days import short_day
from marketplace.suitability.model import Suitability
from marketplace.web.code_parts import CodePart
from marketplace.web.comparison.table import Cell, Evidence, Row, Section
from marketplace.web.evidence import margin_of, references_by_source

FACTS = ("license", "operation", "cost", "version", "last_change", "maturity", "interfaces", "languages")
MOST_ITEMS = 5


@dataclass(frozen=True)
class Compared:
    """One solution with everything a comparison shows of it. `main` is the part whose code was graded."""

    listing: Listing
    profile: Profile
    suitability: Suitability | None
    parts: list[CodePart]

    @property
    def main(self) -> CodePart | None:
        return next((part for part in self.parts if part.assessment), None)


def overview(solutions: Sequence[Compared], asks: Mapping[str, str], size: str = "") -> Section:
    """What a listing's page says first, row by row.

    Args:
        solutions: in the order of the columns.
        asks: fact key → criterion one can ask the provider about, where a fact is missing.
        size: class of the reader's own municipality (catalogue's Reference.Size), "" where it is unknown.
    """
    rows = [
        _row("zustaende", _("Stand der Kriterien"), solutions, _counts),
        _row("art", _("Art"), solutions, _kind),
        _row("anbieter", _("Anbieter"), solutions, _provider),
        *(_fact_row(key, solutions, asks.get(key, "")) for key in FACTS),
        _row("pflege", _("Pflege, zwölf Monate"), solutions, _upkeep),
        _row("einsatz", _("Im Einsatz"), solutions, _references),
    ]
    if size:
        label = Reference.Size(size).label
        title = _("Davon in Kommunen Ihrer Größe: {label}").format(label=label)
        rows.append(_row("einsatz-groesse", title, solutions, lambda one: _references(one, size)))
    return Section("ueberblick", _("Überblick"), tuple(row for row in rows if not row.says_nothing))


def _row(key: str, title: str, solutions: Sequence[Compared], cell: Callable[[Compared], Cell]) -> Row:
    return Row(key, title, tuple(cell(one) for one in solutions))


def _counts(one: Compared) -> Cell:
    states = [cell.state for cell in one.suitability.cells] if one.suitability else []
    counts = counted(states) if states else one.profile.state_counts
    return Cell(tuple((state, count) for state, _label, count in counts), drawing="counts", drawn=counts)


def _kind(one: Compared) -> Cell:
    return Cell(one.listing.kind, one.listing.get_kind_display())


def _provider(one: Compared) -> Cell:
    provider = one.listing.provider
    place = (
        f"{provider.get_kind_display()}, {provider.seat}" if provider.seat else provider.get_kind_display()
    )
    return Cell(provider.pk, provider.name, note=place, url=provider.url)


def _fact_row(key: str, solutions: Sequence[Compared], criterion: str) -> Row:
    cells = []
    for one in solutions:
        cell = fact_cell(one.profile.row(key), one.profile)
        cells.append(replace(cell, ask=ask_url(one.listing.slug, criterion)) if cell.is_unknown else cell)
    return Row(key, FACT_KIND_BY_KEY[key].label, tuple(cells))


def ask_url(slug: str, criterion: str) -> str:
    """The page with the ready question to the provider; empty where nothing can be asked."""
    return f"{reverse('web:ask', args=[slug])}?kriterium={criterion}" if criterion else ""


def fact_cell(row: FactRow | None, profile: Profile) -> Cell:
    """What the catalogue says about one thing; without a row nobody says anything."""
    if row is None or not row.entries:
        return Cell(State.UNKNOWN, state=State.UNKNOWN)
    texts = tuple(dict.fromkeys(entry.text for entry in row.entries))
    return Cell(
        (row.state, tuple(sorted(texts))),
        words=_short(row.entries[0]) if len(texts) == 1 else "",
        items=texts if len(texts) > 1 and row.state is not State.CONTRADICTED else (),
        state=row.state,
        note=row.entries[0].explanation.partition(". ")[0].rstrip(".") if len(texts) == 1 else "",
        evidence=tuple(_evidence(entry, profile) for entry in row.entries),
    )


def _short(entry: FactEntry) -> str:
    """The words of a statement; of a long list only the beginning, the rest stands with its evidence."""
    more = len(entry.items) - MOST_ITEMS
    if more <= 1:
        return entry.text
    return _("{first} und {n} weitere").format(first=", ".join(entry.items[:MOST_ITEMS]), n=more)


def _evidence(entry: FactEntry, profile: Profile) -> Evidence:
    margin = margin_of(entry, profile)
    return Evidence(
        entry.text, margin.text, margin.url, margin.place, short_day(margin.read_on), margin.basis
    )


def _upkeep(one: Compared) -> Cell:
    assessment = one.main.assessment if one.main else None
    if assessment is None or not assessment.history:
        return Cell(
            State.UNKNOWN, state=State.UNKNOWN, note=_("Der Verlauf der Änderungen liegt uns nicht vor.")
        )
    label = str(assessment.upkeep)
    total = int(assessment.history.get("commits_last_12_months") or 0)
    changes = ngettext("Eine Änderung", "{n} Änderungen", total).format(n=formats.number_format(total))
    months = assessment.history.get("months") or ()
    return Cell(
        label or total, label or changes, note=changes if label else "", drawing="months", drawn=months
    )


def _references(one: Compared, size: str = "") -> Cell:
    """How many bodies are named as users, with their names and who names them."""
    named = [(source, found) for source, found in references_by_source(one.profile.references)]
    chosen = [(source, [ref for ref in found if not size or ref.size == size]) for source, found in named]
    count = sum(len(found) for _source, found in chosen)
    if not count:
        return Cell(0, _("keine bekannt"))
    evidence = tuple(
        Evidence(
            ", ".join(ref.name for ref in found), source.title, source.url, "", short_day(source.seen_on)
        )
        for source, found in chosen
        if found
    )
    return Cell(count, ngettext("eine genannt", "{n} genannt", count).format(n=count), evidence=evidence)
