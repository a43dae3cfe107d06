"""Words for the values a result holds as codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise

OUTCOMES: dict[str, Label] = {
    "met": _("erfüllt"),
    "not_met": _("nicht erfüllt"),
    "not_applicable": _("nicht anwendbar"),
    "not_assessable": _("nicht einschätzbar"),
    "error": _("Fehler bei der Messung"),
}
EFFORTS: dict[str, Label] = {
    "low": _("wenig Aufwand"),
    "medium": _("mittlerer Aufwand"),
    "high": _("viel Aufwand"),
}
# The same where "effort" stands beside it.
HOW_MUCH: dict[str, Label] = {"low": _("wenig"), "medium": _("mittel"), "high": _("viel")}
GRADE_RANKS: dict[str, Label] = {
    "A": _("beste von fünf Stufen"),
    "B": _("zweitbeste von fünf Stufen"),
    "C": _("mittlere von fünf Stufen"),
    "D": _("zweitletzte von fünf Stufen"),
    "E": _("letzte von fünf Stufen"),
}
UPKEEP: dict[str, Label] = {
    "steady": _("laufend gepflegt"),
    "with_pauses": _("mit Pausen gepflegt"),
    "dormant": _("seit über einem Jahr unverändert"),
    "ended": _("nicht mehr gepflegt"),
}
CONSEQUENCES: dict[str, Label] = {
    "met": _("günstig"),
    "not_met": _("zu beachten"),
    "not_assessable": _("ungeklärt"),
}
DIFFICULTIES: dict[str, Label] = {
    "hard": _("schwer zu pflegen"),
    "rather_hard": _("eher schwer zu pflegen"),
    "rather_easy": _("eher leicht zu pflegen"),
    "easy": _("leicht zu pflegen"),
}
# Units stand in results as codes of the grader.
UNITS: dict[str, Label] = {"steps": _("Schritte"), "/1000": _("je 1.000 Zeilen")}
