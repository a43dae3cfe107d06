"""Every kind of page, by a name that tells what it shows."""

from __future__ import annotations

PAGES = {
    "start": "/",
    "list": "/loesungen/",
    "list with words and filter": "/loesungen/?suche=schaden&feld=verwaltung",
    "list without hits": "/loesungen/?suche=xqzvw",
    "graded listing": "/loesungen/maengelmelder/",
    "listing without source": "/loesungen/fachverfahren/",
    "consulting service": "/loesungen/einfuehrungsberatung/",
    "comparison of three": "/vergleich/?l=maengelmelder&l=fachverfahren&l=einfuehrungsberatung",
    "nothing to compare yet": "/vergleich/",
    "questions to a provider": "/nachfragen/fachverfahren/",
    "programming for officers": "/loesungen/maengelmelder/programmierung/",
    "programming for engineers": "/loesungen/maengelmelder/programmierung/?sicht=fachleute",
    "programming for providers": "/loesungen/maengelmelder/programmierung/?sicht=anbieter",
    "all judged files": "/loesungen/maengelmelder/programmierung/?sicht=dateien",
    "files behind a filter": "/loesungen/maengelmelder/programmierung/?sicht=dateien&ordner=xqzvw",
    "course of the grade": "/loesungen/maengelmelder/programmierung/?sicht=verlauf",
    "no programming": "/loesungen/fachverfahren/programmierung/",
    "self-check": "/pruefen/",
    "method": "/so-pruefen-wir/",
    "search order": "/suche-erklaert/",
    "criteria": "/kriterien/",
    "criterion": "/kriterien/processing-agreement/",
    "criterion with filter options": "/kriterien/open-standards/",
    "status": "/status/",
    "legal notice": "/impressum/",
    "missing page": "/gibt-es-nicht/",
    "English start": "/en/",
    "English listing": "/en/solutions/maengelmelder/",
}
