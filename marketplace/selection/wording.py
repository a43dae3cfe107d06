"""Words of a folder in both languages: profile, filters, criteria, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.search_request import SORTS
from marketplace.catalogue.standards import standard_labels
from marketplace.catalogue.vocabulary import OPERATION_LABELS
from marketplace.criteria.editions import current_edition, edition
from marketplace.criteria.model import Criterion, Text
from marketplace.organisations.models import Land, MunicipalityProfile
from marketplace.selection.folder import FolderWish, ProfileLine

PROFILE_LABELS: dict[str, Promise] = {
    "type": _("Art der Kommune"),
    "land": _("Land"),
    "inhabitants": _("Einwohnerinnen und Einwohner"),
    "operation": _("Gewünschter Betrieb"),
    "standards": _("Geforderte Standards"),
    "systems": _("Vorhandene Software"),
}
ORDERS: dict[str, str | Promise] = {**SORTS, "chosen": _("wie von Hand ausgewählt")}
NOTHING = Text("", "")


def in_both(words: str | Promise) -> Text:
    """A translatable text in both languages."""
    found = {}
    for language in ("de", "en"):
        with override(language):
            found[language] = str(words)
    return Text(found["de"], found["en"])


def filled(template: str, **values: Any) -> Text:
    """A message id with values put in, in both languages; a value that is a `Text` in its own language."""
    texts = {}
    for language in ("de", "en"):
        with override(language):
            own = {
                key: getattr(one, language) if isinstance(one, Text) else one for key, one in values.items()
            }
            texts[language] = gettext(template).format(**own)
    return Text(texts["de"], texts["en"])


def as_text(stored: Any) -> Text:
    """A stored {de, en} pair; plain text stands for both."""
    if isinstance(stored, Mapping):
        return Text(str(stored.get("de", "")), str(stored.get("en") or stored.get("de", "")))
    return Text(str(stored or ""), str(stored or ""))


def profile_lines(profile: Mapping[str, Any]) -> tuple[ProfileLine, ...]:
    """The municipality's profile in words; lines nobody filled have an empty value."""
    return tuple(
        ProfileLine(key, in_both(label), _profile_value(key, profile.get(key)))
        for key, label in PROFILE_LABELS.items()
    )


def _profile_value(key: str, value: Any) -> Text:
    if value in (None, "", []):
        return NOTHING
    if key == "type":
        return _labelled(value, dict(MunicipalityProfile.Type.choices))
    if key == "land":
        return _labelled(value, dict(Land.choices))
    if key == "inhabitants":
        return Text(f"{value:,}".replace(",", "."), f"{value:,}")
    labels: Mapping[str, Any] = OPERATION_LABELS if key == "operation" else {}
    if key == "standards":
        labels = standard_labels()
    parts = [_labelled(one, labels) for one in value]
    return Text(", ".join(one.de for one in parts), ", ".join(one.en for one in parts))


def _labelled(value: Any, labels: Mapping[Any, Any]) -> Text:
    return in_both(labels.get(value, str(value)))


def criterion_of(key: str, edition_key: str) -> Criterion | None:
    """A criterion of this edition, or of the current one where this edition does not know it."""
    asked = edition(edition_key)
    return (asked.criterion(key) if asked else None) or current_edition().criterion(key)


def wish_in_words(
    *,
    key: str,
    level: str,
    weight: int,
    options: Sequence[str],
    note: str,
    edition_key: str,
    frozen: Mapping[str, Any] | None,
) -> FolderWish:
    """A wish with the words of its criterion.

    Args:
        frozen: the wish as it stood when the search was frozen (`services`), whose words stand in for a
            criterion that exists no more; None without one.
    """
    criterion = criterion_of(key, edition_key)
    found = current_edition() if edition(edition_key) is None else edition(edition_key)
    topics = {one.key: one.name for one in found.topics} if found else {}
    labels = {one.key: one.label for one in criterion.options} if criterion else {}
    stored = frozen or {}
    return FolderWish(
        criterion=key,
        title=criterion.title if criterion else as_text(stored.get("title") or key),
        topic=topics.get(criterion.topic, NOTHING) if criterion else as_text(stored.get("topic")),
        level=level,
        weight=weight,
        option_keys=tuple(options),
        options=tuple(labels.get(one, Text(one, one)) for one in options),
        note=note,
        ask=criterion.ask_provider if criterion else NOTHING,
        when_frozen=(str(frozen["level"]), int(frozen["weight"])) if frozen else None,
    )
