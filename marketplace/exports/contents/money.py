"""The value thresholds of one Land as lines of a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from marketplace.exports.thresholds import LandThresholds, thresholds
from marketplace.lib.days import short_day
from marketplace.organisations.models import Land


def land_lines(land: str, *, on: date) -> dict[str, Any]:
    """What is known about a Land's thresholds, with source and day, and the warning that belongs to it."""
    known = thresholds()
    eu = known.eu
    lines = [
        [
            _("EU-Schwellenwert"),
            _("{value} netto, gültig bis {until}").format(
                value=euros(eu.value), until=short_day(eu.valid_until)
            ),
            eu.source.title,
            eu.source.url,
        ]
    ]
    name = str(Land(land).label) if land in Land.values else ""
    rules = known.lands.get(land)
    if name and rules:
        lines.append([name, _rules(rules, on), rules.source.title, rules.source.url])
    elif name:
        lines.append([name, _("nicht erhoben; bitte nachsehen"), known.look_up.title, known.look_up.url])
    return {
        "lines": lines,
        "seen": _("Gelesen am {on}.").format(on=short_day(known.seen_on)),
        "warning": _(
            "Wertgrenzen ändern sich oft. Prüfen Sie die Quelle vor der Vergabe; Satzung oder "
            "Dienstanweisung der Kommune und Förderbescheide können strenger sein."
        ),
    }


def _rules(rules: LandThresholds, on: date) -> str:
    parts = []
    if rules.direct:
        parts.append(_("Direktauftrag bis {value} netto").format(value=euros(rules.direct)))
    if rules.negotiated:
        parts.append(_("Verhandlungsvergabe bis {value}").format(value=euros(rules.negotiated)))
    if rules.valid_from:
        parts.append(_("gültig ab {on}").format(on=short_day(rules.valid_from)))
    if rules.valid_until:
        parts.append(_("gültig bis {on}").format(on=short_day(rules.valid_until)))
        if rules.valid_until < on:
            parts.append(_("inzwischen abgelaufen"))
    return "; ".join(parts) + (". " if parts else "") + str(rules.note)


def euros(value: int) -> str:
    """An amount of whole euros, grouped as the active language does."""
    return f"{formats.number_format(value, use_l10n=True, force_grouping=True)} €"
