"""A person's saved searches: keeping one, seeing what is new, changing and deleting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.catalogue.search_request import SearchRequest
from marketplace.selection import saved_services
from marketplace.selection.errors import WrongInput
from marketplace.selection.matches import close_matches
from marketplace.selection.models import SavedSearch
from marketplace.selection.saved_models import LONGEST_NAME
from marketplace.selection.saved_queries import saved_search, saved_searches_of
from marketplace.web.access import SignedInRequest, signed_in

How = SavedSearch.How


@require_safe
@signed_in
def saved_searches(request: SignedInRequest) -> HttpResponse:
    """All of them, with what is new."""
    return _page(request)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def save_search(request: SignedInRequest) -> HttpResponse:
    """Keep the search whose address part stands in this page's own address."""
    wanted = SearchRequest.from_query(request.GET)
    sentence = ""
    if request.method == "POST":
        try:
            kept = saved_services.remember(
                request.user, wanted, how=_how(request), name=request.POST.get("name", "")
            )
        except WrongInput as refusal:
            sentence = refusal.sentence
        else:
            return redirect(f"{reverse('web:saved-searches')}#suche-{kept.pk}")
    context = {
        "section": "solutions",
        "wanted": wanted,
        "found": close_matches(wanted),
        "name": request.POST.get("name", wanted.text)[:LONGEST_NAME],
        "how": _how(request),
        "ways": list(How),
        "sentence": sentence,
    }
    return render(request, "web/save_search.html", context, status=422 if sentence else 200)


@require_POST
@signed_in
def open_search(request: SignedInRequest, number: int) -> HttpResponse:
    """Go to the list; what was new has been seen then."""
    search = _own(request, number)
    saved_services.mark_seen(search)
    return redirect(reverse("web:solutions") + saved_services.request_of(search).query())


@require_POST
@signed_in
def change_search(request: SignedInRequest, number: int) -> HttpResponse:
    """Another name or another rhythm."""
    search, name = _own(request, number), request.POST.get("name", "")
    try:
        saved_services.change(search, name=name, how=_how(request))
    except WrongInput as refusal:
        wrong = {"number": number, "name": name[:500], "sentence": refusal.sentence}
        return _page(request, wrong=wrong, status=422)
    return redirect(f"{reverse('web:saved-searches')}#suche-{number}")


@require_POST
@signed_in
def forget_search(request: SignedInRequest, number: int) -> HttpResponse:
    """Delete one."""
    saved_services.forget(_own(request, number))
    return redirect("web:saved-searches")


def _own(request: SignedInRequest, number: int) -> SavedSearch:
    found = saved_search(request.user, number)
    if found is None:
        raise Http404
    return found


def _how(request: SignedInRequest) -> How:
    chosen = request.POST.get("how", "")
    return How(chosen) if chosen in How.values else How.DAILY


def _page(
    request: SignedInRequest, *, wrong: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "section": "solutions",
        "rows": saved_searches_of(request.user),
        "ways": list(How),
        "most": saved_services.MOST_SEARCHES,
        "wrong": wrong,
    }
    return render(request, "web/saved_searches.html", context, status=status)
