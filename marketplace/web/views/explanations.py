"""Pages that explain: how we assess, and how hits are ordered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from grader import RULES_VERSION
from grader.benchmark.comparison import COMPARISON, MIN_ROWS, Scope, language_limit, reference
from grader.findings import Text
from grader.grading import rules
from grader.indicators.catalogue import indicators, topics
from grader.maintainability.agreement import Agreement, Figure, shipped_agreement
from marketplace.catalogue.search_figures import search_figures

MEASURES: dict[str, tuple[str | Promise, str | Promise]] = {
    "auc_hard": (_("Schwer oder nicht"), _("Anteil richtig geordneter Paare (AUC)")),
    "pairs_hard": (_("Schwer oder nicht, bei ähnlicher Größe"), _("Anteil richtig geordneter Paare")),
    "pairs_label": (
        _("Deutlich verschieden beurteilt, bei ähnlicher Größe"),
        _("Anteil richtig geordneter Paare"),
    ),
    "spearman": (_("Reihenfolge aller Klassen"), _("Rangkorrelation nach Spearman, 1 ist gleich")),
    "mae": (_("Abstand zum Urteil"), _("im Mittel, auf der Skala 0 bis 3; weniger ist besser")),
    "kappa": (_("Gleiche Antwort von vieren"), _("gewichtetes Kappa nach Cohen, 1 ist gleich")),
}

# Searches that were measured, by their name in the figures.
SEARCHES: dict[str, str | Promise] = {
    "Marktplatz": _("diese Suche"),
    "SQLite FTS5": _("Volltextsuche von SQLite (FTS5)"),
    "PostgreSQL german": _("deutsche Volltextsuche von PostgreSQL"),
}


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the assessment works, what it does not measure, and all its questions from their definitions."""
    known = [one for one in indicators() if one.lifecycle != "deprecated"]
    groups = [(topic, [one for one in known if one.topic == topic.id]) for topic in topics()]
    agreement = shipped_agreement()
    context = {
        "section": "method",
        "agreement": agreement,
        "agreement_rows": _agreement_rows(agreement),
        "groups": [(topic, found) for topic, found in groups if found],
        "indicator_count": len(known),
        "rules": RULES_VERSION,
        "grades": _grades(),
        "weights": rules.HEADLINE_WEIGHTS,
        "documentation_grades": list(rules.DOCUMENTATION_FROM_SHARE.items())[:-1],
        "languages": _languages(),
        "default_limits": _limits(None),
        "fewest_projects": MIN_ROWS,
        "steps": rules.STEPS_ABOVE_WEAKEST_TOPIC,
        "least_lines": rules.MIN_CODE_LINES,
        "least_share": rules.MIN_READ_PERCENT,
        "comparison": COMPARISON,
        "compared_with": len(COMPARISON.peers),
    }
    return render(request, "web/method.html", context)


def _agreement_rows(
    measured: Agreement,
) -> list[tuple[str | Promise, str | Promise, Figure, Figure, Figure]]:
    """Each measure in words with its figures for the model, the careful protocol and lines of code."""
    return [
        (title, hint, measured.model[key], measured.careful[key], measured.lines_of_code[key])
        for key, (title, hint) in MEASURES.items()
    ]


def _grades() -> list[tuple[str, Text, float]]:
    """Each grade with its word and the share of the compared projects that has it, in per cent."""
    found, upper = [], 100.0
    for letter, quantile in rules.GRADE_FROM_QUANTILE.items():
        found.append((letter, rules.GRADE_WORDS[letter], upper - quantile))
        upper = quantile
    return found


def _languages() -> list[tuple[str, int, tuple[int, int]]]:
    """Languages with a comparison of their own: how many projects, and from where a function stands out."""
    names = {row.language for peer in COMPARISON.peers for row in peer.figures.languages}
    own = [(name, found) for name in names if (found := reference(name)).scope is Scope.LANGUAGE]
    rows = [(name, len(found.repositories), _limits(name)) for name, found in own]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _limits(language: str | None) -> tuple[int, int]:
    return language_limit("function_lines", language), language_limit("complexity", language)


@require_safe
def search_order(request: HttpRequest) -> HttpResponse:
    """The published rule of the order of hits."""
    # The part nobody looked at while tuning tells most; until it was measured, the other one is shown.
    parts = {part.part: part for part in search_figures()}
    shown = parts.get("held_out") or parts.get("tuning")
    context = {
        "section": "solutions",
        "measured": shown,
        "is_held_out": "held_out" in parts,
        "searches": [(label, shown.searches[name]) for name, label in SEARCHES.items()] if shown else [],
    }
    return render(request, "web/search_order.html", context)
