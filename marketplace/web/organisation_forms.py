"""Forms of a municipality and its members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.standards import standard_labels
from marketplace.catalogue.vocabulary import OPERATION_LABELS
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import AnswerKind
from marketplace.organisations.models import Land, Membership, MunicipalityProfile
from marketplace.organisations.services import Profile
from marketplace.web.number_fields import CountField

MOST_SYSTEMS = 30
LONGEST_SYSTEM = 80
MOST_MUSTS = 12


def _standards() -> list[tuple[str, Any]]:
    return list(standard_labels().items())


def _musts() -> list[tuple[str, list[tuple[str, str]]]]:
    """Criteria by topic, each followed by its answers as "criterion:answer" where it has several."""
    edition = current_edition()
    groups = []
    for topic in sorted(edition.topics, key=lambda one: one.position):
        choices = []
        for one in edition.of_topic(topic.key):
            choices.append((one.key, str(one.title)))
            if one.answer in {AnswerKind.CHOICE, AnswerKind.CHOICES}:
                choices += [(f"{one.key}:{option.key}", str(option.label)) for option in one.options]
        groups.append((str(topic.name), choices))
    return groups


class MunicipalityForm(forms.Form):
    """What a municipality says of itself."""

    name = forms.CharField(
        label=_("Amtlicher Name"),
        max_length=200,
        help_text=_("Zum Beispiel „Stadt Musterhausen“ oder „Landkreis Beispiel“."),
    )
    type = forms.ChoiceField(label=_("Art"), choices=MunicipalityProfile.Type.choices)
    land = forms.ChoiceField(label=_("Land"), choices=[("", _("Bitte wählen")), *Land.choices])
    inhabitants = CountField(
        label=_("Einwohnerzahl"), min_value=1, max_value=20_000_000, required=False,
        help_text=_("Ungefähr genügt. Damit zeigen wir, was sich in Ihrer Größe bewährt hat."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    operation = forms.MultipleChoiceField(
        label=_("Betrieb: was kommt in Frage?"), required=False, choices=list(OPERATION_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    standards = forms.MultipleChoiceField(
        label=_("Welche Standards brauchen Sie?"), required=False, choices=_standards,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    musts = forms.MultipleChoiceField(
        label=_("Was muss jede Lösung erfüllen?"), required=False, choices=_musts,
        help_text=_(
            "Wählen Sie wenige Kriterien, höchstens zwölf. Ohne Antwort darunter genügt jede, die das "
            "Kriterium erfüllt."
        ),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    systems = forms.CharField(
        label=_("Welche Software ist schon da?"), required=False, max_length=MOST_SYSTEMS * LONGEST_SYSTEM,
        help_text=_("Eine je Zeile, zum Beispiel Ihr Dokumentenmanagement oder Ihr Finanzverfahren."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_systems(self) -> list[str]:
        """Names, one a line, without repetitions."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["systems"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_SYSTEMS:
            raise forms.ValidationError(
                _("Bitte nennen Sie höchstens %(most)s."), params={"most": MOST_SYSTEMS}
            )
        if long := next((name for name in names if len(name) > LONGEST_SYSTEM), None):
            raise forms.ValidationError(
                _("„%(name)s …“ ist länger als %(most)s Zeichen."),
                params={"name": long[:30], "most": LONGEST_SYSTEM},
            )
        return names

    def clean_musts(self) -> list[dict[str, Any]]:
        """Criteria with the answers that are enough; whoever picks an answer means its criterion."""
        chosen: dict[str, list[str]] = {}
        for value in self.cleaned_data["musts"]:
            key, _colon, option = value.partition(":")
            chosen.setdefault(key, []).extend([option] if option else [])
        if len(chosen) > MOST_MUSTS:
            raise forms.ValidationError(
                _("Bitte wählen Sie höchstens %(most)s Kriterien; jedes verengt die Auswahl."),
                params={"most": MOST_MUSTS},
            )
        return [{"criterion": key, "options": options} for key, options in chosen.items()]

    def must_topics(self) -> list[tuple[str, list[tuple[BoundWidget, bool]], int]]:
        """Per topic its name, its boxes with whether each is an answer, and how many are ticked."""
        groups: dict[str, list[tuple[BoundWidget, bool]]] = {}
        boxes = iter(self["musts"].subwidgets)
        for name, choices in _musts():
            groups[name] = [(next(boxes), ":" in value) for value, _label in choices]
        return [
            (name, rows, sum(bool(box.data["selected"]) for box, _ in rows)) for name, rows in groups.items()
        ]

    def profile(self) -> Profile:
        """The checked values as what the services take."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "name"}
        return Profile(**values)


def initial_of(profile: MunicipalityProfile | None, name: str) -> dict[str, Any]:
    """What the form shows of a stored profile."""
    if profile is None:
        return {"name": name}
    return {
        "name": name,
        "type": profile.type,
        "land": profile.land,
        "inhabitants": profile.inhabitants,
        "operation": profile.operation,
        "standards": profile.standards,
        "systems": "\n".join(profile.systems),
        "musts": [value for one in profile.musts for value in _ticked(one)],
    }


def _ticked(must: Mapping[str, Any]) -> list[str]:
    key = must["criterion"]
    return [key, *(f"{key}:{option}" for option in must.get("options") or ())]


class InvitationForm(forms.Form):
    """Whom to invite, and with which rights."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        help_text=_("Nur wer diese Adresse bestätigt hat, kann die Einladung annehmen."),
    )
    role = forms.ChoiceField(
        label=_("Rechte"), choices=Membership.Role.choices, initial=Membership.Role.EDITOR
    )


class EraseForm(forms.Form):
    """The confirmation that an account shall be erased."""

    sure = forms.BooleanField(
        label=_("Ja, mein Konto endgültig löschen"),
        error_messages={"required": _("Bitte kreuzen Sie an, dass Sie das Konto löschen möchten.")},
    )
