"""Forms for evidence: a file or a link, who may see it, a newer version."""

from __future__ import annotations

from typing import Any, TypedDict

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.evidence.checking import Dates
from marketplace.evidence.kinds import kinds
from marketplace.evidence.limits import DOCUMENT_MEGABYTES
from marketplace.evidence.links import Link
from marketplace.evidence.models import Document

# What browsers offer first when a file is chosen; what a file is, its content decides.
ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp,.odt,.docx,.json,.xml"
_DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("Bitte wählen")), *((key, str(kind.label)) for key, kind in kinds().items())]


def _date(label: Any, *, help_text: Any = "", required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=widget, input_formats=_DATE_FORMATS
    )


class _Dated(forms.Form):
    """Dates a document names itself."""

    issued_on = _date(
        _("Datum des Dokuments"), help_text=_("Ab diesem Tag zählt, wie lange der Nachweis gilt.")
    )
    valid_until = _date(
        _("Ablaufdatum"), help_text=_("Nur wenn eines im Dokument steht, etwa bei einem Zertifikat.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def dates(self) -> Dates:
        """The checked dates as what the services take."""
        return Dates(self.cleaned_data["issued_on"], self.cleaned_data["valid_until"])


class Words(TypedDict):
    """How a document is named and who may see it."""

    title: str
    kind: str
    visibility: str


class _Named(_Dated):
    """Title, kind and visibility of a new document."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=200,
        error_messages={"required": _("Bitte geben Sie einen Titel an.")},
        help_text=_("So, wie er im Dokument steht, zum Beispiel „Prüfbericht BITV 2.0, Version 4.2“."),
    )
    kind = forms.ChoiceField(
        label=_("Art des Nachweises"),
        choices=_kinds,
        error_messages={"required": _("Bitte wählen Sie die Art des Nachweises.")},
    )
    visibility = forms.ChoiceField(
        label=_("Wer darf ihn sehen?"),
        choices=Document.Visibility.choices,
        help_text=_(
            "Dass es den Nachweis gibt, sehen immer alle. Verwaltungen sind angemeldete, bestätigte Kommunen."
        ),
    )
    field_order = ["file", "url", "archived_url", "archived_on", "title", "kind", "visibility"]

    def words(self) -> Words:
        """The checked words as what the services take."""
        values = self.cleaned_data
        return {"title": values["title"], "kind": values["kind"], "visibility": values["visibility"]}


class _WithFile(forms.Form):
    file = forms.FileField(
        label=_("Datei"),
        allow_empty_file=True,
        help_text=format_lazy(
            _(
                "PDF, PNG, JPEG, WebP, ODT, DOCX oder eine Stückliste (SBOM) als SPDX oder CycloneDX, "
                "höchstens {most} MB. Ohne Kennwort, Makros und eingebettete Dateien."
            ),
            most=DOCUMENT_MEGABYTES,
        ),
        error_messages={"required": _("Bitte wählen Sie eine Datei aus.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class _WithLink(forms.Form):
    url = forms.CharField(label=_("Adresse der Seite"), max_length=500, widget=forms.URLInput)
    archived_url = forms.CharField(
        label=_("Adresse der archivierten Fassung"),
        max_length=500,
        widget=forms.URLInput,
        help_text=_("Zum Beispiel aus einem Webarchiv: Die Seite selbst kann sich ändern."),
    )
    archived_on = _date(_("Archiviert am"), required=True)

    def link(self) -> Link:
        """The checked addresses as what the services take."""
        return Link(**{key: self.cleaned_data[key] for key in ("url", "archived_url", "archived_on")})


class NewFileForm(_WithFile, _Named):
    """A new document from a file."""


class NewLinkForm(_WithLink, _Named):
    """A new document from a link."""


class FileVersionForm(_WithFile, _Dated):
    """A newer file of a document."""

    field_order = ["file"]


class LinkVersionForm(_WithLink, _Dated):
    """A newer link of a document."""

    field_order = ["url", "archived_url", "archived_on"]
