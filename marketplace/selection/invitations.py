"""Asks people into a project who do not belong to the municipality yet; it counts once they have joined.

The municipality's own invitation lets them in, and only who administers it may send one. What is asked for
here takes effect in the transaction in which somebody joins, and only while whoever asked leads the project.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.queries import confirmed_addresses
from marketplace.audit.queries import count_of
from marketplace.audit.services import record
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.queries import members_of
from marketplace.selection.errors import WrongInput
from marketplace.selection.invitation_models import ProjectInvitation
from marketplace.selection.models import Project
from marketplace.selection.queries import may
from marketplace.selection.record import locked
from marketplace.selection.services import invite
from marketplace.selection.telling import tell_admins, tell_invited

VALID_FOR = timedelta(days=30)
MOST_WAITING = 20
MOST_A_DAY = 50


@transaction.atomic
def invite_address(project: Project, user: User, email: str, role: str) -> ProjectInvitation | None:
    """Ask the owner of an address to take part.

    Returns:
        The invitation; None if the address belongs to a member, who takes part from now on.

    Raises:
        NotAllowed: the person does not lead the project.
        WrongInput: no mail address, no such role, or very many are waiting.
    """
    fresh = locked(project, user, role="owner")
    email = _address(email)
    if role not in ProjectInvitation.Role.values:
        raise WrongInput(
            "role", "Bitte wählen Sie Bearbeiten oder Lesen.", "Please choose editing or reading."
        )
    if colleague := _member_with(fresh.organisation, email):
        invite(fresh, user, colleague, role)
        fresh.invitations.filter(email=email).delete()
        return None
    _check_number(fresh, email, user)
    values = {"role": role, "invited_by": user, "expires_at": timezone.now() + VALID_FOR}
    made, is_new = ProjectInvitation.objects.update_or_create(project=fresh, email=email, defaults=values)
    said = {"role": role, "invitation": made.pk}
    record("project.address_invited", actor=user.pk, subject=f"project:{fresh.pk}", said=said)
    if is_new and not may_let_in(user, fresh.organisation):
        tell_admins(fresh, made, user)
    return made


@transaction.atomic
def withdraw_invitation(project: Project, user: User, number: int) -> None:
    """Take an invitation into the project back; that into the municipality is another matter.

    Raises:
        NotAllowed: the person does not lead the project.
    """
    fresh = locked(project, user, role="owner")
    gone, _rows = fresh.invitations.filter(pk=number).delete()
    if gone:
        said = {"invitation": number}
        record("project.address_uninvited", actor=user.pk, subject=f"project:{fresh.pk}", said=said)


def take_effect(membership: Membership) -> int:
    """Somebody has joined: let them take part in the projects they were asked into. Returns how many."""
    addresses = confirmed_addresses(membership.user)
    waiting = ProjectInvitation.objects.filter(
        project__organisation=membership.organisation, email__in=addresses
    )
    found = list(waiting.select_related("project", "invited_by").order_by("project", "pk"))
    waiting.delete()
    return sum(_takes_part(one, membership.user) for one in found)


def _takes_part(asked: ProjectInvitation, user: User) -> bool:
    if asked.expires_at < timezone.now() or not may(asked.invited_by, asked.project, "owner"):
        return False
    try:
        # A full folder must not keep anybody from joining the municipality.
        with transaction.atomic():
            invite(asked.project, asked.invited_by, user, asked.role)
    except WrongInput:
        return False
    tell_invited(asked.project, user)
    return True


def end_invitations(organisation: Organisation, member_id: int) -> None:
    """Nobody comes in through somebody who has left."""
    ProjectInvitation.objects.filter(project__organisation=organisation, invited_by=member_id).delete()


def forget_old_invitations() -> int:
    """Errand: remove invitations into projects that have expired. Returns how many."""
    gone, _rows = ProjectInvitation.objects.filter(expires_at__lt=timezone.now()).delete()
    return gone


def may_let_in(user: User, organisation: Organisation) -> bool:
    """Whether the person may invite into the municipality itself."""
    admins = organisation.memberships.filter(user=user, role=Membership.Role.ADMIN)
    return bool(admins.exists())


def _member_with(organisation: Organisation, email: str) -> User | None:
    people = (one.user for one in members_of(organisation))
    return next((user for user in people if email in confirmed_addresses(user)), None)


def _address(email: str) -> str:
    cleaned = email.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError as error:
        raise WrongInput(
            "address",
            "Das ist keine E-Mail-Adresse. Bitte schreiben Sie sie so: name@ihre-kommune.de",
            "This is no e-mail address. Please write it like this: name@your-municipality.de",
        ) from error
    return cleaned


def _check_number(project: Project, email: str, user: User) -> None:
    """Each asks those who administer for something: neither a project nor a person asks very often."""
    if project.invitations.exclude(email=email).count() >= MOST_WAITING:
        raise WrongInput(
            "too-many-waiting",
            f"Auf {MOST_WAITING} Personen wartet das Projekt schon. Bitte ziehen Sie erst einige zurück.",
            f"The project waits for {MOST_WAITING} people already. Please withdraw some invitations first.",
        )
    since = timezone.now() - timedelta(days=1)
    # Counted in the trail, because taking an invitation back does not take the notice back.
    if count_of("project.address_invited", actor=user.pk, since=since) >= MOST_A_DAY:
        raise WrongInput(
            "too-many-today",
            f"Sie haben heute schon {MOST_A_DAY} Personen eingeladen. Weitere sind morgen möglich.",
            f"You have invited {MOST_A_DAY} people today. More are possible tomorrow.",
        )
