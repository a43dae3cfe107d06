"""A ready question to a provider about what nobody says. Nothing is sent from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.web.cached import cached_by_revision
from marketplace.web.views.solutions import listing_or_404

MOST_QUESTIONS = 80


@require_GET
@cached_by_revision
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions of the criteria named in the address, to copy or to open in one's own mail program."""
    listing = listing_or_404(slug)
    wanted = request.GET.getlist("kriterium")[:MOST_QUESTIONS]
    edition = current_edition()
    chosen = [one for one in edition.criteria if one.key in wanted]
    context = {
        "section": "solutions",
        "listing": listing,
        "chosen": chosen,
        "unknown": [key[:80] for key in wanted if key and edition.criterion(key) is None],
        "edition": edition,
        "others": [(topic, edition.of_topic(topic.key)) for topic in edition.topics],
        "chosen_keys": {one.key for one in chosen},
        "subject": _("Fragen zu {name}").format(name=listing.name),
        "text": _letter(listing.name, chosen),
        "rows": min(2 * len(chosen) + 9, 30),
    }
    return render(request, "web/ask.html", context)


def _letter(name: str, criteria: list[Criterion]) -> str:
    """The questions as plain text with a greeting, ready to be sent."""
    if not criteria:
        return ""
    lines = [
        _("Guten Tag,"),
        "",
        _(
            "wir prüfen, ob {name} zu uns passt. Öffentlich haben wir dazu nichts Eindeutiges gefunden."
        ).format(name=name),
        _("Deshalb bitten wir Sie um Auskunft:"),
        "",
    ]
    lines += [f"{place}. {one.ask_provider}" for place, one in enumerate(criteria, 1)]
    lines += [
        "",
        _("Bitte nennen Sie uns jeweils auch den Beleg, zum Beispiel das Dokument mit Seite und Datum."),
        "",
        _("Mit freundlichen Grüßen"),
    ]
    return "\n".join(lines)
