"""Cover and contents of a Reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.catalogue.vocabulary import STATE_LABELS, State


def reader_frame(sheets: Sequence[dict[str, Any]], described: str) -> dict[str, Any]:
    """What stands on the cover and beside the contents.

    Args:
        sheets: the pages, see `sheet_of`.
        described: the search or filters they were chosen by, in words; may be empty.
    """
    graded = sum(bool(sheet["code"] and sheet["code"]["letter"]) for sheet in sheets)
    cover = [[_("Einträge"), str(len(sheets))]]
    if described:
        cover.append([_("Ausgewählt nach"), described])
    cover.append([_("Mit Einschätzung der Programmierung"), str(graded)])
    return {
        "subtitle": ngettext(
            "{n} Eintrag aus dem Marktplatz", "{n} Einträge aus dem Marktplatz", len(sheets)
        ).format(n=len(sheets)),
        "cover": cover,
        "note": _(
            "Jede Angabe trägt die Nummer ihrer Quelle; die Quellen stehen am Ende mit dem Tag, an dem wir "
            "sie gelesen haben. Die Reihenfolge ist die der Liste und keine Empfehlung. Was niemand "
            "öffentlich sagt, steht als unbekannt da; das ist weder gut noch schlecht."
        ),
        "states": [[str(state), str(STATE_LABELS[state]), meaning] for state, meaning in _meanings()],
    }


def _meanings() -> list[tuple[State, str]]:
    return [
        (State.VERIFIED, _("Wir haben den Beleg gelesen und abgeglichen.")),
        (State.EVIDENCED, _("Eine Quelle liegt vor.")),
        (State.DECLARED, _("Der Anbieter sagt es.")),
        (State.EXPIRED, _("Der Nachweis galt bis zu einem Tag, der vorbei ist.")),
        (State.CONTRADICTED, _("Quellen sagen Verschiedenes.")),
        (State.UNKNOWN, _("Gesucht, nichts gefunden.")),
        (State.NOT_APPLICABLE, _("Die Frage stellt sich nicht.")),
    ]
