"""What a listing still lacks: facts and answers, in the order in which buyers ask for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from marketplace.catalogue.field_values import value_problem
from marketplace.catalogue.fields import ASKED_FIRST, FIELD_BY_KEY, ListingField
from marketplace.catalogue.models import Listing
from marketplace.catalogue.vocabulary import FACT_KINDS, State
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.suitability.queries import profiles


@dataclass(frozen=True)
class Missing:
    """One thing that is not said yet, why it matters, and where to say it."""

    label: str
    why: str
    url: str
    needed: bool = False


def missing_facts(listing: Listing, values: Mapping[str, Any]) -> list[Missing]:
    """Fields without a value of the provider's or anybody's: what is needed first, then as buyers ask."""
    said = set(listing.facts.values_list("key", flat=True))
    found = [FIELD_BY_KEY[key] for key in ASKED_FIRST if listing.kind in FIELD_BY_KEY[key].kinds]
    is_draft = listing.state == Listing.State.DRAFT
    needed = {one.key for one in found if is_draft and one.required}
    lacking = [one for one in found if _lacks(one, values.get(one.key), said, one.key in needed)]
    ordered = sorted(lacking, key=lambda one: one.key not in needed)
    return [_fact(listing, one, one.key in needed) for one in ordered]


def _lacks(field: ListingField, value: Any, said: Collection[str], needed: bool) -> bool:
    if needed:
        return bool(value_problem(field, value))
    empty = value is None or (isinstance(value, dict) and not any(value.values()))
    return empty and field.fact not in said


def _fact(listing: Listing, field: ListingField, needed: bool) -> Missing:
    kind = next((one for one in FACT_KINDS if one.key == field.fact and listing.kind in one.kinds), None)
    url = reverse("web:provider-step", args=[listing.slug, field.step.value])
    why = str(kind.unknown) if kind and kind.unknown else str(field.hint)
    return Missing(str(field.label), why, url, needed)


def missing_answers(listing: Listing, answered: Collection[str] = ()) -> list[Missing]:
    """Criteria nobody has answered: those people filter by first, then those that exclude (A), then points.

    Args:
        listing: the listing.
        answered: criteria answered since the profile was computed.
    """
    edition = current_edition()
    profile = profiles([listing.pk]).get(listing.pk)
    cells = {cell.criterion: cell.state for cell in profile.cells} if profile else {}
    lacking = [
        one
        for one in edition.criteria
        if listing.kind in one.applies.kinds
        and cells.get(one.key, State.UNKNOWN) in {State.UNKNOWN, State.EXPIRED}
        and one.key not in answered
    ]
    return [_answer(listing, one) for one in sorted(lacking, key=_asked)]


def _asked(criterion: Criterion) -> tuple[bool, bool]:
    return (not criterion.facet, criterion.requirement.level != "A")


def _answer(listing: Listing, criterion: Criterion) -> Missing:
    url = reverse("web:provider-answer", args=[listing.slug, criterion.key])
    return Missing(str(criterion.title), str(criterion.question), url)
