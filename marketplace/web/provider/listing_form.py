"""The guided form: made from the catalogue's fields, one step at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from marketplace.catalogue.field_values import options_of, value_problem
from marketplace.catalogue.fields import MOST_ITEMS, ListingField, Shape

# More than any field takes; what is longer is cut off, before anything is looked at.
LONGEST_INPUT = 20_000
_TWO_LANGUAGES = frozenset({Shape.BILINGUAL, Shape.BOTH, Shape.WORDS})
_LISTS = frozenset({Shape.LINES, Shape.LANGUAGES})


class ListingForm(forms.Form):
    """Fields of the catalogue as controls; `values` gives back what the catalogue stores."""

    def __init__(
        self,
        shown: Sequence[ListingField],
        data: Mapping[str, Any] | None = None,
        *,
        stands: Mapping[str, Any],
    ) -> None:
        super().__init__(data, label_suffix="")
        self.shown = shown
        for one in shown:
            for name, control in _controls(one, stands.get(one.key)).items():
                self.fields[name] = control

    def clean(self) -> dict[str, Any]:
        """Put the controls together and check each value as the catalogue does."""
        typed = super().clean() or {}
        self.values: dict[str, Any] = {}
        for one in self.shown:
            value = _value(one, typed)
            self.values[one.key] = value
            # An empty field that is needed is named when the listing is handed in, not before.
            if value is not None and (problem := value_problem(one, value)):
                self.add_error(first_control(one), problem)
        return typed

    def good_values(self) -> dict[str, Any]:
        """The values that fit; the others are shown again with what is wrong."""
        return {one.key: self.values[one.key] for one in self.shown if first_control(one) not in self.errors}


def control_name(field: ListingField) -> str:
    """The name of a field's control, without the language."""
    return field.key.replace(".", "_")


def first_control(field: ListingField) -> str:
    """The control that shows what is wrong with a field."""
    name = control_name(field)
    if field.shape in _TWO_LANGUAGES:
        return f"{name}_de"
    return f"{name}_name" if field.shape is Shape.NAMED_LINK else name


def _controls(field: ListingField, value: Any) -> dict[str, forms.Field]:
    name = control_name(field)
    if field.shape in _TWO_LANGUAGES:
        texts = value or {}
        return {
            f"{name}_{language}": _text(field, label, _as_text(texts.get(language)))
            for language, label in (("de", _("Deutsch")), ("en", _("Englisch")))
        }
    if field.shape is Shape.NAMED_LINK:
        named = value or {}
        return {
            f"{name}_name": _text(field, _("Name"), named.get("name", "")),
            f"{name}_url": _text(field, _("Adresse"), named.get("url", "")),
        }
    if field.shape in {Shape.CHOICE, Shape.CHOICES}:
        return {name: _choice(field, value)}
    return {name: _text(field, str(field.label), _as_text(value))}


def _choice(field: ListingField, value: Any) -> forms.Field:
    options = list(options_of(field).items())
    if field.shape is Shape.CHOICES:
        return forms.MultipleChoiceField(
            label=str(field.label), choices=options, required=False, initial=value or [],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
    options = options if field.required else [("", _("keine Angabe")), *options]
    return forms.ChoiceField(
        label=str(field.label), choices=options, required=False, initial=value or "", widget=forms.RadioSelect
    )


def _text(field: ListingField, label: str, initial: str) -> forms.Field:
    attributes: dict[str, Any] = {}
    if field.shape in _LISTS or field.shape is Shape.WORDS:
        widget: forms.Widget = forms.Textarea(attrs={"rows": 4})
    elif field.longest > 200 and field.shape in _TWO_LANGUAGES:
        widget = forms.Textarea(attrs={"rows": 2 if field.longest <= 240 else 5, "data-most": field.longest})
    else:
        attributes = {"type": "date"} if field.shape is Shape.DAY else {}
        widget = forms.TextInput(attrs=attributes)
    return forms.CharField(
        label=label, required=False, initial=initial, widget=widget, max_length=None, strip=True
    )


def _as_text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def _value(field: ListingField, typed: Mapping[str, Any]) -> Any:
    name = control_name(field)
    if field.shape is Shape.WORDS:
        return {language: _lines(typed, f"{name}_{language}") for language in ("de", "en")}
    if field.shape in _TWO_LANGUAGES:
        texts = {language: _tidy(typed, f"{name}_{language}") for language in ("de", "en")}
        return {language: text for language, text in texts.items() if text} or None
    if field.shape is Shape.NAMED_LINK:
        named = {"name": _tidy(typed, f"{name}_name"), "url": _tidy(typed, f"{name}_url")}
        return named if any(named.values()) else None
    if field.shape in _LISTS:
        return _lines(typed, name) or None
    if field.shape is Shape.CHOICES:
        return list(typed.get(name) or []) or None
    return _tidy(typed, name) or None


def _tidy(typed: Mapping[str, Any], name: str) -> str:
    return " ".join(str(typed.get(name) or "")[:LONGEST_INPUT].split())


def _lines(typed: Mapping[str, Any], name: str) -> list[str]:
    lines = [" ".join(line.split()) for line in str(typed.get(name) or "")[:LONGEST_INPUT].splitlines()]
    return list(dict.fromkeys(line for line in lines if line))[: 10 * MOST_ITEMS]
