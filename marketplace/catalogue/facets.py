"""The groups of filters beside a list, each value counted under all other filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.entry import ENDED
from marketplace.catalogue.masks import Bits, Mask, Masks, packed
from marketplace.catalogue.models import FieldOfAction, Listing, Reference
from marketplace.catalogue.search_index import SearchIndex
from marketplace.catalogue.search_request import FACET_LABELS, SearchRequest
from marketplace.catalogue.standards import standard_labels
from marketplace.catalogue.vocabulary import (
    COST_MODEL_LABELS,
    LICENCE_FAMILY_LABELS,
    OPERATION_LABELS,
    STATE_LABELS,
)
from marketplace.organisations.models import Land, Provider

Labels = Mapping[str, str | Promise]
NO_VALUES = Masks()

_VALUE_LABELS: dict[str, Labels] = {
    "art": {kind.value: kind.label for kind in Listing.Kind},
    "offen": {
        "open_source": _("offen, mit Lizenz"),
        "proprietary": _("proprietär"),
        "unclear": _("nicht geklärt"),
    },
    "pflege": {
        "laufend": _("gepflegt"),
        "ruhend": _("seit über einem Jahr unverändert"),
        ENDED: _("nicht mehr gepflegt"),
        "unbekannt": _("unbekannt"),
    },
    "stufe": {
        "A": _("Stufe A"),
        "B": _("Stufe B"),
        "C": _("Stufe C"),
        "D": _("Stufe D"),
        "E": _("Stufe E"),
    },
    "betrieb": OPERATION_LABELS,
    "lizenz": {family.value: label for family, label in LICENCE_FAMILY_LABELS.items()},
    "anbieter": {kind.value: kind.label for kind in Provider.Kind},
    "kosten": COST_MODEL_LABELS,
    "land": {land.value: land.label for land in Land},
    "groesse": {size.value: size.label for size in Reference.Size},
}


@dataclass(frozen=True)
class ExtraFacet:
    """A facet whose values are known only above the catalogue, e.g. the grade of the code.

    Attributes:
        key: one of FACET_LABELS or "nachweis." with a criterion.
        values: gives the value by listing; asked once for each state of the catalogue.
        label: of the group; by default that of FACET_LABELS.
        labels: of the values in the order they are shown; by default those of the states.
        keep: whether the values stay the same as long as the catalogue does.
    """

    key: str
    values: Callable[[], Mapping[int, str]]
    label: str | Promise = ""
    labels: Labels | None = None
    keep: bool = True


@dataclass(frozen=True)
class FacetValue:
    """One box to tick, with the number of listings it would leave."""

    value: str
    label: str
    count: int
    selected: bool
    key: str
    request: SearchRequest

    @property
    def url_query(self) -> str:
        """The address with this box switched."""
        return self.request.toggled(self.key, self.value).query()


@dataclass(frozen=True)
class Facet:
    """One group of filters.

    Attributes:
        unknown: listings under the other filters of which nobody says anything about this; whoever chooses
            a value leaves them out.
    """

    key: str
    label: str
    values: list[FacetValue]
    unknown: int = 0

    @property
    def selected(self) -> int:
        return sum(value.selected for value in self.values)


# What a facet has to know of the listings: those found, those chosen by each facet.
@dataclass(frozen=True)
class Choice:
    """What a request leaves over.

    Attributes:
        masks: by facet and value the listings with it.
        found: listings that answer the words.
        chosen: by facet the listings it lets through; only facets in which something is chosen.
    """

    masks: Mapping[str, Masks]
    found: Mask
    chosen: Mapping[str, Mask]

    def left(self, *, without: str = "") -> Mask:
        """Listings that all facets let through, or all but one."""
        left = self.found
        for key, mask in self.chosen.items():
            if key != without:
                left = left & mask
        return left


def masks_of(index: SearchIndex, extra: tuple[ExtraFacet, ...]) -> dict[str, Masks]:
    """All facets' masks, those from above the catalogue among them."""
    return {
        **index.facets,
        **{facet.key: index.from_above(facet.key, facet.values, keep=facet.keep) for facet in extra},
    }


def chosen_mask(masks: Masks, values: frozenset[str], size: int) -> Mask:
    """Listings with any of the chosen values."""
    mask = np.zeros(size, dtype=bool)
    for value in values:
        if value in masks:
            mask |= masks[value]
    return mask


def facets(request: SearchRequest, choice: Choice, extra: tuple[ExtraFacet, ...]) -> list[Facet]:
    """All groups of filters with their numbers, in the order they are shown."""
    under_all = packed(choice.left())
    known = _VALUE_LABELS | {"standard": standard_labels(), "feld": _fields()}
    above = {facet.key: facet for facet in extra}
    found = []
    for key in dict.fromkeys((*FACET_LABELS, *above, *request.chosen)):
        masks = choice.masks.get(key, NO_VALUES)
        if not masks and not request.chosen.get(key):
            continue
        labels = (above[key].labels if key in above else None) or known.get(key, _STATES)
        label = (above[key].label if key in above else "") or FACET_LABELS.get(key, key)
        under = packed(choice.left(without=key)) if key in choice.chosen else under_all
        values = _values(request, key, labels, masks, under)
        found.append(Facet(key, str(label), values, masks.unknown(under)))
    return found


_STATES: Labels = {state.value: label for state, label in STATE_LABELS.items()}


def _fields() -> dict[str, str]:
    return {one.slug: one.name for one in FieldOfAction.objects.all()}


def _values(request: SearchRequest, key: str, labels: Labels, masks: Masks, under: Bits) -> list[FacetValue]:
    selected, counts = request.chosen.get(key, frozenset()), masks.counts(under)
    # What an address asks for and nobody knows stays visible, else nobody could see why the list is empty.
    missing = gettext("„{value}“ gibt es nicht")
    strange = {value: missing.format(value=value) for value in sorted(selected - set(labels))}
    return [
        FacetValue(
            value=value,
            label=str(label),
            count=counts.get(value, 0),
            selected=value in selected,
            key=key,
            request=request,
        )
        for value, label in (*labels.items(), *strange.items())
        if value in masks or value in selected
    ]
