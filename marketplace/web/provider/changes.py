"""A change in words: each field with what stood before and what shall stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace.catalogue.display import shown
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.field_values import options_of
from marketplace.catalogue.fields import FIELD_BY_KEY, ListingField, Shape
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.suitability.answers import ANSWER


@dataclass(frozen=True)
class ShownChange:
    """One field of a change; lines of text, none where nothing is said."""

    label: str
    before: list[str]
    after: list[str]


def shown_changes(edit: ListingEdit) -> list[ShownChange]:
    """What a change alters, in the order of the form, then answers by criterion."""
    order = {key: place for place, key in enumerate(FIELD_BY_KEY)}
    keys = sorted(edit.after, key=lambda key: (order.get(key, len(order)), key))
    return [
        ShownChange(_label(key), value_lines(key, edit.before.get(key)), value_lines(key, edit.after[key]))
        for key in keys
    ]


def value_lines(key: str, value: Any) -> list[str]:
    """The words of a field's value, one line each; plain text, never markup."""
    if value is None or value == "":
        return []
    if key.startswith(ANSWER):
        return _answer_lines(current_edition().criterion(key.removeprefix(ANSWER)), value)
    field = FIELD_BY_KEY.get(key)
    if field is None:
        return [str(value)]
    return [line for line in _lines(field, value) if line]


def _label(key: str) -> str:
    if key.startswith(ANSWER):
        criterion = current_edition().criterion(key.removeprefix(ANSWER))
        return str(criterion.title) if criterion else key.removeprefix(ANSWER)
    return str(FIELD_BY_KEY[key].label) if key in FIELD_BY_KEY else key


def _lines(field: ListingField, value: Any) -> list[str]:
    if field.shape in {Shape.BILINGUAL, Shape.BOTH}:
        return [f"{_language(code)}: {text}" for code, text in value.items()]
    if field.shape is Shape.WORDS:
        return [f"{_language(code)}: {', '.join(words)}" for code, words in value.items() if words]
    if field.fact:
        told = shown(field.fact, value)
        return [*(told.items or [told.text]), *([told.url] if told.url and told.url != told.text else [])]
    options = options_of(field)
    chosen = value if isinstance(value, list) else [value]
    return [options.get(str(one), str(one)) for one in chosen]


def _language(code: str) -> str:
    return _("Deutsch") if code == "de" else _("Englisch")


def _answer_lines(criterion: Criterion | None, said: Mapping[str, Any]) -> list[str]:
    lines = [answer_words(criterion, said.get("value"))]
    return [line for line in [*lines, said.get("words_de", ""), said.get("url", "")] if line]


def answer_words(criterion: Criterion | None, value: Any) -> str:
    """An answer in the words of its options, with the unit of a number."""
    keys = value if isinstance(value, list) else [value]
    if criterion and criterion.options:
        found = [criterion.option(str(key)) for key in keys]
        return ", ".join(str(one.label) if one else str(key) for one, key in zip(found, keys, strict=True))
    unit = f" {criterion.unit}" if criterion and criterion.unit else ""
    return ", ".join(str(key) for key in keys) + unit
