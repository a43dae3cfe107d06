"""Harmless changes are live at once; the team looks through them and takes back what does not fit.

Acknowledging "up to here" is taken from the UK's Digital Marketplace: whatever came in after the page was
loaded stays unacknowledged.
"""

from __future__ import annotations

import uuid

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.catalogue import editing
from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.organisations.models import Membership
from marketplace.review.errors import CaseConflict, NotEligible
from marketplace.review.queries import harmless_edits
from marketplace.review.rights import require_reviewer
from marketplace.review.writing import given


@transaction.atomic
def acknowledge_up_to(edit_id: uuid.UUID, *, by: User) -> int:
    """Acknowledge this change and all older ones that are not the reviewer's own business.

    Returns:
        How many were acknowledged.

    Raises:
        NotAllowed: no reviewer.
        CaseConflict: somebody else has looked through it meanwhile.
    """
    require_reviewer(by)
    last = _live(edit_id)
    own = Membership.objects.filter(user=by).values_list("organisation", flat=True)
    older = (
        harmless_edits().filter(made_at__lte=last.made_at).exclude(organisation__in=own).exclude(author=by)
    )
    rows = list(older.values_list("pk", "listing"))
    ids = [pk for pk, _listing in rows]
    # All locks before the first event of the trail, for which others wait with theirs in hand.
    listings = Listing.objects.filter(pk__in={listing for _pk, listing in rows}).order_by("pk")
    list(listings.select_for_update(no_key=True).values_list("pk", flat=True))
    for found in ids:
        editing.acknowledge(found, by=by)
    return len(ids)


@transaction.atomic
def revert_one(edit_id: uuid.UUID, *, by: User, reason: str) -> ListingEdit:
    """Take one change back, with a reason its provider reads.

    Raises:
        NotAllowed, NotEligible: no reviewer, or a change of the reviewer's own organisation.
        CaseConflict: somebody else has looked through it meanwhile.
        EditRefused: something newer stands there.
        WrongInput: no reason.
    """
    require_reviewer(by)
    edit = _live(edit_id)
    if (
        edit.author_id == by.pk
        or Membership.objects.filter(user=by, organisation=edit.organisation_id).exists()
    ):
        raise NotEligible(
            "concerned",
            "Darüber müssen andere entscheiden: Die Änderung stammt aus Ihrer eigenen Organisation.",
            "Others have to decide this: the change comes from your own organisation.",
        )
    return editing.revert(edit.pk, by=by, reason=given(reason, "Grund", "Reason"))


def _live(edit_id: uuid.UUID) -> ListingEdit:
    found = harmless_edits().filter(pk=edit_id).first()
    if found is None:
        raise CaseConflict(
            "seen",
            "Diese Änderung hat inzwischen jemand anderes durchgesehen.",
            "Somebody else has looked through this change meanwhile.",
        )
    return found
