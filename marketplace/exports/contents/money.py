"""The value thresholds of one Land as lines of a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from marketplace.exports.thresholds import LandThresholds, Limit, Source, Standing, thresholds
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
            _described(eu.source),
            eu.source.url,
        ]
    ]
    name = str(Land(land).label) if land in Land.values else ""
    rules = known.lands.get(land)
    if name and rules:
        lines.append([name, _rules(rules, on), _described(rules.sources[0]), rules.sources[0].url])
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
    limits = [
        (_("Direktauftrag bis {value} netto"), rules.direct),
        (_("Verhandlungsvergabe bis {value}"), rules.negotiated),
        (_("beschränkte Ausschreibung bis {value}"), rules.restricted),
    ]
    parts = [
        words.format(value=limit_text(limit, below=rules.below and bool(place)))
        for place, (words, limit) in enumerate(limits)
        if limit is not None
    ]
    if rules.valid_from:
        parts.append(_("gültig ab {on}").format(on=short_day(rules.valid_from)))
    standing = rules.standing(on)
    if rules.valid_until and standing != "over":
        parts.append(_("gültig bis {on}").format(on=short_day(rules.valid_until)))
    if standing != "valid":
        parts.insert(0, standing_text(rules, standing))
    return "; ".join(parts) + (". " if parts else "") + str(rules.note)


def limit_text(limit: Limit, *, below: bool = False) -> str:
    """An amount of a Land as text; `below` where the amount itself is already too high."""
    if limit is None:
        return _("nicht erhoben")
    if limit == "eu":
        return _("EU-Schwelle")
    return _("unter {value}").format(value=euros(limit)) if below else euros(limit)


def standing_text(rules: LandThresholds, standing: Standing) -> str:
    """Why a rule may not be applied; empty for a valid one."""
    if standing == "over":
        return _("galt bis {on}, Nachfolgeregel nicht erhoben").format(on=short_day(rules.valid_until))
    if standing == "in_doubt":
        return _("zuletzt bekannte Werte; Änderung angekündigt, ob sie schon gilt, nicht erhoben")
    return ""


def source_text(source: Source) -> str:
    """What kind of source this is, and the date it bears itself."""
    kind = _("amtlich") if source.official else _("Sekundärquelle")
    if source.dated is None:
        return _("{kind}, ohne Datum").format(kind=kind)
    return _("{kind}, Stand {date}").format(kind=kind, date=_dated(source.dated))


def _dated(date_borne: str) -> str:
    """31.12.2026, 12/2026 or 2026, as exactly as the source has it."""
    return short_day(date_borne) if len(date_borne) == 10 else "/".join(reversed(date_borne.split("-")))


def _described(source: Source) -> str:
    return f"{source.title} ({source_text(source)})"


def euros(value: int) -> str:
    """An amount of whole euros, grouped as the active language does."""
    return f"{formats.number_format(value, use_l10n=True, force_grouping=True)} €"
