"""The steps of the guided form, and each field with what others say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from marketplace.catalogue.fields import ListingField, Shape, Step, fields_for
from marketplace.catalogue.models import Fact, Listing, Source
from marketplace.web.provider.changes import value_lines
from marketplace.web.provider.listing_form import ListingForm, control_name


@dataclass(frozen=True)
class ShownStep:
    """One step with how much of it is said."""

    key: str
    label: str
    said: int
    of: int
    is_here: bool


@dataclass(frozen=True)
class ShownField:
    """One field with its controls, its limit in words, and what other sources say."""

    field: ListingField
    controls: list[BoundField]
    limit: str
    others: list[tuple[str, Source]]

    @property
    def is_group(self) -> bool:
        """Several controls, or a choice: a fieldset with a legend."""
        return len(self.controls) > 1 or self.field.shape in {Shape.CHOICE, Shape.CHOICES}

    @property
    def is_choice(self) -> bool:
        """Boxes or buttons to choose from."""
        return self.field.shape in {Shape.CHOICE, Shape.CHOICES}

    @property
    def kind_of_choice(self) -> str:
        """The input's type."""
        return "radio" if self.field.shape is Shape.CHOICE else "checkbox"


def step_labels() -> dict[Step, str]:
    """The names of the steps."""
    return {
        Step.BASICS: _("Grundangaben"),
        Step.PURPOSE: _("Zweck"),
        Step.TECHNOLOGY: _("Technik und Lizenz"),
        Step.OFFER: _("Betrieb und Kosten"),
    }


def steps_of(listing: Listing, values: Mapping[str, Any], here: Step | None = None) -> list[ShownStep]:
    """All steps with how much of each is said."""
    return [
        ShownStep(
            key=one.value,
            label=label,
            said=sum(_is_said(values.get(field.key)) for field in fields_for(listing.kind, one)),
            of=len(fields_for(listing.kind, one)),
            is_here=one is here,
        )
        for one, label in step_labels().items()
    ]


def _is_said(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else value is not None


def shown_fields(listing: Listing, fields: Sequence[ListingField], form: ListingForm) -> list[ShownField]:
    """The fields of a step as the page shows them."""
    others = _others(listing)
    return [
        ShownField(
            field=one,
            controls=[form[name] for name in form.fields if _belongs(name, one)],
            limit=_limit(one),
            others=[
                (", ".join(value_lines(one.key, fact.value)), fact.source)
                for fact in others.get(one.fact, [])
            ],
        )
        for one in fields
    ]


def _belongs(name: str, field: ListingField) -> bool:
    base = control_name(field)
    return name == base or name in {f"{base}_{end}" for end in ("de", "en", "name", "url")}


def _limit(field: ListingField) -> str:
    return _("Höchstens %d Zeichen.") % field.longest if field.longest else ""


def _others(listing: Listing) -> dict[str, list[Fact]]:
    """What repositories and third parties say, by fact; it stays beside the provider's own word."""
    found: dict[str, list[Fact]] = {}
    for fact in listing.facts.exclude(source__basis=Source.Basis.PROVIDER).select_related("source"):
        found.setdefault(fact.key, []).append(fact)
    return found
