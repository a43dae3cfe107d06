"""A municipality and its members."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.queries import confirmed_addresses
from marketplace.lib.refusals import Refusal
from marketplace.organisations import membership_services as members
from marketplace.organisations.errors import MembershipRefused, NotAllowed
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.provider_services import change_offering
from marketplace.organisations.queries import (
    mail_domain_for,
    members_of,
    memberships_of,
    open_invitations,
    role_in,
)
from marketplace.organisations.services import change_profile, create_municipality
from marketplace.web.access import SignedInRequest, signed_in
from marketplace.web.invitation_mail import send_invitation
from marketplace.web.organisation_forms import InvitationForm, MunicipalityForm, initial_of
from marketplace.web.provider.begin_forms import OfferingForm


@require_safe
@signed_in
def no_municipality(request: SignedInRequest) -> HttpResponse:
    """Why a municipality is needed, and the two ways to one."""
    return render(request, "web/organisations/none.html", {"next": request.GET.get("next", "")})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def create(request: SignedInRequest) -> HttpResponse:
    """Make a municipality; its mail domain may confirm it at once."""
    domain = mail_domain_for(confirmed_addresses(request.user))
    form = MunicipalityForm(request.POST or None, initial={"name": domain.name if domain else ""})
    if request.method == "POST" and form.is_valid():
        try:
            made = create_municipality(request.user, name=form.cleaned_data["name"], profile=form.profile())
        except MembershipRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _after_creation(request, made)
    context = {"form": form, "domain": domain, "next": _safe_next(request)}
    return render(request, "web/organisations/create.html", context)


def _after_creation(request: SignedInRequest, made: Organisation) -> HttpResponse:
    if made.is_verified:
        messages.success(request, _("%s ist angelegt und bestätigt.") % made.name)
    else:
        messages.success(
            request,
            _("%s ist angelegt und wartet auf Bestätigung. Arbeiten können Sie schon.") % made.name,
        )
    return redirect(_safe_next(request) or reverse("web:organisation", args=[made.pk]))


@require_safe
@signed_in
def organisation(request: SignedInRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """A municipality with its profile, members and invitations."""
    found, role = _mine(request, organisation_id)
    return _page(request, found, role, InvitationForm(label_suffix=""))


def _page(
    request: SignedInRequest, found: Organisation, role: str, form: InvitationForm, status: int = 200
) -> HttpResponse:
    administers = role == Membership.Role.ADMIN
    context = {
        "organisation": found,
        "profile": getattr(found, "profile", None),
        "role": role,
        "administers": administers,
        "members": members_of(found),
        "invitations": open_invitations(found) if administers else [],
        "roles": Membership.Role.choices,
        "form": form,
        "others": [one for one in memberships_of(request.user) if one.organisation_id != found.pk],
    }
    return render(request, "web/organisations/organisation.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Change name and profile."""
    found, role = _mine(request, organisation_id)
    if role != Membership.Role.ADMIN:
        raise Http404
    if found.kind != Organisation.Kind.MUNICIPALITY:
        return _edit_offering(request, found)
    initial = initial_of(getattr(found, "profile", None), found.name)
    form = MunicipalityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with _role_may_have_ended():
            change_profile(found, by=request.user, profile=form.profile(), name=form.cleaned_data["name"])
        messages.success(request, _("Die Angaben sind gespeichert."))
        return redirect("web:organisation", found.pk)
    return render(request, "web/organisations/edit.html", {"form": form, "organisation": found})


def _edit_offering(request: SignedInRequest, found: Organisation) -> HttpResponse:
    """Name and website of an organisation that offers something; another name needs a new confirmation."""
    form = OfferingForm(request.POST or None, initial={"name": found.name, "url": found.url})
    if request.method == "POST" and form.is_valid():
        with _role_may_have_ended():
            change_offering(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Die Angaben sind gespeichert."))
        return redirect("web:organisation", found.pk)
    return render(request, "web/provider/edit.html", {"form": form, "organisation": found})


@contextmanager
def _role_may_have_ended() -> Iterator[None]:
    """Between our look and the change; answered like what does not exist."""
    try:
        yield
    except NotAllowed as error:
        raise Http404 from error


@require_POST
@signed_in
def invite(request: SignedInRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Send an invitation."""
    found, role = _mine(request, organisation_id)
    form = InvitationForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            # Without its mail nobody could use an invitation: both or neither.
            with transaction.atomic():
                invitation, token = members.invite(found, by=request.user, **form.cleaned_data)
                send_invitation(invitation, token, request.user)
        except NotAllowed as error:
            raise Http404 from error
        except Refusal as refusal:
            form.add_error("email", refusal.sentence)
        else:
            messages.success(request, _("Die Einladung an %s ist unterwegs.") % invitation.email)
            return redirect("web:organisation", found.pk)
    return _page(request, found, role, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invitation(request: SignedInRequest, token: str) -> HttpResponse:
    """Look at an invitation and accept it."""
    try:
        found = members.open_invitation(token, request.user)
        if request.method == "POST":
            membership = members.accept_invitation(token, request.user)
            messages.success(request, _("Sie gehören jetzt zu %s.") % membership.organisation.name)
            return redirect("web:organisation", membership.organisation_id)
    except NotAllowed:
        return render(request, "web/organisations/no_invitation.html", status=404)
    return render(request, "web/organisations/invitation.html", {"invitation": found})


@require_POST
@signed_in
def change_members(request: SignedInRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Roles, transfer, removal, withdrawal and switching, by the pressed button."""
    found, _role = _mine(request, organisation_id)
    try:
        gone = _change(request, found)
    except NotAllowed as error:
        raise Http404 from error
    except MembershipRefused as refusal:
        messages.error(request, refusal.sentence)
        gone = False
    return redirect("web:account") if gone else redirect("web:organisation", found.pk)


def _change(request: SignedInRequest, found: Organisation) -> bool:
    """Carry out one change. True when the person itself no longer belongs to the organisation."""
    action, number = request.POST.get("action", ""), _number(request.POST.get("id", ""))
    user = request.user
    if action == "use":
        members.use_organisation(user, found)
    elif action == "withdraw":
        members.withdraw_invitation(found, number, by=user)
    elif action == "transfer":
        members.transfer(found, number, by=user)
    elif action == "role" and request.POST.get("role") in Membership.Role.values:
        members.change_role(found, number, by=user, role=request.POST["role"])
    elif action in {"remove", "leave"}:
        member = user.pk if action == "leave" else number
        members.remove_member(found, member, by=user)
        return member == user.pk
    else:
        raise NotAllowed
    return False


def _mine(request: SignedInRequest, organisation_id: uuid.UUID) -> tuple[Organisation, str]:
    """The organisation and the person's role; foreign and missing ones answer alike."""
    found = Organisation.objects.filter(pk=organisation_id).select_related("profile").first()
    role = role_in(request.user, found) if found else ""
    if found is None or not role:
        raise Http404
    return found, role


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _safe_next(request: SignedInRequest) -> str:
    """The address to go on with, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else ""
