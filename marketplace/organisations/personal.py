"""What organisations keep of people, and what goes with an account."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.accounts.queries import confirmed_addresses
from marketplace.organisations.membership_services import leave_all
from marketplace.organisations.models import Invitation, ProviderClaim
from marketplace.organisations.queries import memberships_of


def _memberships(user: User) -> Rows:
    for one in memberships_of(user):
        yield {"organisation": one.organisation.name, "role": one.role, "since": one.since.isoformat()}


def _invitations(user: User) -> Rows:
    for one in Invitation.objects.filter(email__in=confirmed_addresses(user)).select_related("organisation"):
        yield {"organisation": one.organisation.name, "email": one.email, "sent": one.created_at.isoformat()}


def _claims(user: User) -> Rows:
    for one in ProviderClaim.objects.filter(made_by=user).select_related("provider", "organisation"):
        yield {
            "organisation": one.organisation.name,
            "provider": one.provider.name,
            "words": one.words,
            "made_at": one.made_at.isoformat(),
        }


def _erase_invitations(user: User) -> None:
    Invitation.objects.filter(email__in=confirmed_addresses(user)).delete()


PERSONAL = [
    Personal("organisations.Membership", _memberships, leave_all),
    Personal("organisations.Invitation", _invitations, _erase_invitations),
    Personal(
        "organisations.ProviderClaim",
        _claims,
        why_kept="The proof is the organisation's; the row points at the erased account.",
    ),
]
