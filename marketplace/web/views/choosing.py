"""Putting solutions aside for comparison, taking them out again, and undoing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from marketplace.catalogue.models import Listing
from marketplace.web.comparison.choice import MOST, Choice, listings_in_order, slugs_among
from marketplace.web.same_origin import only_from_here

LONGEST_WAY_BACK = 2000


@only_from_here
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Change the choice: `was` is dazu, weg, leeren or genau; `eintrag` names solutions, `zurueck` the page.

    Adding a sixth solution changes nothing and says so. A script gets the parts of the page that change.
    """
    before = Choice.of(request)
    named = listings_in_order(slugs_among(request.POST.getlist("eintrag")))
    wish = request.POST.get("was", "")
    refused = wish == "dazu" and len({*before.slugs, *(one.slug for one in named)}) > MOST
    after = before if refused else _changed(before, wish, named)
    is_live = request.headers.get("HX-Request") == "true"
    response = (
        _live(request, after, named, refused=refused) if is_live else _page(request, after, named, refused)
    )
    after.keep_in(response)
    return response


def _changed(before: Choice, wish: str, named: list[Listing]) -> Choice:
    slugs = [one.slug for one in named]
    if wish == "dazu":
        return before.with_added(slugs)
    if wish == "weg":
        return before.without(slugs)
    if wish == "genau":
        return Choice(slugs_among(slugs))
    return before.cleared() if wish == "leeren" else before


def _page(request: HttpRequest, after: Choice, named: list[Listing], refused: bool) -> HttpResponse:
    back = _way_back(request)
    if refused:
        context = {"section": "compare", "wanted": named, "back": back, "compared": after}
        return render(request, "web/compare_full.html", context, status=409)
    return HttpResponseRedirect(back, status=303)


def _live(request: HttpRequest, after: Choice, named: list[Listing], *, refused: bool) -> HttpResponse:
    context = {
        "compared": after,
        "listing": named[0] if named else None,
        "refused": refused,
        "was": request.POST.get("was", ""),
        "back": _way_back(request).partition("#")[0],
    }
    return render(request, "web/parts/choose_live.html", context)


def _way_back(request: HttpRequest) -> str:
    """The page the visitor came from, as a path of this site; anything else leads to the list."""
    wanted = request.POST.get("zurueck", "")[:LONGEST_WAY_BACK]
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else reverse("web:solutions")
