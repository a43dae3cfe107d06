"""What a provider may say about its listing: every key, its shape and its limits. Nothing else is assigned.

The keys of a change are those of FIELDS: columns of the listing by their name, facts as "fact.license".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.catalogue.vocabulary import (
    COST_MODEL_LABELS,
    FACT_KINDS,
    MATURITY_LABELS,
    OPERATION_LABELS,
)

FACT = "fact."
MOST_ITEMS = 30
LONGEST_ITEM = 80


class Shape(StrEnum):
    """How a value is written."""

    LINE = "line"
    BILINGUAL = "bilingual"  # {de, en}; English may be missing
    BOTH = "both"  # {de, en}; both are needed
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"  # list of short texts
    WORDS = "words"  # {de: [...], en: [...]}
    DAY = "day"
    URL = "url"
    CONTACT = "contact"  # an address of the web or of mail
    LICENCE = "licence"
    LANGUAGES = "languages"
    NAMED_LINK = "named_link"  # {name, url}


class Step(StrEnum):
    """The steps of the guided form, in their order."""

    BASICS = "basics"
    PURPOSE = "purpose"
    TECHNOLOGY = "technology"
    OFFER = "offer"


class Weight(StrEnum):
    """Whether a change has to be looked at before it is seen."""

    HARMLESS = "harmless"
    SPELLING = "spelling"  # harmless while only the spelling changes
    SUBSTANTIVE = "substantive"


@dataclass(frozen=True)
class ListingField:
    """One thing a provider may say. `longest`: characters of a text, per language."""

    key: str
    label: str | Promise
    shape: Shape
    step: Step
    weight: Weight = Weight.SUBSTANTIVE
    longest: int = 0
    hint: str | Promise = ""
    options: Mapping[str, Promise] | Callable[[], Mapping[str, str]] | None = None
    kinds: tuple[str, ...] = (Listing.Kind.SOLUTION, Listing.Kind.CONSULTING)
    required: bool = False

    @property
    def fact(self) -> str:
        """The key of the fact, or "" for a column of the listing."""
        return self.key.removeprefix(FACT) if self.key.startswith(FACT) else ""


_SOLUTION = (Listing.Kind.SOLUTION.value,)


def _fact(
    key: str, shape: Shape, step: Step, weight: Weight = Weight.SUBSTANTIVE, **more: Any
) -> ListingField:
    kinds = tuple(dict.fromkeys(str(one) for kind in FACT_KINDS if kind.key == key for one in kind.kinds))
    label = next(kind.label for kind in FACT_KINDS if kind.key == key)
    return ListingField(FACT + key, label, shape, step, weight, kinds=kinds, **more)


_H, _S = Weight.HARMLESS, Weight.SPELLING

FIELDS: tuple[ListingField, ...] = (
    ListingField("name", _("Name"), Shape.LINE, Step.BASICS, longest=200, required=True),
    ListingField(
        "kind", _("Art"), Shape.CHOICE, Step.BASICS, options=dict(Listing.Kind.choices), required=True
    ),
    ListingField(
        "fields_of_action", _("Handlungsfelder"), Shape.CHOICES, Step.BASICS, required=True,
        hint=_("Höchstens drei: die, in denen man Ihr Angebot zuerst suchen würde."),
    ),
    ListingField(
        "summary", _("Kurzbeschreibung"), Shape.BOTH, Step.BASICS, _S, longest=240, required=True,
        hint=_("Ein Satz: was es tut und für wen. Ohne Werbung. Er steht in jeder Liste."),
    ),
    ListingField(
        "search_words", _("Suchwörter"), Shape.WORDS, Step.BASICS, _H,
        hint=_("Wörter, mit denen Verwaltungen diesen Bedarf beschreiben. Eines je Zeile, höchstens 30."),
    ),
    _fact(
        "purpose", Shape.BILINGUAL, Step.PURPOSE, _S, longest=1200, required=True,
        hint=_("Was geschieht damit, Schritt für Schritt, und was ist danach anders?"),
    ),
    _fact("audience", Shape.BILINGUAL, Step.PURPOSE, _S, longest=400),
    _fact(
        "remark", Shape.BILINGUAL, Step.PURPOSE, _S, longest=800,
        hint=_("Was man vorher wissen sollte, auch Einschränkungen."),
    ),
    _fact(
        "license", Shape.LICENCE, Step.TECHNOLOGY,
        hint=_("Als SPDX-Ausdruck, zum Beispiel EUPL-1.2 oder MIT OR Apache-2.0."), longest=120,
    ),
    _fact(
        "source_code", Shape.URL, Step.TECHNOLOGY, longest=400,
        hint=_("Die Adresse des öffentlichen Quelltexts, zum Beispiel bei openCode."),
    ),
    _fact("version", Shape.LINE, Step.TECHNOLOGY, _H, longest=60),
    _fact("last_change", Shape.DAY, Step.TECHNOLOGY, _H),
    _fact("maturity", Shape.CHOICE, Step.TECHNOLOGY, options=MATURITY_LABELS),
    _fact(
        "interfaces", Shape.LINES, Step.TECHNOLOGY, _H,
        hint=_("Standards und Schnittstellen, eine je Zeile, zum Beispiel XÖV, OParl, REST."),
    ),
    _fact(
        "technology", Shape.LINES, Step.TECHNOLOGY, _H, hint=_("Eine je Zeile, zum Beispiel PostgreSQL.")
    ),
    _fact(
        "languages", Shape.LANGUAGES, Step.TECHNOLOGY, _H,
        hint=_("Kürzel nach ISO 639, eines je Zeile, zum Beispiel de, en, tr."),
    ),
    _fact("documentation", Shape.URL, Step.TECHNOLOGY, _H, longest=400),
    _fact(
        "security_contact", Shape.CONTACT, Step.TECHNOLOGY, _H, longest=400,
        hint=_("Eine Adresse, bei der man Schwachstellen vertraulich melden kann."),
    ),
    _fact("operation", Shape.CHOICES, Step.OFFER, options=OPERATION_LABELS),
    _fact("cost_model", Shape.CHOICES, Step.OFFER, options=COST_MODEL_LABELS),
    _fact(
        "cost", Shape.BILINGUAL, Step.OFFER, longest=800,
        hint=_("Einrichtung und laufende Kosten, möglichst mit Beträgen und dem, was sie umfassen."),
    ),
    _fact(
        "successor", Shape.NAMED_LINK, Step.OFFER, longest=200,
        hint=_("Nur, wenn dieses Angebot endet und etwas anderes an seine Stelle tritt."),
    ),
)  # fmt: skip
FIELD_BY_KEY = {one.key: one for one in FIELDS}
# What a buyer asks first; the same order as the open points of a listing's page, then the rest.
ASKED_FIRST = (
    "summary", "fact.purpose", "fields_of_action", "fact.license", "fact.operation", "fact.cost",
    "fact.cost_model", "fact.audience", "fact.interfaces", "fact.last_change", "fact.version",
    "fact.maturity", "fact.security_contact", "fact.documentation", "fact.source_code", "fact.languages",
    "fact.technology", "search_words",
)  # fmt: skip


def fields_for(kind: str, step: Step | None = None) -> list[ListingField]:
    """The fields of a listing of this kind, of one step or of all."""
    return [one for one in FIELDS if kind in one.kinds and (step is None or one.step is step)]
