"""Who belongs where, with which rights. Reads only; a right that is not found here does not exist."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.organisations.models import Invitation, MailDomain, Membership, Organisation

RANK = {"": 0, Membership.Role.READER: 1, Membership.Role.EDITOR: 2, Membership.Role.ADMIN: 3}


def memberships_of(user: User) -> list[Membership]:
    """The person's memberships with their organisations, the one in use first."""
    return list(
        Membership.objects.filter(user=user)
        .select_related("organisation")
        .order_by(F("used_at").desc(nulls_last=True), "since", "pk")
    )


def municipality_of(user: User) -> Organisation | None:
    """The municipality the person works for at the moment: the one chosen last, else the first joined."""
    kind = Organisation.Kind.MUNICIPALITY
    return next((one.organisation for one in memberships_of(user) if one.organisation.kind == kind), None)


def role_in(user: User, organisation: Organisation) -> str:
    """The role as in Membership.Role, or "" for somebody who does not belong to the organisation."""
    found = Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True)
    return next(iter(found), "")


def may(user: User, organisation: Organisation, role: str) -> bool:
    """Whether the person has at least this role in the organisation."""
    return RANK[role_in(user, organisation)] >= RANK[role]


def team_role(user: User) -> str:
    """The role of somebody who works for the marketplace's team, "editor" or "admin"; "" for others."""
    roles = [Membership.Role.EDITOR, Membership.Role.ADMIN]
    found = Membership.objects.filter(user=user, organisation__kind=Organisation.Kind.TEAM, role__in=roles)
    return max(found.values_list("role", flat=True), key=lambda role: RANK[role], default="")


def is_in_team(user: User) -> bool:
    """Whether somebody works for the marketplace's team."""
    return bool(team_role(user))


def members_of(organisation: Organisation) -> list[Membership]:
    """The memberships of an organisation with their people, in the order they joined."""
    return list(organisation.memberships.select_related("user").order_by("since", "pk"))


def open_invitations(organisation: Organisation) -> list[Invitation]:
    """Invitations that can still be accepted, the newest first."""
    return list(
        organisation.invitations.filter(accepted_at=None, expires_at__gt=timezone.now()).order_by("-pk")
    )


def token_digest(token: str) -> str:
    """What is stored of an invitation's token: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation this token opens, if it can still be accepted."""
    return (
        Invitation.objects.filter(
            token_digest=token_digest(token), accepted_at=None, expires_at__gt=timezone.now()
        )
        .select_related("organisation", "invited_by")
        .first()
    )


def mail_domain_for(addresses: Sequence[str]) -> MailDomain | None:
    """The first official domain one of these addresses belongs to; the addresses must be confirmed ones.

    Sub-domains do not count: an operator lists them on their own, because they may be rented out.
    """
    domains = [address.rpartition("@")[2].lower() for address in addresses]
    return MailDomain.objects.filter(domain__in=domains).order_by("domain").first()
