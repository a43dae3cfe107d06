"""Further pages of the team: harmless changes to acknowledge, hidden listings, opening a case by oneself."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.lib.refusals import Refusal
from marketplace.lib.storable_json import storable
from marketplace.review.acknowledging import acknowledge_up_to, revert_one
from marketplace.review.deciding import hide
from marketplace.review.errors import CaseConflict, NotEligible, WrongInput
from marketplace.review.opening import request_verification
from marketplace.review.quarantining import release
from marketplace.review.queries import checkable, harmless_edits, quarantines
from marketplace.web.access import SignedInRequest
from marketplace.web.review.access import for_team, status_of
from marketplace.web.review.matter import changes_of

SHOWN = 100
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@read_or_post
@for_team
def review_edits(request: SignedInRequest) -> HttpResponse:
    """Harmless changes that are live: acknowledge up to here, or take one back."""
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            _settle_edits(request)
        except (WrongInput, CaseConflict, NotEligible, EditRefused) as refusal:
            problem = refusal
        else:
            return redirect("web:review-edits")
    waiting = harmless_edits()
    context = {
        "section": "review",
        "tab": "edits",
        "total": waiting.count(),
        "edits": [(one, list(changes_of(one))) for one in waiting[:SHOWN]],
        "problem": problem,
        "typed": request.POST if problem else {},
    }
    status = status_of(problem) if problem else 200
    return render(request, "web/review/edits.html", context, status=status)


def _settle_edits(request: SignedInRequest) -> None:
    edit_id = _id_of(request.POST.get("aenderung", ""))
    if request.POST.get("schritt") == "durchgesehen":
        count = acknowledge_up_to(edit_id, by=request.user)
        messages.success(request, _("Durchgesehen: {count}").format(count=count))
    elif request.POST.get("schritt") == "zurücknehmen":
        revert_one(edit_id, by=request.user, reason=request.POST.get("grund", ""))
        messages.success(request, _("Die Änderung ist zurückgenommen."))
    else:
        raise Http404


def _id_of(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@read_or_post
@for_team
def review_quarantines(request: SignedInRequest) -> HttpResponse:
    """Listings that are hidden, with reasons; hide another one, or show one again."""
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            return _hide_or_show(request)
        except (WrongInput, CaseConflict, NotEligible) as refusal:
            problem = refusal
    context = {
        "section": "review",
        "tab": "quarantines",
        "standing": list(quarantines()),
        "former": list(quarantines(standing=False)[:50]),
        "problem": problem,
        "typed": request.POST if problem else {},
    }
    status = status_of(problem) if problem else 200
    return render(request, "web/review/quarantines.html", context, status=status)


def _hide_or_show(request: SignedInRequest) -> HttpResponse:
    slug = storable(request.POST.get("eintrag", "")).strip()
    if not slug:
        raise WrongInput("listing", "Bitte nennen Sie die Kennung des Eintrags.", "Please name the listing.")
    listing = Listing.objects.filter(slug=slug).select_related("provider").first()
    if listing is None:
        raise WrongInput(
            "listing", f"Einen Eintrag „{slug[:80]}“ gibt es nicht.", f"There is no listing “{slug[:80]}”."
        )
    reason = request.POST.get("grund", "")
    if request.POST.get("schritt") == "sperren":
        hide(listing, reason=reason, by=request.user)
    elif request.POST.get("schritt") == "freigeben":
        release(listing, reason=reason, by=request.user)
    else:
        raise Http404
    return redirect("web:review-quarantines")


@read_or_post
@for_team
def review_open(request: SignedInRequest) -> HttpResponse:
    """Open a case for a statement with a proof, without being asked."""
    sent = request.POST if request.method == "POST" else request.GET
    slug = storable(sent.get("eintrag", "")).strip()
    listing = Listing.objects.filter(slug=slug).select_related("provider__organisation").first()
    problem: Refusal | None = None
    if request.method == "POST":
        if listing is None:
            raise Http404
        try:
            case = request_verification(listing, storable(request.POST.get("kriterium", "")), by=request.user)
        except WrongInput as refusal:
            problem = refusal
        else:
            return redirect("web:review-case", case.pk)
    context = {
        "section": "review",
        "tab": "open",
        "slug": slug,
        "listing": listing,
        "checkable": checkable([listing]) if listing else [],
        "problem": problem,
    }
    return render(request, "web/review/open.html", context, status=status_of(problem) if problem else 200)
