"""Forms of the project pages. They read what was typed; the services decide what may be stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.standards import standard_labels
from marketplace.catalogue.vocabulary import OPERATION_LABELS
from marketplace.organisations.models import Land, MunicipalityProfile
from marketplace.selection.folder import FolderCandidate
from marketplace.selection.models import LONGEST_NEED, LONGEST_REASON, LONGEST_TITLE
from marketplace.web.number_fields import CountField

MOST_LINES = 40
LONGEST_LINE = 80


class NeedForm(forms.Form):
    """What the project is about."""

    title = forms.CharField(
        label=_("Name des Projekts"),
        max_length=LONGEST_TITLE,
        strip=True,
        error_messages={
            "required": _("Bitte geben Sie dem Projekt einen Namen."),
            "max_length": _("Der Name ist länger als 160 Zeichen. Bitte kürzen Sie ihn."),
        },
    )
    need = forms.CharField(
        label=_("Was brauchen Sie?"),
        required=False,
        max_length=LONGEST_NEED,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Die Beschreibung ist länger als 4000 Zeichen. Bitte kürzen Sie sie.")
        },
    )


class ProfileForm(NeedForm):
    """The need together with the project's copy of the municipality's profile."""

    type = forms.ChoiceField(
        label=_("Art der Kommune"), required=False, choices=[("", "–"), *MunicipalityProfile.Type.choices]
    )
    land = forms.ChoiceField(label=_("Land"), required=False, choices=[("", "–"), *Land.choices])
    inhabitants = CountField(
        label=_("Einwohnerinnen und Einwohner"),
        required=False,
        min_value=1,
        max_value=20_000_000,
        localize=False,
        error_messages={
            "invalid": _("Bitte geben Sie eine ganze Zahl an, zum Beispiel 8000."),
            "min_value": _("Bitte geben Sie eine Zahl ab 1 an."),
            "max_value": _("So viele Menschen leben in keiner Kommune. Bitte prüfen Sie die Zahl."),
        },
    )
    operation = forms.MultipleChoiceField(
        label=_("Gewünschter Betrieb"), required=False, choices=list(OPERATION_LABELS.items())
    )
    standards = forms.MultipleChoiceField(
        label=_("Geforderte Standards"), required=False, choices=lambda: list(standard_labels().items())
    )
    systems = forms.CharField(label=_("Vorhandene Software"), required=False, max_length=4000)

    @classmethod
    def for_project(cls, title: str, need: str, profile: dict[str, Any]) -> ProfileForm:
        """The form with what is stored."""
        lines = {"systems": "\n".join(profile.get("systems") or [])}
        return cls(initial={"title": title, "need": need} | profile | lines)

    def profile(self) -> dict[str, Any]:
        """The profile as the service takes it."""
        values = self.cleaned_data
        return {
            "type": values["type"],
            "land": values["land"],
            "inhabitants": values["inhabitants"],
            "operation": values["operation"],
            "standards": values["standards"],
            "systems": _lines(values["systems"]),
        }


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split())[:LONGEST_LINE] for line in text.splitlines())
    return [line for line in lines if line][:MOST_LINES]


class DecisionForm(forms.Form):
    """The decision: for whom, why, and when to look at it again."""

    choice = forms.ChoiceField(
        label=_("Wir entscheiden uns für"),
        error_messages={
            "required": _("Bitte wählen Sie, wofür Sie sich entscheiden."),
            "invalid_choice": _("Diese Auswahl gibt es nicht (mehr). Bitte wählen Sie neu."),
        },
    )
    reason = forms.CharField(
        label=_("Ausschlaggebend war"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        error_messages={
            "required": _("Bitte schreiben Sie, was ausschlaggebend war."),
            "max_length": _("Die Begründung ist länger als 2000 Zeichen. Bitte kürzen Sie sie."),
        },
    )
    remind_on = forms.DateField(
        label=_("Wiedervorlage"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 15.02.2027.")},
    )

    def __init__(self, *args: Any, candidates: list[FolderCandidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = decision_choices(candidates)
        choices = [option for _label, options in self.groups for option in options]
        self.fields["choice"].choices = [("", ""), *choices]  # type: ignore[attr-defined]

    def outcome(self) -> tuple[str, int | None]:
        """(outcome, candidate id or None) of what was chosen."""
        kind, _sign, number = self.cleaned_data["choice"].partition(":")
        return ("awarded", int(number)) if number else (kind, None)


Group = tuple[str | Promise, list[tuple[str, str | Promise]]]


def decision_choices(candidates: list[FolderCandidate]) -> list[Group]:
    """What can be decided, in groups: the shortlist first, then what is still open, then no solution."""
    parts: list[Group] = [
        (
            label,
            [(f"awarded:{one.id}", one.name) for one in candidates if one.standing == standing],
        )
        for label, standing in ((_("Engere Wahl"), "shortlisted"), (_("Weitere Kandidaten"), "open"))
    ]
    none: Group = (
        _("Keine Lösung"),
        [("none_suitable", _("keine Lösung ist geeignet")), ("cancelled", _("das Vorhaben wird aufgegeben"))],
    )
    return [part for part in parts if part[1]] + [none]
