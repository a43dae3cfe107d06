"""Filters of the list that are known only above the catalogue: the code's grade and states of criteria."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from uuid import UUID

from django.utils.translation import gettext as _

from marketplace.analysis.queries import main_grades_by_listing
from marketplace.catalogue.facets import ExtraFacet
from marketplace.catalogue.queries import revision_token
from marketplace.catalogue.search_request import CRITERION
from marketplace.criteria.editions import current_edition
from marketplace.suitability.queries import states_for_facets


def list_facets() -> tuple[ExtraFacet, ...]:
    """All of them, in the active language; their values are read once for each state of the catalogue."""
    criteria = [criterion for criterion in current_edition().criteria if criterion.facet]
    return (
        ExtraFacet("stufe", _letters),
        *(
            ExtraFacet(
                CRITERION + criterion.key,
                partial(_states_of, criterion.key),
                label=_("Nachweis: %(criterion)s") % {"criterion": criterion.title},
            )
            for criterion in criteria
        ),
    )


def _letters() -> Mapping[int, str]:
    return {listing: grade.letter for listing, grade in main_grades_by_listing().items() if grade.letter}


def _states_of(criterion: str) -> Mapping[int, str]:
    token = revision_token()
    return (states_for_facets() if token is None else _all_states(token)).get(criterion, {})


# Asked for one criterion after the other within a moment; then the masks made of it are kept.
@lru_cache(maxsize=1)
def _all_states(_token: UUID) -> Mapping[str, Mapping[int, str]]:
    return states_for_facets()
