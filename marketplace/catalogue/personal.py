"""What the catalogue keeps of people: who changed a listing, and who decided about it."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.catalogue.edit_model import ListingEdit


def _edits(user: User) -> Rows:
    for one in ListingEdit.objects.filter(author=user).select_related("listing"):
        yield {
            "listing": one.listing.slug,
            "made_at": one.made_at.isoformat(),
            "state": one.state,
            "after": one.after,
        }


PERSONAL = [
    Personal(
        "catalogue.ListingEdit",
        _edits,
        why_kept="The change is the organisation's; the row points at the erased account.",
    ),
]
