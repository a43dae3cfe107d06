"""Who joins, changes role and leaves. Rights are rows: they end in the transaction that removes the row."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.queries import confirmed_addresses
from marketplace.audit.queries import count_of
from marketplace.audit.services import record
from marketplace.organisations import joining, leaving
from marketplace.organisations.errors import MembershipRefused, NotAllowed
from marketplace.organisations.models import Invitation, Membership, Organisation
from marketplace.organisations.queries import invitation_by_token, may, token_digest

VALID_FOR = timedelta(days=14)
MOST_OPEN = 50
MOST_A_DAY = 50
DAY = timedelta(days=1)
_signer = signing.TimestampSigner(salt="marketplace.organisations.invitation")


@transaction.atomic
def invite(organisation: Organisation, *, by: User, email: str, role: str) -> tuple[Invitation, str]:
    """Ask an address to join; a former open invitation of the same address stops being valid.

    Returns:
        The invitation and its token, which is stored nowhere: it goes into the mail.

    Raises:
        NotAllowed: `by` is no admin.
        MembershipRefused: the address belongs already, or very many invitations are open.
    """
    _lock(organisation)
    if not may(by, organisation, Membership.Role.ADMIN):
        raise NotAllowed
    email = email.strip().lower()
    if any(email in confirmed_addresses(one.user) for one in _memberships(organisation)):
        raise MembershipRefused(
            "member", "Diese Person gehört schon dazu.", "This person belongs to it already."
        )
    organisation.invitations.filter(email=email, accepted_at=None).delete()
    _check_number(organisation, by)
    token = _signer.sign(secrets.token_urlsafe(32))
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, role=Membership.Role(role), invited_by=by,
        token_digest=token_digest(token), expires_at=timezone.now() + VALID_FOR,
    )  # fmt: skip
    said = {"role": role, "invitation": invitation.pk}
    record("membership.invited", actor=by.pk, subject=f"organisation:{organisation.pk}", said=said)
    return invitation, token


def _check_number(organisation: Organisation, by: User) -> None:
    """Invitations go to strangers' addresses: neither a town nor a person may send very many."""
    still_open = organisation.invitations.filter(accepted_at=None, expires_at__gt=timezone.now())
    if still_open.count() >= MOST_OPEN:
        raise MembershipRefused(
            "too-many",
            f"Es sind schon {MOST_OPEN} Einladungen offen. Ziehen Sie bitte zuerst einige zurück.",
            f"There are {MOST_OPEN} open invitations already. Please withdraw some first.",
        )
    # Counted in the trail, because withdrawing an invitation does not take its mail back.
    if count_of("membership.invited", actor=by.pk, since=timezone.now() - DAY) >= MOST_A_DAY:
        raise MembershipRefused(
            "too-many-today",
            f"Sie haben heute schon {MOST_A_DAY} Einladungen verschickt. Weitere sind morgen möglich.",
            f"You have sent {MOST_A_DAY} invitations today. More are possible tomorrow.",
        )


def open_invitation(token: str, user: User) -> Invitation:
    """The invitation a link leads to.

    Raises:
        NotAllowed: unknown, used, expired, withdrawn, or meant for an address this person has not confirmed.
    """
    try:
        _signer.unsign(token, max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise NotAllowed from error
    invitation = invitation_by_token(token)
    if invitation is None or invitation.email not in confirmed_addresses(user):
        raise NotAllowed
    return invitation


@transaction.atomic
def accept_invitation(token: str, user: User) -> Membership:
    """Join by an invitation; it works once.

    Raises:
        NotAllowed: as in `open_invitation`.
    """
    invitation = open_invitation(token, user)
    _lock(invitation.organisation)
    # Two clicks at once: the second finds the invitation used.
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=timezone.now())
    if not used:
        raise NotAllowed
    membership, new = Membership.objects.get_or_create(
        organisation=invitation.organisation, user=user, defaults={"role": invitation.role}
    )
    use_organisation(user, membership.organisation)
    if new:
        said = {"role": membership.role, "invitation": invitation.pk}
        subject = f"organisation:{membership.organisation_id}"
        record("membership.began", actor=user.pk, subject=subject, said=said)
        joining.tell(membership)
    return membership


@transaction.atomic
def withdraw_invitation(organisation: Organisation, invitation_id: int, *, by: User) -> None:
    """Take an open invitation back.

    Raises:
        NotAllowed: `by` is no admin, or there is no such open invitation.
    """
    if not may(by, organisation, Membership.Role.ADMIN):
        raise NotAllowed
    gone, _rows = organisation.invitations.filter(pk=invitation_id, accepted_at=None).delete()
    if not gone:
        raise NotAllowed
    said = {"invitation": invitation_id}
    record("membership.uninvited", actor=by.pk, subject=f"organisation:{organisation.pk}", said=said)


