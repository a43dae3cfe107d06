"""The words of the catalogue: which facts a listing has, in which order, and what their values mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grader.facts.licence_terms import is_not_open
from marketplace.catalogue.models import Listing


class State(StrEnum):
    """How far a statement can be trusted. Computed from its sources, never typed in."""

    VERIFIED = "verified"
    EVIDENCED = "evidenced"
    DECLARED = "declared"
    EXPIRED = "expired"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


STATE_LABELS: dict[State, Promise] = {
    State.VERIFIED: _("nachgewiesen, geprüft"),
    State.EVIDENCED: _("Nachweis vorhanden"),
    State.DECLARED: _("Selbstauskunft"),
    State.EXPIRED: _("Nachweis abgelaufen"),
    State.CONTRADICTED: _("widersprüchlich"),
    State.UNKNOWN: _("unbekannt"),
    State.NOT_APPLICABLE: _("nicht anwendbar"),
}

# The same states behind a number: "10 mit Nachweis".
STATE_COUNT_LABELS: dict[State, Promise] = {
    **STATE_LABELS,
    State.VERIFIED: _("geprüft"),
    State.EVIDENCED: _("mit Nachweis"),
    State.EXPIRED: _("abgelaufen"),
}


@dataclass(frozen=True)
class FactKind:
    """One row of the profile. `ask` is what to clarify when nobody says anything about it;
    empty where a missing fact is no open question."""

    key: str
    label: Promise
    kinds: tuple[str, ...] = (Listing.Kind.SOLUTION, Listing.Kind.CONSULTING)
    unknown: Promise | str = ""
    ask: Promise | str = ""


_SOLUTION = (Listing.Kind.SOLUTION,)

FACT_KINDS: tuple[FactKind, ...] = (
    FactKind("purpose", _("Zweck")),
    FactKind("audience", _("Für wen")),
    FactKind(
        "license",
        _("Lizenz"),
        _SOLUTION,
        _("Die Lizenz ist nicht geklärt."),
        _("Lassen Sie sich die Lizenz schriftlich nennen, bevor Sie planen."),
    ),
    FactKind(
        "operation",
        _("Betrieb"),
        _SOLUTION,
        _("Niemand nennt öffentlich, wer den Betrieb übernimmt."),
        _("Fragen Sie nach Betriebsangeboten oder nach Rechenzentren, die den Betrieb kennen."),
    ),
    FactKind(
        "cost",
        _("Kosten"),
        (Listing.Kind.CONSULTING,),
        _("Niemand nennt öffentlich, was die Beratung kostet."),
        _("Fragen Sie nach dem Preis und danach, was er umfasst."),
    ),
    FactKind(
        "cost",
        _("Kosten"),
        _SOLUTION,
        unknown=_("Niemand nennt öffentlich, was Einrichtung und Betrieb kosten."),
        ask=_("Holen Sie Angebote ein; auch offene Software kostet Einrichtung, Betrieb und Pflege."),
    ),
    FactKind("cost_model", _("Preismodell")),
    FactKind("version", _("Neueste Version"), _SOLUTION),
    FactKind(
        "last_change",
        _("Zuletzt geändert"),
        _SOLUTION,
        _("Im Verzeichnis steht kein Datum der letzten Änderung."),
        _("Fragen Sie den Anbieter nach der letzten Version und nach dem Plan für das nächste Jahr."),
    ),
    FactKind("maturity", _("Entwicklungsstand"), _SOLUTION),
    FactKind("successor", _("Nachfolger")),
    FactKind(
        "interfaces",
        _("Schnittstellen"),
        _SOLUTION,
        _("Schnittstellen sind nicht öffentlich beschrieben."),
        _("Klären Sie, ob Ihre vorhandenen Verfahren angebunden werden können."),
    ),
    FactKind("technology", _("Technik"), _SOLUTION),
    FactKind("languages", _("Sprachen der Oberfläche"), _SOLUTION),
    FactKind("source_code", _("Quelltext"), _SOLUTION),
    FactKind("documentation", _("Dokumentation"), _SOLUTION),
    FactKind("security_contact", _("Meldeweg für Schwachstellen"), _SOLUTION),
    FactKind("remark", _("Hinweis")),
)
FACT_KIND_BY_KEY = {kind.key: kind for kind in FACT_KINDS}

# Statements that are one of several by nature: two values complete each other.
SEVERAL_VALUES = frozenset(
    {
        "remark",
        "documentation",
        "source_code",
        "technology",
        "interfaces",
        "languages",
        "operation",
        "purpose",
    }
    | {"audience", "cost", "cost_model", "security_contact", "successor"}
)

# Parts of addresses in both languages that no listing may be called, or a page would hide it.
RESERVED_SLUGS = frozenset(
    {"neu", "organisation", "uebernehmen", "nachweis", "faelle", "new", "take-over", "proof", "cases"}
)

OPERATION_LABELS: dict[str, Promise] = {
    "self_hosted": _("selbst betreiben"),
    "provider_operated": _("vom Anbieter betrieben"),
    "data_centre": _("über ein Rechenzentrum"),
}
# How money is asked for, only where a source says so; open code alone does not make a service free.
COST_MODEL_LABELS: dict[str, Promise] = {
    "free_self_run": _("kostenfrei bei eigenem Betrieb"),
    "subscription": _("laufende Gebühr"),
    "one_time": _("einmaliger Preis"),
    "per_use": _("nach Nutzung"),
    "on_request": _("Preis auf Anfrage"),
}
MATURITY_LABELS: dict[str, Promise] = {
    "concept": _("Konzept"),
    "development": _("in Entwicklung"),
    "beta": _("Erprobung (Beta)"),
    "stable": _("im Einsatz (stabil)"),
    "obsolete": _("eingestellt"),
}


class LicenceFamily(StrEnum):
    """What a licence asks of those who pass on changed versions."""

    STRONG_COPYLEFT = "strong_copyleft"
    WEAK_COPYLEFT = "weak_copyleft"
    PERMISSIVE = "permissive"
    OWN_TERMS = "own_terms"
    PROPRIETARY = "proprietary"
    UNCLEAR = "unclear"


LICENCE_FAMILY_LABELS: dict[LicenceFamily, Promise] = {
    LicenceFamily.STRONG_COPYLEFT: _("offen, Änderungen bleiben offen"),
    LicenceFamily.WEAK_COPYLEFT: _("offen, Änderungen am Teil bleiben offen"),
    LicenceFamily.PERMISSIVE: _("offen, ohne Auflage für Änderungen"),
    LicenceFamily.OWN_TERMS: _("eigene Bedingungen"),
    LicenceFamily.PROPRIETARY: _("proprietär"),
    LicenceFamily.UNCLEAR: _("ungeklärt"),
}

LICENCE_FAMILY_EXPLAINED: dict[LicenceFamily, Promise] = {
    LicenceFamily.STRONG_COPYLEFT: _(
        "Offener Quelltext. Wer eine geänderte Fassung weitergibt, muss auch sie offenlegen."
    ),
    LicenceFamily.WEAK_COPYLEFT: _(
        "Offener Quelltext. Änderungen an den Dateien dieser Software müssen offen bleiben."
    ),
    LicenceFamily.PERMISSIVE: _(
        "Offener Quelltext. Nutzung, Änderung und Weitergabe sind erlaubt; die Urheberangaben bleiben stehen."
    ),
    LicenceFamily.OWN_TERMS: _(
        "Eigener Lizenztext. Ob er als offen gelten kann, ist nicht geklärt; lassen Sie ihn prüfen."
    ),
    LicenceFamily.PROPRIETARY: _("Der Quelltext ist nicht offen."),
    LicenceFamily.UNCLEAR: _(
        "Im Quelltext wurde keine Lizenz gefunden. Ohne Lizenz dürfen andere ihn nicht nutzen."
    ),
}


def licence_family(expression: str) -> LicenceFamily:
    """Sort an SPDX licence expression into a family.

    Args:
        expression: SPDX expression; `NONE` where a repository has no licence; `LicenseRef-…` for own texts.

    Returns:
        The strictest family any of its licences belongs to; for `OR` the choice is the user's, so the
        mildest counts.
    """
    if expression.upper() in {"NONE", "NOASSERTION", ""}:
        return LicenceFamily.UNCLEAR
    options = [option.strip("() ") for option in expression.split(" OR ")]
    families = [_family_of_all(option) for option in options]
    return min(families, key=_STRICTNESS.index)


def _family_of_all(option: str) -> LicenceFamily:
    return max((_family_of_one(part.strip("() ")) for part in option.split(" AND ")), key=_STRICTNESS.index)


_STRICTNESS = [
    LicenceFamily.PERMISSIVE,
    LicenceFamily.WEAK_COPYLEFT,
    LicenceFamily.STRONG_COPYLEFT,
    LicenceFamily.OWN_TERMS,
    LicenceFamily.PROPRIETARY,
    LicenceFamily.UNCLEAR,
]


def _family_of_one(identifier: str) -> LicenceFamily:
    # SPDX identifiers are compared without regard to case (SPDX 2.3, annex D).
    name = identifier.split(" WITH ")[0].lower()
    # Readable for all, but not free to use by all, as BUSL or CC-BY-NC.
    if "proprietary" in name or is_not_open(name):
        return LicenceFamily.PROPRIETARY
    # SPDX 2.3, 10.1: any text may be called so, also one that forbids to use, change or pass on.
    if name.startswith("licenseref-"):
        return LicenceFamily.OWN_TERMS
    if name.startswith(("agpl-", "gpl-", "eupl-")):
        return LicenceFamily.STRONG_COPYLEFT
    if name.startswith(("lgpl-", "mpl-", "epl-", "cddl-")):
        return LicenceFamily.WEAK_COPYLEFT
    return LicenceFamily.PERMISSIVE
