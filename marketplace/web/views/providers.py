"""Where providers begin: their organisations, the providers they are, and the proofs of that."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.analysis.models import CodeSource
from marketplace.analysis.repositories import repositories_of
from marketplace.analysis.services import request_assessment
from marketplace.catalogue.own_listings import begin_listing, listings_of
from marketplace.catalogue.queries import published_listings
from marketplace.lib.refusals import Refusal
from marketplace.lib.storable_json import storable
from marketplace.organisations import claims
from marketplace.organisations.errors import MembershipRefused, NotAllowed
from marketplace.organisations.models import Membership, Organisation, Provider, ProviderClaim
from marketplace.organisations.provider_services import become_provider, register
from marketplace.organisations.queries import memberships_of
from marketplace.web.access import SignedInRequest, signed_in
from marketplace.web.provider.begin_forms import ClaimForm, NewListingForm, RegisterForm
from marketplace.web.provider.overview import overview_rows

MOST_FOUND = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For strangers: what offering here means. For members: their organisations, proofs and listings."""
    if not request.user.is_authenticated:
        return render(request, "web/provider/intro.html", {"section": "provider"})
    return _home(request, request.user)


def _home(request: HttpRequest, user: User) -> HttpResponse:
    mine = _offering(user)
    shown = [
        {
            "organisation": one.organisation,
            "role": one.role,
            "providers": list(one.organisation.providers.all()),
            "claims": list(one.organisation.claims.select_related("provider")[:20]),
            "rows": overview_rows(listings_of(one.organisation)),
        }
        for one in mine
    ]
    response = render(request, "web/provider/home.html", {"section": "provider", "shown": shown})
    response["Cache-Control"] = "private, no-store"
    return response


def _offering(user: User) -> list[Membership]:
    """The person's organisations that offer something, or could."""
    found = [one for one in memberships_of(user) if one.organisation.kind != Organisation.Kind.TEAM]
    offers = {Organisation.Kind.PROVIDER, Organisation.Kind.CONSULTING}
    return [
        one
        for one in found
        if one.organisation.kind in offers
        or one.organisation.providers.exists()
        or one.organisation.claims.exists()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register_organisation(request: SignedInRequest) -> HttpResponse:
    """Make an organisation that offers something."""
    form = RegisterForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            made = register(request.user, form.offering())
        except MembershipRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("%s ist angelegt.") % made.name)
            return redirect("web:provider-home")
    status = 422 if form.errors else 200
    return render(request, "web/provider/register.html", {"form": form, "section": "provider"}, status=status)


@require_safe
@signed_in
def find(request: SignedInRequest) -> HttpResponse:
    """Find the provider one is."""
    words = " ".join(storable(request.GET.get("q", "")).split())[:100]
    found: list[Provider] = []
    if words:
        listed = published_listings()
        rows = Provider.objects.filter(listings__in=listed, name__icontains=words).distinct()
        found = list(rows.select_related("organisation").order_by("name")[:MOST_FOUND])
    context = {"words": words, "found": found, "most": MOST_FOUND, "section": "provider"}
    return render(request, "web/provider/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def claim_provider(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that one's organisation is this provider, and choose how to prove it."""
    provider = get_object_or_404(
        Provider.objects.filter(listings__in=published_listings()).distinct(), slug=slug
    )
    organisations = _administered(request.user)
    places = [
        one.location
        for one in repositories_of(provider)
        if not one.listing or one.listing.state == "published"
    ]
    form = ClaimForm(
        request.POST or None, organisations=organisations, host=claims.host_of(provider), places=places
    )
    if request.method == "POST" and form.is_valid():
        try:
            claim = claims.open_claim(provider, form.organisation(), by=request.user, **form.proof())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("web:provider-claim", claim.pk)
    context = {
        "provider": provider,
        "form": form,
        "organisations": organisations,
        "listings": list(published_listings().filter(provider=provider)[:20]),
        "section": "provider",
    }
    return render(request, "web/provider/claim_begin.html", context, status=422 if form.errors else 200)


def _administered(user: User) -> list[Organisation]:
    admin, team = Membership.Role.ADMIN, Organisation.Kind.TEAM
    return [
        one.organisation
        for one in memberships_of(user)
        if one.role == admin and one.organisation.kind != team
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def claim(request: SignedInRequest, claim_id: uuid.UUID) -> HttpResponse:
    """What to put where, what was found when, and asking to look now."""
    found = ProviderClaim.objects.select_related("provider", "organisation").filter(pk=claim_id).first()
    membership = _membership(request.user, found)
    if found is None or membership is None:
        raise Http404
    if request.method == "POST":
        return _change_claim(request, found)
    context: dict[str, Any] = {
        "claim": found,
        "administers": membership.role == Membership.Role.ADMIN,
        "section": "provider",
    }
    return render(request, "web/provider/claim.html", context)


def _membership(user: User, found: ProviderClaim | None) -> Membership | None:
    mine = Membership.objects.filter(user=user, organisation=found.organisation_id) if found else None
    return mine.first() if mine is not None else None


def _change_claim(request: SignedInRequest, found: ProviderClaim) -> HttpResponse:
    try:
        if request.POST.get("action") == "withdraw":
            claims.withdraw_claim(found, by=request.user)
            messages.success(request, _("Der Nachweis ist zurückgezogen."))
            return redirect("web:provider-home")
        claims.ask_check(found, by=request.user)
        _queue_repository(found)
        messages.success(request, _("Wir sehen nach. Das Ergebnis steht gleich hier."))
    except NotAllowed as error:
        raise Http404 from error
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("web:provider-claim", found.pk)


def _queue_repository(found: ProviderClaim) -> None:
    """A repository is looked at when it is fetched, so it is fetched again."""
    if found.method != ProviderClaim.Method.REPOSITORY:
        return
    source: CodeSource | None = next(
        (one for one in repositories_of(found.provider) if one.location == found.place), None
    )
    if source is not None:
        request_assessment(source, at=timezone.now(), priority=1)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_listing(request: SignedInRequest) -> HttpResponse:
    """Begin a listing as a draft."""
    organisations = [
        one.organisation
        for one in _offering(request.user)
        if one.role in {Membership.Role.ADMIN, Membership.Role.EDITOR}
    ]
    form = NewListingForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            listing = _begin(request.user, form)
        except NotAllowed as error:
            raise Http404 from error
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("web:provider-step", listing.slug, "basics")
    context = {"form": form, "organisations": organisations, "section": "provider"}
    return render(request, "web/provider/new.html", context, status=422 if form.errors else 200)


def _begin(user: User, form: NewListingForm) -> Any:
    values = form.cleaned_data
    provider = become_provider(
        form.organisation(), by=user, kind=values["provider_kind"], seat=values["seat"]
    )
    return begin_listing(provider, by=user, name=values["name"], kind=values["kind"])
