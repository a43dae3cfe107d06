"""Turns a fact's stored value into words of the current language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.catalogue.vocabulary import (
    COST_MODEL_LABELS,
    LICENCE_FAMILY_EXPLAINED,
    MATURITY_LABELS,
    OPERATION_LABELS,
    LicenceFamily,
    licence_family,
)
from marketplace.lib.bilingual import in_current_language, is_bilingual


@dataclass(frozen=True)
class Shown:
    """A value ready for a page: one text, or several items, perhaps a link and an explanation."""

    text: str = ""
    items: list[str] = field(default_factory=list)
    url: str = ""
    explanation: str = ""


def shown(key: str, value: Any) -> Shown:
    """Word a fact's value.

    Args:
        key: the fact's key, see vocabulary.FACT_KINDS.
        value: what the catalogue stores: {de, en}, text, list or ISO date.

    Returns:
        Plain words in the active language; never markup.
    """
    if is_bilingual(value):
        return Shown(text=in_current_language(value))
    if key == "license":
        return _licence(str(value))
    if key == "operation":
        return _list([str(OPERATION_LABELS.get(one, one)) for one in _as_list(value)])
    if key == "cost_model":
        return _list([str(COST_MODEL_LABELS.get(one, one)) for one in _as_list(value)])
    if key == "successor" and isinstance(value, dict):
        return Shown(text=str(value.get("name", "")), url=str(value.get("url", "")))
    if key == "languages":
        return _list([_language(str(one)) for one in _as_list(value)])
    if key == "maturity":
        return Shown(text=str(MATURITY_LABELS.get(str(value), value)))
    if key == "last_change":
        return Shown(text=in_words(str(value)))
    if isinstance(value, list):
        return _list([str(one) for one in value])
    text = str(value)
    return Shown(text=text, url=text if text.startswith(("https://", "http://")) else "")


def _licence(expression: str) -> Shown:
    family = licence_family(expression)
    explanation = str(LICENCE_FAMILY_EXPLAINED[family])
    if family is LicenceFamily.UNCLEAR:
        return Shown(text=_("keine Lizenz gefunden"), explanation=explanation)
    if expression.startswith("LicenseRef-"):
        return Shown(text=_("eigener Lizenztext"), explanation=explanation)
    return Shown(text=expression, explanation=explanation)


def _language(code: str) -> str:
    """The language's name in the active language; an unknown code stays as it is."""
    try:
        return Locale.parse(code, sep="-").get_display_name(get_language() or "de") or code
    except (ValueError, UnknownLocaleError):
        return code


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _list(items: list[str]) -> Shown:
    return Shown(text=", ".join(items), items=items)


def in_words(day: str) -> str:
    """Word an ISO day ("2026-08-20") or month ("2026-08") in the active language; odd text stays as it is."""
    try:
        if len(day) == 7:
            return formats.date_format(date.fromisoformat(f"{day}-01"), "YEAR_MONTH_FORMAT")
        return formats.date_format(date.fromisoformat(day), "DATE_FORMAT")
    except ValueError:
        return day
