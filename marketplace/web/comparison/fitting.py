"""The first rows of a comparison for who works for a municipality: does it fit us?"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.suitability.municipality_fit import Line
from marketplace.web.comparison.overview import Compared, ask_url
from marketplace.web.comparison.suitability import evidence_of
from marketplace.web.comparison.table import Cell, Row, Section
from marketplace.web.suitability.fitting import Town, sign_of, word_of


def town_section(town: Town, solutions: Sequence[Compared]) -> Section:
    """One row per demand of the municipality; without a profile there are none.

    Every solution is held against the same profile, so that all have the same lines.
    """
    columns = [(one, town.lines(one.listing, one.profile, one.suitability)) for one in solutions]
    rows = []
    for number, line in enumerate(columns[0][1] if columns else ()):
        cells = tuple(_cell(one, lines[number]) for one, lines in columns)
        rows.append(Row(f"passt-{line.key}", _title(line), cells, _page(line)))
    return Section("passt", _("Für Ihre Kommune: {name}").format(name=town.organisation.name), tuple(rows))


def _title(line: Line) -> str:
    return _("{title} (Muss)").format(title=line.title) if line.is_must else str(line.title)


def _page(line: Line) -> str:
    return reverse("web:criterion", args=[line.criterion]) if line.criterion else ""


def _cell(one: Compared, line: Line) -> Cell:
    return Cell(
        (line.met, str(line.reason)),
        note=str(line.reason),
        evidence=tuple(evidence_of(said) for said in line.said),
        ask=ask_url(one.listing.slug, line.criterion) if line.met == "open" else "",
        sign=sign_of(line),
        sign_word=word_of(line),
    )
