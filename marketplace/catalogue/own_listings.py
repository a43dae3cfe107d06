"""A provider's listings: beginning one, and finding those somebody may work on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.editing import change_draft, locked
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.field_values import checked
from marketplace.catalogue.models import Listing
from marketplace.catalogue.standing import standing, today
from marketplace.catalogue.vocabulary import RESERVED_SLUGS
from marketplace.organisations.errors import NotAllowed
from marketplace.organisations.models import Membership, Organisation, Provider
from marketplace.organisations.queries import may

MOST_DRAFTS = 20


@dataclass(frozen=True)
class OwnListing:
    """A listing, the organisation it belongs to, and what somebody may do there (Membership.Role)."""

    listing: Listing
    organisation: Organisation
    role: str

    @property
    def may_edit(self) -> bool:
        return self.role in {Membership.Role.ADMIN, Membership.Role.EDITOR}


def own_listing(user: User, slug: str) -> OwnListing | None:
    """The listing, for members of its provider's organisation; foreign and missing ones are alike None."""
    found = Listing.objects.select_related("provider__organisation").filter(slug=slug).first()
    if found is None or found.provider.organisation is None:
        return None
    organisation = found.provider.organisation
    membership = Membership.objects.filter(user=user, organisation=organisation).first()
    return OwnListing(found, organisation, membership.role) if membership else None


def listings_of(organisation: Organisation) -> QuerySet[Listing]:
    """All listings of an organisation, whatever their state."""
    found = Listing.objects.filter(provider__organisation=organisation)
    return found.select_related("provider").prefetch_related("fields_of_action").order_by("name")


@transaction.atomic
def begin_listing(provider: Provider, *, by: User, name: str, kind: str) -> Listing:
    """Begin a listing as a draft nobody else sees.

    Raises:
        NotAllowed: `by` may not speak for the provider.
        EditRefused: there are many drafts already, or the name does not fit.
    """
    organisation = provider.organisation
    if organisation is None or not may(by, organisation, Membership.Role.EDITOR):
        raise NotAllowed
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    drafts = Listing.objects.filter(provider__organisation=organisation, state=Listing.State.DRAFT)
    if drafts.count() >= MOST_DRAFTS:
        raise EditRefused(
            "too-many",
            f"Es gibt schon {MOST_DRAFTS} Entwürfe. Reichen Sie bitte zuerst einige ein.",
            f"There are {MOST_DRAFTS} drafts already. Please hand some in first.",
        )
    values = checked({"name": " ".join(name.split()), "kind": kind})
    made = Listing.objects.create(
        slug=_free_slug(values["name"]), provider=provider, state=Listing.State.DRAFT, as_of=today(), **values
    )
    record("listing.begun", actor=by.pk, subject=f"listing:{made.pk}", said={"kind": kind})
    return made


def _free_slug(name: str) -> str:
    base = slugify(name)[:70].strip("-") or f"eintrag-{uuid.uuid4().hex[:8]}"
    taken = set(Listing.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if one not in taken)


def shown_to_provider(listing: Listing) -> dict[str, Any]:
    """What the form shows: what stands, with what is being prepared on top of it."""
    draft = draft_of(listing)
    waiting = waiting_edit(listing)
    values = standing(listing)
    if waiting and not waiting.publishes:
        values |= {key: value for key, value in waiting.after.items() if key in values}
    return values | (draft.after if draft else {})


def draft_of(listing: Listing) -> ListingEdit | None:
    """What is being prepared for a published listing, if anything."""
    return ListingEdit.objects.filter(listing=listing, state=ListingEdit.State.DRAFT).first()


def waiting_edit(listing: Listing) -> ListingEdit | None:
    """The change that waits for a decision, if there is one."""
    return ListingEdit.objects.filter(listing=listing, state=ListingEdit.State.WAITING).first()


@transaction.atomic
def save_step(listing: Listing, *, by: User, organisation: Organisation, after: Mapping[str, Any]) -> None:
    """Keep what was typed into a step: in the draft itself, or beside the published listing until handed in.

    Raises:
        NotAllowed, EditRefused: as in `catalogue.editing.propose_edit`.
    """
    listing = locked(listing, by, organisation)
    if listing.state == Listing.State.DRAFT:
        change_draft(listing, by=by, organisation=organisation, after=after)
        return
    draft = draft_of(listing) or ListingEdit(
        listing=listing, state=ListingEdit.State.DRAFT, substantive=False, made_at=timezone.now()
    )
    waiting = waiting_edit(listing)
    stands = standing(listing) | (waiting.after if waiting else {})
    kept = draft.after | checked(after)
    draft.after = {key: value for key, value in kept.items() if value != stands.get(key)}
    draft.organisation, draft.author, draft.made_at = organisation, by, timezone.now()
    if draft.after:
        draft.save()
    elif not draft._state.adding:
        draft.delete()


@transaction.atomic
def drop_draft(listing: Listing, *, by: User, organisation: Organisation) -> None:
    """Forget what was being prepared for a published listing. Raises NotAllowed."""
    listing = locked(listing, by, organisation)
    ListingEdit.objects.filter(listing=listing, state=ListingEdit.State.DRAFT).delete()
    record("listing.draft_dropped", actor=by.pk, subject=f"listing:{listing.pk}", said={})
