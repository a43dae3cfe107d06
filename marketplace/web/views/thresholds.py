"""Value thresholds per Land, and a small calculator for the contract value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marketplace.exports.contents.money import limit_text, source_text, standing_text
from marketplace.exports.thresholds import (
    LandThresholds,
    Limit,
    Reached,
    Source,
    contract_value,
    reached,
    thresholds,
)
from marketplace.organisations.models import Land
from marketplace.web.cached import cached_by_revision

LARGEST = 1_000_000_000
LONGEST_MONTHS = 240
COLUMNS = (_("Direktauftrag bis"), _("Verhandlungsvergabe bis"), _("Beschränkte Ausschreibung bis"))
VERDICTS: dict[str, str | Promise] = {
    "eu": _("Der EU-Schwellenwert ist erreicht: europaweite Vergabe nach GWB und VgV."),
    "direct": _("Ein Direktauftrag ist nach der Regel des Landes möglich."),
    "negotiated": _("Eine Verhandlungsvergabe ist nach der Regel des Landes möglich."),
    "restricted": _("Eine beschränkte Ausschreibung ist nach der Regel des Landes möglich."),
    "free": _("Das Land setzt unterhalb des EU-Schwellenwerts keine Wertgrenze."),
    "above": _("Der Betrag liegt über den Erleichterungen des Landes: förmliche Vergabe prüfen."),
    "unknown": _("Für diesen Betrag haben wir in diesem Land keine gültige Wertgrenze erhoben."),
}


@dataclass(frozen=True)
class Row:
    """A Land in the table: its amounts as text, why they may not be applied, and where they were read."""

    land: str
    label: str
    rules: LandThresholds | None
    standing: str
    amounts: tuple[tuple[str | Promise, str], ...]
    sources: tuple[tuple[Source, str], ...]


@require_safe
@cached_by_revision
def threshold_list(request: HttpRequest) -> HttpResponse:
    """All Länder with what was researched, and the result of the calculator when it was filled in."""
    known = thresholds()
    rows = [_row(value, str(label), timezone.localdate()) for value, label in Land.choices]
    land = request.GET.get("land", "")
    land = land if land in Land.values else ""
    result, problem = _calculated(request, land)
    context = {
        "section": "",
        "known": known,
        "eu_source": source_text(known.eu.source),
        "columns": COLUMNS,
        "rows": rows,
        "land": land,
        "land_name": Land(land).label if land else "",
        "once": request.GET.get("einmalig", "")[:12],
        "per_month": request.GET.get("monatlich", "")[:12],
        "months": request.GET.get("monate", "")[:4],
        "result": result,
        "row": next((row for row in rows if row.land == land), None),
        "verdict": VERDICTS[result.kind] if result else "",
        "problem": problem,
    }
    return render(request, "web/thresholds.html", context)


def _row(land: str, label: str, on: date) -> Row:
    rules = thresholds().lands.get(land)
    standing = rules.standing(on) if rules else "valid"
    limits: tuple[Limit, ...] = (rules.direct, rules.negotiated, rules.restricted) if rules else (None,) * 3
    texts = [
        _amount(limit, rules, below=bool(place), applies=standing == "valid")
        for place, limit in enumerate(limits)
    ]
    return Row(
        land,
        label,
        rules,
        standing_text(rules, standing) if rules else "",
        tuple(zip(COLUMNS, texts, strict=True)),
        tuple((source, source_text(source)) for source in rules.sources) if rules else (),
    )


def _amount(limit: Limit, rules: LandThresholds | None, *, below: bool, applies: bool) -> str:
    if rules and rules.none:
        return gettext("keine Grenze")
    text = limit_text(limit, below=below and bool(rules and rules.below)).replace(" €", "\u00a0€")
    return text if applies or limit is None else gettext("zuletzt {value}").format(value=text)


def _calculated(request: HttpRequest, land: str) -> tuple[Reached | None, str | Promise]:
    """The result, or a sentence that says what is missing; neither before the form was sent."""
    if not {"einmalig", "monatlich", "monate"} & set(request.GET):
        return None, ""
    if not land:
        return None, _("Bitte wählen Sie Ihr Land aus.")
    once, per_month = _euros(request, "einmalig"), _euros(request, "monatlich")
    months = request.GET.get("monate", "").strip()
    if once is None or per_month is None:
        return None, _("Beträge bitte als ganze Euro angeben, zum Beispiel 12000.")
    if months and not (months.isascii() and months.isdecimal() and int(months[:4]) <= LONGEST_MONTHS):
        return None, _("Die Laufzeit bitte in Monaten angeben, höchstens 240; leer heißt unbefristet.")
    value = contract_value(once, per_month, int(months) if months else None)
    return reached(value, land, on=timezone.localdate()), ""


def _euros(request: HttpRequest, name: str) -> int | None:
    """Whole euros as people type them (12000 or 12.000); empty is 0, anything odd None."""
    text = request.GET.get(name, "").strip().replace(".", "").replace("\u202f", "").removesuffix("€").strip()
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