@transaction.atomic
def change_role(organisation: Organisation, member_id: int, *, by: User, role: str) -> None:
    """Give a member another role.

    Raises:
        NotAllowed: `by` is no admin, or the person is no member.
        MembershipRefused: the last admin would be gone.
    """
    membership = _managed(organisation, member_id, by)
    if membership.role == Membership.Role.ADMIN and role != Membership.Role.ADMIN:
        _keep_an_admin(organisation, membership)
    before, membership.role = membership.role, Membership.Role(role)
    membership.save(update_fields=["role"])
    if before == Membership.Role.ADMIN != role:
        _take_back_invitations(organisation, member_id)
    said = {"member": member_id, "from": str(before), "to": str(role)}
    record("membership.role_changed", actor=by.pk, subject=f"organisation:{organisation.pk}", said=said)


@transaction.atomic
def transfer(organisation: Organisation, member_id: int, *, by: User) -> None:
    """Hand the administration over: the member becomes admin, `by` an editor.

    Raises:
        NotAllowed: as in `change_role`.
    """
    change_role(organisation, member_id, by=by, role=Membership.Role.ADMIN)
    if member_id != by.pk:
        change_role(organisation, by.pk, by=by, role=Membership.Role.EDITOR)


@transaction.atomic
def remove_member(organisation: Organisation, member_id: int, *, by: User) -> None:
    """Admins remove anybody, everybody removes themselves.

    Raises:
        NotAllowed: `by` is no admin and not that person, or the person is no member.
        MembershipRefused: the last admin would be gone while others stay.
    """
    membership = _managed(organisation, member_id, by) if member_id != by.pk else _own(organisation, by)
    _keep_an_admin(organisation, membership)
    _end(membership)
    said = {"member": member_id}
    record("membership.ended", actor=by.pk, subject=f"organisation:{organisation.pk}", said=said)


def use_organisation(user: User, organisation: Organisation) -> bool:
    """Work for this organisation from now on. False when the person does not belong to it."""
    mine = Membership.objects.filter(user=user, organisation=organisation)
    return bool(mine.update(used_at=timezone.now()))


def _lock(organisation: Organisation) -> None:
    """One change of members at a time, so that two admins cannot remove each other at once.

    Not the key: others may go on to write rows that name the organisation, or both sides would wait.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _memberships(organisation: Organisation) -> list[Membership]:
    return list(organisation.memberships.select_related("user"))


def _managed(organisation: Organisation, member_id: int, by: User) -> Membership:
    _lock(organisation)
    membership = organisation.memberships.filter(user_id=member_id).first()
    if membership is None or not may(by, organisation, Membership.Role.ADMIN):
        raise NotAllowed
    return membership


def _own(organisation: Organisation, user: User) -> Membership:
    _lock(organisation)
    membership = organisation.memberships.filter(user=user).first()
    if membership is None:
        raise NotAllowed
    return membership


def _take_back_invitations(organisation: Organisation, member_id: int) -> None:
    """Who may invite no longer has nobody waiting outside, least of all themselves under another address."""
    organisation.invitations.filter(invited_by=member_id, accepted_at=None).delete()


def _keep_an_admin(organisation: Organisation, leaving: Membership) -> None:
    if leaving.role != Membership.Role.ADMIN:
        return
    others = organisation.memberships.exclude(pk=leaving.pk)
    if not others.filter(role=Membership.Role.ADMIN).exists():
        raise MembershipRefused(
            "last-admin",
            "Das ist die letzte Person mit Verwaltungsrechten. Übergeben Sie die Verwaltung bitte zuerst.",
            "This is the last person who may administer. Please hand the administration over first.",
        )


def leave_all(user: User) -> None:
    """Leave every organisation, as when an account is erased.

    Raises:
        MembershipRefused: somewhere others would be left without an admin.
    """
    mine = Membership.objects.filter(user=user).select_related("organisation").order_by("organisation")
    memberships = list(mine)
    # All locks before the first event: from then on others wait for this transaction with theirs in hand.
    for membership in memberships:
        _lock(membership.organisation)
    for membership in memberships:
        if membership.organisation.memberships.exclude(pk=membership.pk).exists():
            _keep_an_admin(membership.organisation, membership)
        _end(membership)
    for membership in memberships:
        subject = f"organisation:{membership.organisation_id}"
        record("membership.ended", actor=user.pk, subject=subject, said={"member": user.pk})


def _end(membership: Membership) -> None:
    """The row and everything that hangs on it, also on upper floors, goes in the same transaction."""
    membership.delete()
    _take_back_invitations(membership.organisation, membership.user_id)
    leaving.tell(membership.organisation, membership.user_id)
