"""Municipalities come into being, are confirmed and described. Members: see membership_services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.queries import confirmed_addresses
from marketplace.audit.services import record
from marketplace.organisations.errors import MembershipRefused, NotAllowed
from marketplace.organisations.models import MailDomain, Membership, MunicipalityProfile, Organisation
from marketplace.organisations.queries import mail_domain_for, may, team_role

MOST_PER_PERSON = 20


@dataclass(frozen=True)
class Profile:
    """What a municipality says of itself; the field list nothing else gets through.

    Attributes:
        inhabitants: as last counted; None where nobody said it.
        operation: keys of catalogue.vocabulary.OPERATION_LABELS.
        standards: keys of the standards the catalogue knows.
        systems: names of software that is already there.
        musts: what every offer has to meet, as `MunicipalityProfile.musts` holds it.
    """

    type: str = MunicipalityProfile.Type.TOWN
    land: str = ""
    inhabitants: int | None = None
    operation: Sequence[str] = ()
    standards: Sequence[str] = ()
    systems: Sequence[str] = ()
    musts: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def create_municipality(user: User, *, name: str, profile: Profile) -> Organisation:
    """Make a municipality with its first admin; confirmed at once when their mail domain is listed for it.

    Raises:
        MembershipRefused: the municipality is here already, confirmed through the same domain, or the
            person belongs to very many organisations.
    """
    if Membership.objects.filter(user=user).count() >= MOST_PER_PERSON:
        raise MembershipRefused(
            "too-many",
            "Sie gehören schon zu sehr vielen Organisationen. Verlassen Sie bitte zuerst eine.",
            "You already belong to very many organisations. Please leave one first.",
        )
    name = " ".join(name.split())
    organisation = Organisation(kind=Organisation.Kind.MUNICIPALITY, name=name)
    _verify_by_domain(organisation, user)
    organisation.save()
    MunicipalityProfile.objects.create(organisation=organisation, **_columns(profile))
    _join(organisation, user)
    said = {"verification": organisation.verification}
    record("organisation.created", actor=user.pk, subject=f"organisation:{organisation.pk}", said=said)
    return organisation


def _verify_by_domain(organisation: Organisation, user: User) -> None:
    """A listed domain speaks for the municipality it is listed for, and for no other."""
    domain = mail_domain_for(confirmed_addresses(user))
    if domain is None or domain.name.casefold() != organisation.name.casefold():
        return
    # Two colleagues at once: the second waits here and then finds what the first has made.
    MailDomain.objects.select_for_update(no_key=True).get(pk=domain.pk)
    there = Organisation.objects.filter(
        verification=Organisation.Verification.MAIL_DOMAIN, verified_through=domain.domain
    )
    # Where everybody has left, there is nobody to ask for an invitation.
    if there.filter(memberships__isnull=False).exists():
        raise MembershipRefused(
            "exists",
            f"{domain.name} ist schon angelegt. Bitten Sie dort jemanden um eine Einladung.",
            f"{domain.name} is here already. Please ask a colleague to invite you.",
        )
    organisation.verification = Organisation.Verification.MAIL_DOMAIN
    organisation.verified_through = domain.domain
    organisation.verified_at = timezone.now()


def _join(organisation: Organisation, user: User) -> None:
    Membership.objects.create(
        organisation=organisation, user=user, role=Membership.Role.ADMIN, used_at=timezone.now()
    )


@transaction.atomic
def change_profile(organisation: Organisation, *, by: User, profile: Profile, name: str) -> None:
    """Change what a municipality says of itself. Another name needs a new confirmation.

    Raises:
        NotAllowed: `by` is no admin of it.
    """
    locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not may(by, locked, Membership.Role.ADMIN):
        raise NotAllowed
    name = " ".join(name.split())
    renamed = name != locked.name
    if renamed:
        locked.name = name
        locked.verification, locked.verified_through, locked.verified_at = "", "", None
        locked.save(update_fields=["name", "verification", "verified_through", "verified_at"])
    MunicipalityProfile.objects.update_or_create(organisation=locked, defaults=_columns(profile))
    said = {"renamed": renamed}
    record("organisation.changed", actor=by.pk, subject=f"organisation:{locked.pk}", said=said)


@transaction.atomic
def confirm_organisation(organisation: Organisation, *, by: User) -> bool:
    """The team confirms that somebody speaks for this organisation. False when it was confirmed already.

    Raises:
        NotAllowed: `by` neither runs the marketplace nor works for its team.
    """
    if not (by.is_staff or team_role(by)):
        raise NotAllowed
    changed = Organisation.objects.filter(pk=organisation.pk, verified_at=None).update(
        verification=Organisation.Verification.REVIEWER, verified_at=timezone.now()
    )
    if changed:
        record("organisation.confirmed", actor=by.pk, subject=f"organisation:{organisation.pk}", said={})
    return bool(changed)


def _columns(profile: Profile) -> dict[str, object]:
    return {
        "type": profile.type,
        "land": profile.land,
        "inhabitants": profile.inhabitants,
        "operation": list(profile.operation),
        "standards": list(profile.standards),
        "systems": list(profile.systems),
        "musts": [dict(one) for one in profile.musts],
    }
