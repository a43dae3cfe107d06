"""Who takes part in a project: colleagues of the municipality, and people who are still to join it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.accounts.models import User
from marketplace.lib.refusals import Refusal
from marketplace.organisations import membership_services as members
from marketplace.organisations.errors import NotAllowed as NotAdmin
from marketplace.organisations.models import Membership
from marketplace.organisations.queries import open_invitations
from marketplace.selection import services
from marketplace.selection.errors import FolderConflict, NotAllowed, WrongInput
from marketplace.selection.invitation_models import ProjectInvitation
from marketplace.selection.invitations import invite_address, may_let_in, withdraw_invitation
from marketplace.selection.models import FolderEntry, ProjectPerson
from marketplace.selection.queries import colleagues_to_invite
from marketplace.selection.telling import tell_invited
from marketplace.web.invitation_mail import send_invitation
from marketplace.web.projects.guard import ProjectRequest, of_project, status_of
from marketplace.web.views.projects import project_context, read_or_post


@dataclass(frozen=True)
class Waiting:
    """An address that does not belong to the municipality yet; `is_invited`: it may join it any time."""

    invitation: ProjectInvitation
    is_invited: bool


@read_or_post
@of_project
def people(request: ProjectRequest) -> HttpResponse:
    """Who takes part; who leads can invite colleagues, change roles and remove people."""
    if request.method != "POST":
        return _page(request)
    try:
        return _change(request)
    except WrongInput as refusal:
        return _page(request, refusal)


@require_POST
@of_project
def invite_by_mail(request: ProjectRequest) -> HttpResponse:
    """Invite an address, or take that back; who administers the municipality lets its owner in with it."""
    number = request.POST.get("zurueck", "")
    try:
        if number:
            wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
            withdraw_invitation(request.project, request.user, wanted)
        else:
            _invite(request, request.POST.get("email", ""), request.POST.get("rolle", ""))
    except (NotAllowed, FolderConflict):
        raise
    except NotAdmin as error:
        raise Http404 from error
    except Refusal as refusal:
        return _page(request, refusal, request.POST)
    return redirect("web:project-people", request.project.pk)


@transaction.atomic
def _invite(request: ProjectRequest, email: str, role: str) -> None:
    """Both invitations and the mail, or nothing at all."""
    organisation = request.project.organisation
    made = invite_address(request.project, request.user, email, role)
    invited = {one.email for one in open_invitations(organisation)}
    if made is None or made.email in invited or not may_let_in(request.user, organisation):
        return
    theirs = Membership.Role.EDITOR if made.role == ProjectInvitation.Role.EDITOR else Membership.Role.READER
    invitation, token = members.invite(organisation, by=request.user, email=made.email, role=theirs)
    send_invitation(invitation, token, request.user, to_project=True)


def _change(request: ProjectRequest) -> HttpResponse:
    number = request.POST.get("person", "")
    person = User.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 16 else None
    if person is None:
        raise WrongInput(
            "nobody", "Bitte wählen Sie eine Person aus der Liste.", "Please choose a person from the list."
        )
    if request.POST.get("schritt") == FolderEntry.Kind.REMOVED:
        services.remove(request.project, request.user, person)
        if person.pk == request.user.pk:
            return redirect("web:projects")
    else:
        services.invite(request.project, request.user, person, request.POST.get("rolle", ""))
        if person.pk != request.user.pk:
            tell_invited(request.project, person)
    return redirect("web:project-people", request.project.pk)


def _page(
    request: ProjectRequest, problem: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> HttpResponse:
    leads = request.can_lead
    context = project_context(
        request,
        "people",
        problem=problem,
        typed_email=(typed or {}).get("email", ""),
        typed_role=(typed or {}).get("rolle", ProjectInvitation.Role.EDITOR),
        colleagues=colleagues_to_invite(request.project) if leads else [],
        roles=ProjectPerson.Role.choices,
        waiting=_waiting(request) if leads else [],
        waiting_roles=ProjectInvitation.Role.choices,
        lets_in=may_let_in(request.user, request.project.organisation),
    )
    return render(request, "web/project_people.html", context, status=status_of(problem) if problem else 200)


def _waiting(request: ProjectRequest) -> list[Waiting]:
    invited = {one.email for one in open_invitations(request.project.organisation)}
    return [Waiting(one, one.email in invited) for one in request.project.invitations.all()]
