"""What every document says about itself: title, language, day, and the few words its template needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def frame(title: str, *, at: datetime, description: str = "") -> dict[str, Any]:
    """The part of the contents that all templates share, in the active language."""
    host = settings.SITE_URL.split("://", 1)[-1].rstrip("/")
    return {
        "title": title,
        "author": _("Marktplatz"),
        "description": description or title,
        "language": (get_language() or "de")[:2],
        "made_on": formats.date_format(timezone.localtime(at), "DATE_FORMAT"),
        "footer": _("Marktplatz · {host}").format(host=host),
        "words": words(),
    }


def words() -> dict[str, str]:
    """Fixed words of the templates."""
    return {
        "page": _("Seite"),
        "of": _("von"),
        "as_of": _("Stand der Angaben"),
        "made_on": _("Erstellt am"),
        "provider": _("Anbieter"),
        "fields": _("Handlungsfelder"),
        "open": _("Das sollten Sie vorher klären"),
        "facts": _("Fakten"),
        "what": _("Worum es geht"),
        "said": _("Angabe"),
        "evidence": _("Beleg und Tag"),
        "read": _("gelesen"),
        "suitability": _("Eignung"),
        "suitability_hint": _("Jede Antwort mit ihrem Stand. Unbekannt ist weder gut noch schlecht."),
        "criterion": _("Kriterium"),
        "answer": _("Antwort und Stand"),
        "code": _("Programmierung"),
        "code_hint": _("KI-Einschätzung des öffentlichen Quelltextes vom"),
        "for": _("spricht dafür"),
        "against": _("spricht dagegen"),
        "sure": _("Wie sicher ist das?"),
        "limits": _("Was das nicht sagt"),
        "bound_to": _("Gelesen wurde"),
        "rules": _("Regelstand"),
        "use": _("Im Einsatz"),
        "use_hint": _("Ob sie die Lösung heute noch einsetzen, haben wir nicht geprüft."),
        "named_by": _("genannt von"),
        "sources": _("Quellen"),
        "source": _("Quelle"),
        "basis": _("Grundlage"),
        "number": _("Nr."),
        "contents": _("Inhaltsverzeichnis"),
        "unclaimed": _("Noch nicht vom Anbieter bestätigt"),
        "claimed": _("Vom Anbieter bestätigt am"),
        "until": _("gültig bis"),
        "checked_by": _("geprüft von"),
        "signs": _("Die Zeichen"),
        "topic": _("Thema"),
        "no_answers": _("Ohne Antwort"),
        "states": _("Stand der Antworten"),
        "solution": _("Lösung"),
        "grade": _("Programmierung"),
        "no_grade": _("keine Stufe"),
        "nobody": _("Bei allen unbekannt oder nicht anwendbar"),
    } | _memo_words()


def _memo_words() -> dict[str, str]:
    return {
        "memo": _("Auswahlvermerk"),
        "begun": _("begonnen"),
        "state": _("Stand"),
        "edition": _("Kriterienkatalog"),
        "decision": _("Entscheidung"),
        "no_decision": _("Es ist noch nichts entschieden."),
        "taken_up": _("später wieder aufgenommen"),
        "need": _("Bedarf"),
        "not_said": _("nicht angegeben"),
        "profile": _("Profil der Kommune"),
        "criteria": _("Kriterien"),
        "no_criteria": _("Es sind keine Kriterien festgelegt."),
        "level": _("Art"),
        "weight": _("Gewicht"),
        "search": _("Festgehaltene Suche"),
        "chosen": _("Festgehaltene Auswahl"),
        "origin": _("Herkunft"),
        "by_hand": _("von Hand ausgewählt, zum Beispiel im Vergleich"),
        "entries": _("Einträge"),
        "no_search": _("Es ist noch keine Suche festgehalten."),
        "words": _("Suchworte"),
        "filters": _("Filter"),
        "order": _("Reihenfolge"),
        "hits": _("Treffer"),
        "frozen": _("Festgehalten"),
        "catalogue": _("Katalogstand"),
        "ranking": _("Rangfolge"),
        "ranking_hint": _(
            "Muss-Kriterien schließen aus und geben keine Punkte. Ein erfülltes Soll zählt sein Gewicht; was "
            "offen ist, macht aus den Punkten eine Spanne."
        ),
        "no_ranking": _("Kein Kandidat ist im Rennen."),
        "points": _("Punkte"),
        "places": _("Platz"),
        "musts": _("Muss-Kriterien"),
        "sensitivity": _("Hält die Reihenfolge, wenn sich ein Gewicht ändert?"),
        "opened": _("Die Punkte im Einzelnen"),
        "verdict": _("Urteil"),
        "no_evidence": _("kein Beleg"),
        "set_aside": _("Zurückgestellt"),
        "thresholds": _("Wertgrenzen"),
        "rule": _("Regel"),
        "log": _("Protokoll"),
        "when": _("Wann"),
        "who": _("Wer"),
        "event": _("Was"),
        "people": _("Beteiligte"),
        "proof": _("Nachweis der Unverändertheit"),
        "digest": _("Prüfsumme des Ordners (SHA-256)"),
        "as_frozen": _("Prüfsumme des festgehaltenen Eintrags (SHA-256)"),
        "no_sources": _("Es sind keine Belege verwendet."),
    }
