"""The form of the self-check."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.analysis.models import CodeSource

KINDS = [
    (CodeSource.Kind.GIT.value, _("Git-Adresse")),
    (CodeSource.Kind.ARCHIVE.value, _("Adresse einer Archivdatei")),
    (CodeSource.Kind.UPLOAD.value, _("Archivdatei hochladen")),
    (CodeSource.Kind.PYPI.value, _("Paket auf PyPI")),
    (CodeSource.Kind.NPM.value, _("Paket auf npm")),
]
PLACE_MISSING = {
    CodeSource.Kind.GIT: _("Bitte geben Sie die Git-Adresse an, zum Beispiel https://github.com/…"),
    CodeSource.Kind.ARCHIVE: _("Bitte geben Sie die Adresse der Archivdatei an."),
    CodeSource.Kind.PYPI: _("Bitte geben Sie den Namen des Pakets auf PyPI an."),
    CodeSource.Kind.NPM: _("Bitte geben Sie den Namen des Pakets auf npm an."),
}


class SelfCheckForm(forms.Form):
    """Where the source code is. What may stand there is decided where sources are stored."""

    kind = forms.ChoiceField(
        label=_("Woher kommt der Quelltext?"),
        choices=KINDS,
        initial=CodeSource.Kind.GIT,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte wählen Sie, woher der Quelltext kommt."),
            "invalid_choice": _("Diese Art von Quelle gibt es nicht. Bitte wählen Sie eine der fünf Arten."),
        },
    )
    location = forms.CharField(
        label=_("Adresse oder Paketname"),
        required=False,
        max_length=500,
        error_messages={"max_length": _("Das ist länger als 500 Zeichen. Bitte kürzen Sie die Angabe.")},
    )
    version = forms.CharField(
        label=_("Version, Zweig oder Marke"),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Das ist länger als 120 Zeichen. Bitte kürzen Sie die Angabe.")},
    )
    upload = forms.FileField(
        label=_("Archivdatei"),
        required=False,
        allow_empty_file=True,
        error_messages={
            "invalid": _("Die Datei kam nicht vollständig an. Bitte versuchen Sie es noch einmal.")
        },
    )

    def clean(self) -> dict[str, object]:
        """Ask for what the chosen kind needs."""
        values = super().clean() or {}
        kind = values.get("kind")
        if kind == CodeSource.Kind.UPLOAD:
            if not values.get("upload") and "upload" not in self.errors:
                self.add_error("upload", _("Bitte wählen Sie eine Archivdatei aus."))
        elif kind and not values.get("location") and "location" not in self.errors:
            self.add_error("location", PLACE_MISSING[CodeSource.Kind(kind)])
        return values
