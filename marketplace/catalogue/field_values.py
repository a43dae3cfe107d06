"""Whether a value may stand in a field: by shape and limits, with one sentence that names field and cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from grader.facts.licence_terms import is_known
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.fields import FIELD_BY_KEY, LONGEST_ITEM, MOST_ITEMS, ListingField, Shape
from marketplace.catalogue.models import FieldOfAction

MOST_FIELDS_OF_ACTION = 3
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_OWN_LICENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]{1,80}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def checked(after: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a change, each checked against its field.

    Raises:
        EditRefused: a key nobody may set, or the first value that does not fit, in words.
    """
    unknown = sorted(key for key in after if key not in FIELD_BY_KEY)
    if unknown:
        raise EditRefused(
            "unknown-field",
            f"Das Feld „{unknown[0][:60]}“ gibt es nicht. Es wurde nichts geändert.",
            f"There is no field “{unknown[0][:60]}”. Nothing was changed.",
        )
    for key, value in after.items():
        if problem := value_problem(FIELD_BY_KEY[key], value):
            raise EditRefused("odd-value", problem, problem)
    return dict(after)


def value_problem(field: ListingField, value: Any) -> str:
    """One sentence in the active language, or "" where the value may stand. None means: nothing is said."""
    if value is None:
        return _problem(field, _("Diese Angabe wird gebraucht.")) if field.required else ""
    cause = _SHAPES[field.shape](field, value)
    return _problem(field, cause) if cause else ""


def _problem(field: ListingField, cause: str) -> str:
    return f"{field.label}: {cause}"


def options_of(field: ListingField) -> dict[str, str]:
    """The keys that can be chosen with their words."""
    if field.key == "fields_of_action":
        return {one.slug: one.name for one in FieldOfAction.objects.all()}
    options = field.options() if callable(field.options) else field.options
    return {key: str(label) for key, label in (options or {}).items()}


def _line(field: ListingField, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return _("Bitte geben Sie einen Text ein.")
    if len(value) > field.longest:
        return _("Höchstens {most} Zeichen, es sind {now}.").format(most=field.longest, now=len(value))
    return _("Der Text enthält unsichtbare Steuerzeichen.") if _CONTROL.search(value) else ""


def _bilingual(field: ListingField, value: Any) -> str:
    if not isinstance(value, dict) or not set(value) <= {"de", "en"} or not value.get("de"):
        return _("Der deutsche Text fehlt.")
    for language, text in value.items():
        if problem := _line(field, text):
            return f"{_LANGUAGE_NAMES[language]()}: {problem}"
    return ""


def _both(field: ListingField, value: Any) -> str:
    return _bilingual(field, value) or ("" if value.get("en") else _("Der englische Text fehlt."))


def _choice(field: ListingField, value: Any) -> str:
    known = isinstance(value, str) and value in options_of(field)
    return "" if known else _("Bitte wählen Sie eine der Antworten.")


def _choices(field: ListingField, value: Any) -> str:
    options = options_of(field)
    if not isinstance(value, list) or not value or any(one not in options for one in value):
        return _("Bitte wählen Sie mindestens eine der Antworten.")
    if field.key == "fields_of_action" and len(value) > MOST_FIELDS_OF_ACTION:
        return _("Bitte wählen Sie höchstens {most}.").format(most=MOST_FIELDS_OF_ACTION)
    return _("Eine Antwort ist doppelt gewählt.") if len(set(value)) < len(value) else ""


def _lines(_field: ListingField, value: Any) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        return _("Bitte nennen Sie mindestens eines, eines je Zeile.")
    if len(value) > MOST_ITEMS:
        return _("Höchstens {most} Zeilen, es sind {now}.").format(most=MOST_ITEMS, now=len(value))
    long = next((one for one in value if len(one) > LONGEST_ITEM or _CONTROL.search(one)), None)
    if long is None:
        return ""
    return _("„{text} …“ ist länger als {most} Zeichen oder enthält Steuerzeichen.").format(
        text=_CONTROL.sub("", long[:30]), most=LONGEST_ITEM
    )


def _words(field: ListingField, value: Any) -> str:
    if not isinstance(value, dict) or not set(value) <= {"de", "en"}:
        return _("Bitte nennen Sie Wörter, eines je Zeile.")
    return next((problem for words in value.values() if words and (problem := _lines(field, words))), "")


def _day(_field: ListingField, value: Any) -> str:
    try:
        written = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        written = False
    return "" if written else _("Bitte geben Sie ein Datum an.")


def _url(field: ListingField, value: Any) -> str:
    return _line(field, value) or (
        "" if is_web_address(value) else _("Bitte geben Sie eine Adresse mit https:// an.")
    )


def is_web_address(text: str) -> bool:
    """An https address with a host and nothing odd in it."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme == "https" and "." in (parts.hostname or "") and not re.search(r"[\s<>\"'`\\]", text)
        )
    except ValueError:
        return False


def _contact(field: ListingField, value: Any) -> str:
    if problem := _line(field, value):
        return problem
    if is_web_address(value):
        return ""
    try:
        validate_email(value)
    except ValidationError:
        return _("Bitte geben Sie eine Adresse mit https:// oder eine E-Mail-Adresse an.")
    return ""


def _licence(field: ListingField, value: Any) -> str:
    if problem := _line(field, value):
        return problem
    known = _OWN_LICENCE.fullmatch(value) or is_known(value)
    return "" if known else _("„{text}“ ist kein SPDX-Ausdruck.").format(text=value[:60])


def _languages(field: ListingField, value: Any) -> str:
    if problem := _lines(field, value):
        return problem
    odd = next((one for one in value if not _LANGUAGE.fullmatch(one)), None)
    return "" if odd is None else _("„{text}“ ist kein Sprachkürzel.").format(text=odd[:30])


def _named_link(field: ListingField, value: Any) -> str:
    if not isinstance(value, dict) or not set(value) <= {"name", "url"}:
        return _("Bitte geben Sie einen Namen an.")
    if problem := _line(field, value.get("name")):
        return problem
    url = value.get("url", "")
    return "" if not url or is_web_address(url) else _("Bitte geben Sie eine Adresse mit https:// an.")


_LANGUAGE_NAMES: dict[str, Callable[[], str]] = {"de": lambda: _("Deutsch"), "en": lambda: _("Englisch")}
_SHAPES: dict[Shape, Callable[[ListingField, Any], str]] = {
    Shape.LINE: _line,
    Shape.BILINGUAL: _bilingual,
    Shape.BOTH: _both,
    Shape.CHOICE: _choice,
    Shape.CHOICES: _choices,
    Shape.LINES: _lines,
    Shape.WORDS: _words,
    Shape.DAY: _day,
    Shape.URL: _url,
    Shape.CONTACT: _contact,
    Shape.LICENCE: _licence,
    Shape.LANGUAGES: _languages,
    Shape.NAMED_LINK: _named_link,
}
