"""The form of one criterion, made from the criterion itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from marketplace.criteria.model import AnswerKind, Criterion
from marketplace.criteria.schema import LONGEST_TEXT, answer_problem
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.suitability.answers import LONGEST_LOCATOR, LONGEST_WORDS, Words
from marketplace.suitability.models import Statement
from marketplace.web.provider.changes import answer_words


class AnswerForm(forms.Form):
    """The answer, an explanation, a link, and an accepted document as proof."""

    def __init__(
        self,
        criterion: Criterion,
        data: Mapping[str, Any] | None = None,
        *,
        current: Statement | None,
        documents: Sequence[Document],
    ) -> None:
        super().__init__(data, label_suffix="")
        self.criterion = criterion
        self._versions = _accepted(documents)
        said = current
        self.fields["value"] = _control(criterion, said.value if said else None)
        self.fields["words_de"] = _long(_("Erläuterung"), said.words_de if said else "")
        self.fields["words_en"] = _long(_("Erläuterung auf Englisch"), said.words_en if said else "")
        self.fields["url"] = forms.CharField(
            label=_("Link"), required=False, max_length=400, initial=said.url if said else "",
            help_text=_("Eine öffentliche Seite, auf der das steht. Mit https://."),
        )  # fmt: skip
        self.fields["on"] = forms.DateField(
            label=_("Stand"), required=False, initial=said.on if said else None,
            help_text=_("Der Tag, auf den sich die Antwort bezieht."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )  # fmt: skip
        if self._versions:
            self._offer_documents(said)

    def _offer_documents(self, said: Statement | None) -> None:
        options = [("", _("ohne Nachweis"))]
        options += [(key, _version_words(one)) for key, one in self._versions.items()]
        self.fields["document"] = forms.ChoiceField(
            label=_("Nachweis"), required=False, choices=options,
            initial=str(said.document_version_id or "") if said else "",
            help_text=_("Angenommene Nachweise dieses Eintrags."),
        )  # fmt: skip
        self.fields["locator"] = forms.CharField(
            label=_("Stelle im Nachweis"), required=False, max_length=LONGEST_LOCATOR,
            initial=said.locator if said else "", help_text=_("Zum Beispiel: Seite 4, Abschnitt 2.1."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check the answer as the criterion wants it."""
        typed = super().clean() or {}
        if "value" not in self.errors and (problem := answer_problem(self.criterion, self.value())):
            self.add_error("value", problem.partition(": ")[2] or problem)
        return typed

    def value(self) -> Any:
        """The answer in the form of the criterion's schema."""
        typed = self.cleaned_data.get("value")
        match self.criterion.answer:
            case AnswerKind.NUMBER:
                return _number(str(typed or ""))
            case AnswerKind.CHOICES:
                return list(typed or [])
            case _:
                return str(typed or "").strip()

    def words(self) -> Words:
        """What is said beside the answer."""
        typed = self.cleaned_data
        return Words(
            de=typed["words_de"].strip(), en=typed["words_en"].strip(), url=typed["url"].strip(),
            locator=typed.get("locator", "").strip(), on=typed["on"],
        )  # fmt: skip

    def document_version(self) -> DocumentVersion | None:
        """The chosen version."""
        return self._versions.get(self.cleaned_data.get("document", ""))

    def worded(self, rows: Sequence[Statement]) -> list[tuple[Statement, str]]:
        """Answers with their words, for the list of former ones."""
        return [(one, answer_words(self.criterion, one.value)) for one in rows]


def _accepted(documents: Sequence[Document]) -> dict[str, DocumentVersion]:
    return {
        str(version.pk): version
        for document in documents
        if not document.is_withdrawn
        for version in document.versions.all()
        if version.is_accepted
    }


def _version_words(version: DocumentVersion) -> str:
    day = formats.date_format(version.uploaded_at, "SHORT_DATE_FORMAT")
    return _("%(title)s, Fassung %(number)d vom %(day)s") % {
        "title": version.document.title, "number": version.number, "day": day,
    }  # fmt: skip


def _control(criterion: Criterion, value: Any) -> forms.Field:
    options = [(one.key, str(one.label)) for one in criterion.options]
    label = _("Ihre Antwort")
    match criterion.answer:
        case AnswerKind.CHOICES:
            return forms.MultipleChoiceField(
                label=label, choices=options, required=False, initial=value or [],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        case AnswerKind.YES_NO | AnswerKind.CHOICE:
            return forms.ChoiceField(
                label=label, choices=options, required=False, initial=value, widget=forms.RadioSelect
            )
        case AnswerKind.DATE:
            return forms.CharField(
                label=label, required=False, initial=value, widget=forms.TextInput(attrs={"type": "date"})
            )
        case AnswerKind.TEXT:
            return forms.CharField(
                label=label, required=False, initial=value,
                widget=forms.Textarea(attrs={"rows": 5, "data-most": LONGEST_TEXT}),
                help_text=_("Höchstens %d Zeichen.") % LONGEST_TEXT,
            )  # fmt: skip
        case _:
            unit = f" ({criterion.unit})" if criterion.unit else ""
            return forms.CharField(
                label=label + unit, required=False, initial=_shown_number(value),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )  # fmt: skip


def _long(label: str, initial: str) -> forms.Field:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_WORDS, initial=initial,
        widget=forms.Textarea(attrs={"rows": 3, "data-most": LONGEST_WORDS}),
        help_text=_("Höchstens %d Zeichen.") % LONGEST_WORDS,
    )  # fmt: skip


def _shown_number(value: Any) -> str:
    return "" if value is None else formats.localize(value, use_l10n=True).replace("\xa0", "")


def _number(text: str) -> float | int | None:
    """A number as people write it in German or English: 99,5 or 99.5; None for anything else."""
    plain = text.strip().replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = float(plain) if len(plain) < 20 else float("nan")
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
