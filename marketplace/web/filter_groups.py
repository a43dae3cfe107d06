"""How filters stand beside a list: what many choose by is open, the rest folded, no box without effect."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.catalogue.facets import Facet, FacetValue
from marketplace.catalogue.search import SearchResult

# Groups that are open at once; the others are a line to open.
OPEN = frozenset({"feld", "art", "betrieb", "pflege"})
# Of more values only so many stand open, the ticked ones always.
MOST, SHOWN = 8, 6
# Groups whose values have no order of their own: the most frequent first.
BY_COUNT = frozenset({"land", "standard"})
SWITCH = ("offen", "open_source")
BY_REFERENCES = frozenset({"land", "groesse"})


@dataclass(frozen=True)
class FilterGroup:
    """One group of boxes.

    Attributes:
        shown: the boxes that stand open, `more` the folded ones.
        is_open: whether the whole group stands open.
        by_references: whether it rests on how the marketplace classes the bodies that use a solution.
    """

    facet: Facet
    shown: list[FacetValue]
    more: list[FacetValue]
    is_open: bool
    by_references: bool


@dataclass(frozen=True)
class FilterGroups:
    """The switch for open code at the top, the groups below it."""

    switch: FacetValue | None
    groups: list[FilterGroup]

    @property
    def switch_boxes(self) -> list[FacetValue]:
        """The switch as a list of boxes, as the groups have them."""
        return [self.switch] if self.switch else []


def filter_groups(result: SearchResult) -> FilterGroups:
    """Arrange the filters of a list; groups in which nothing can be chosen are left out."""
    switch = None
    groups = []
    for facet in result.facets:
        values = [value for value in facet.values if value.count or value.selected]
        if facet.key == SWITCH[0]:
            switch = next((value for value in values if value.value == SWITCH[1]), None)
            # What is not open can be chosen by its licence; here it only stands when an address asks for it.
            values = [value for value in values if value is not switch and value.selected]
        is_useful = len(values) > 1 or any(value.count < result.total for value in values)
        if values and (facet.selected or is_useful):
            groups.append(_group(facet, values))
    return FilterGroups(switch, groups)


def _group(facet: Facet, values: list[FacetValue]) -> FilterGroup:
    if facet.key in BY_COUNT:
        values = sorted(values, key=lambda value: (not value.selected, -value.count, value.label))
    shown, more = values, []
    if len(values) > MOST:
        shown = [value for number, value in enumerate(values) if number < SHOWN or value.selected]
        more = [value for value in values if value not in shown]
    is_open = facet.key in OPEN or bool(facet.selected)
    return FilterGroup(facet, shown, more, is_open, facet.key in BY_REFERENCES)
