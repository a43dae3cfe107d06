"""The list with live search, and the page of one listing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.analysis.queries import main_grades_by_listing
from marketplace.catalogue import queries
from marketplace.catalogue.entry import ENDED, entries
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search import search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.similar import similar_listings
from marketplace.catalogue.vocabulary import State
from marketplace.suitability.list_facets import list_facets
from marketplace.web.cached import cached_by_revision
from marketplace.web.code_parts import CodePart, code_parts
from marketplace.web.evidence import references_by_source
from marketplace.web.filter_groups import filter_groups
from marketplace.web.suitability.fitting import fit_context
from marketplace.web.suitability.profile import SuitabilitySection, suitability_section


@require_safe
@cached_by_revision
def solution_list(request: HttpRequest) -> HttpResponse:
    """The list; the same address gives the whole page or, for the live search, the parts that change."""
    result = search(SearchRequest.from_query(request.GET), extra=list_facets())
    grades = main_grades_by_listing([hit.entry.id for hit in result.hits])
    is_live = request.headers.get("HX-Request") == "true"
    context = {
        "section": "solutions",
        "result": result,
        "filter_groups": filter_groups(result),
        "rows": [(hit, grades.get(hit.entry.id)) for hit in result.hits],
        "filters": sum(facet.selected for facet in result.facets),
        "is_live": is_live,
    }
    response = render(
        request, "web/solution_list_live.html" if is_live else "web/solution_list.html", context
    )
    response["Vary"] = "HX-Request, Accept-Language"
    if not result.is_current:
        # The catalogue has just changed and is still being indexed; this page is of the state before.
        response["Cache-Control"] = "no-store"
    return response


# Not kept: the page also tells how the assessments under way are getting on.
@require_safe
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything known about a listing, open points first."""
    listing = listing_or_404(slug)
    known = known_of(listing, suitability_section(listing, request.user))
    return listing_page(request, listing, known | fit_context(request, listing, known["profile"]))


def known_of(listing: Listing, suitability: SuitabilitySection | None) -> dict[str, Any]:
    """What the page of a listing shows of the listing itself, all of it read when this returns."""
    parts = code_parts(listing)
    profile = queries.profile(listing)
    last_change = profile.row("last_change")
    main = next((part for part in parts if part.assessment), None)
    return {
        "profile": profile,
        "known": sum(row.state != State.UNKNOWN for row in profile.rows),
        "last_change": last_change.entries[0].text if last_change and last_change.entries else "",
        "parts": parts,
        "main": main,
        "open_points": _open_points(profile, main),
        "references": references_by_source(profile.references),
        "suitability": suitability,
        "successor": profile.row("successor"),
        "is_ended": any(one.maintained == ENDED for one in entries([listing.pk]).values()),
    }


def listing_page(
    request: HttpRequest, listing: Listing, known: Mapping[str, Any], *, preview: bool = False
) -> HttpResponse:
    """The page of a listing with what `known_of` says of it."""
    context = {
        **known,
        "section": "provider" if preview else "solutions",
        "preview": preview,
        "listing": listing,
        "similar": similar_listings(listing),
    }
    return render(request, "web/solution.html", context)


def _open_points(profile: queries.Profile, main: CodePart | None) -> list[queries.FactRow]:
    """What to clarify first. Whether somebody still works on it is answered where the changes are counted."""
    has_history = main is not None and main.assessment is not None and bool(main.assessment.history)
    return [row for row in profile.open_points if not (has_history and row.key == "last_change")]


def listing_or_404(slug: str) -> Listing:
    """The published listing with this slug; withdrawn ones look like missing ones."""
    listing = queries.listing_by_slug(slug)
    if listing is None:
        raise Http404
    return listing
