"""An abusive listing is hidden and frozen, for a reason its owner reads; lifting it restores what was."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.catalogue.models import Listing
from marketplace.catalogue.services import bump_revision
from marketplace.organisations.models import Membership
from marketplace.review.errors import NotAllowed, NotEligible
from marketplace.review.models import Case, Quarantine
from marketplace.review.rights import require_reviewer
from marketplace.review.writing import given


@transaction.atomic
def quarantine(listing: Listing, *, reason: str, by: User, case: Case | None = None) -> Quarantine:
    """Hide and freeze a listing. Doing it twice changes nothing: the first reason stands.

    Nothing of it is deleted; project folders keep what they froze.

    Raises:
        NotAllowed: no reviewer.
        NotEligible: `by` belongs to the provider's organisation.
        WrongInput: no reason.
    """
    reason = given(reason, "Grund", "Reason")
    locked = _locked(listing, by)
    if standing := standing_quarantine(locked):
        return standing
    row = Quarantine.objects.create(
        listing=locked, case=case, reason=reason, state_before=locked.state, by=by, at=timezone.now()
    )
    _set_state(locked, Listing.State.QUARANTINED, by)
    return row


@transaction.atomic
def release(listing: Listing, *, reason: str, by: User) -> Quarantine | None:
    """Lift the quarantine: the listing is in the state it had. Without one, nothing changes.

    Raises:
        NotAllowed, NotEligible, WrongInput: as in `quarantine`.
    """
    reason = given(reason, "Grund", "Reason")
    locked = _locked(listing, by)
    row = standing_quarantine(locked)
    if row is None:
        return None
    row.released_by, row.released_at, row.release_reason = by, timezone.now(), reason
    row.save(update_fields=["released_by", "released_at", "release_reason"])
    _set_state(locked, row.state_before, by)
    return row


def standing_quarantine(listing: Listing) -> Quarantine | None:
    """The quarantine a listing is in, or None."""
    return Quarantine.objects.filter(listing=listing, released_at__isnull=True).select_related("case").first()


def _locked(listing: Listing, by: User) -> Listing:
    require_reviewer(by)
    locked = Listing.objects.select_for_update(no_key=True).filter(pk=listing.pk).first()
    if locked is None:
        raise NotAllowed
    organisation = locked.provider.organisation_id
    if organisation and Membership.objects.filter(user=by, organisation=organisation).exists():
        raise NotEligible(
            "concerned",
            "Darüber müssen andere entscheiden: Sie gehören zur Organisation des Anbieters.",
            "Others have to decide this: you belong to the provider's organisation.",
        )
    return locked


def _set_state(listing: Listing, state: str, by: User) -> None:
    # Only the column: what else is known of the listing stays as it is, its date of change too.
    Listing.objects.filter(pk=listing.pk).update(state=state)
    bump_revision()
    record("listing.state", actor=by.pk, subject=f"listing:{listing.pk}", said={"state": state})
