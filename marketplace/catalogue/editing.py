"""What becomes of changes by providers: handed in, live at once or waiting, decided once and for all.

A decision names one change by its id. It is made under a lock, so that of two decisions at once the second
is refused, and what was handed in anew needs a decision of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.catalogue import edit_hooks
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.edit_notices import tell_provider
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.field_values import checked, value_problem
from marketplace.catalogue.fields import FIELD_BY_KEY, fields_for
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_index import keep_texts_of
from marketplace.catalogue.services import bump_revision
from marketplace.catalogue.standing import ROWS, put, put_back, rows_of, standing, today
from marketplace.catalogue.weighing import is_harmless
from marketplace.organisations.errors import NotAllowed
from marketplace.organisations.models import Membership, Organisation, Provider
from marketplace.organisations.queries import may

State = ListingEdit.State
LONGEST_REASON = 2000


def pending_edits() -> QuerySet[ListingEdit]:
    """Changes somebody of the team has to look at, waiting ones before harmless live ones, oldest first."""
    first = Case(When(state=State.WAITING, then=Value(0)), default=Value(1))
    found = ListingEdit.objects.filter(state__in=[State.WAITING, State.LIVE])
    return found.select_related("listing__provider", "organisation", "author").order_by(first, "made_at")


@transaction.atomic
def propose_edit(
    listing: Listing, *, by: User, organisation: Organisation, after: Mapping[str, Any]
) -> list[ListingEdit]:
    """Hand in changes of a listing that is not a draft: the harmless part goes live, the rest waits.

    Args:
        listing: the listing.
        by: an editor or admin of the organisation.
        organisation: the one the listing's provider belongs to.
        after: field key (catalogue.fields) → value, None: nothing is said any more. Values that stand
            already are no change.

    Returns:
        The changes that came of it: none, one or two. A waiting change is replaced by one that includes it.

    Raises:
        NotAllowed: `by` may not speak for this listing.
        EditRefused: a field or value that cannot be; nothing was changed.
    """
    listing = locked(listing, by, organisation)
    check_not_frozen(listing)
    now = standing(listing)
    changed = {key: value for key, value in checked(after).items() if value != now[key]}
    light = {key for key, value in changed.items() if is_harmless(FIELD_BY_KEY[key], now[key], value)}
    edits = []
    if light:
        edits.append(_live(listing, by, organisation, now, {key: changed[key] for key in light}))
    _take_out(listing, by, set(after) - set(changed))
    if heavy := {key: value for key, value in changed.items() if key not in light}:
        before = {key: now[key] for key in heavy}
        edits.append(hold(listing, by=by, organisation=organisation, before=before, after=heavy))
    ListingEdit.objects.filter(listing=listing, state=State.DRAFT).delete()
    return edits


def _waiting(listing: Listing) -> ListingEdit | None:
    rows = ListingEdit.objects.select_for_update(no_key=True)
    return rows.filter(listing=listing, state=State.WAITING).first()


def _take_out(listing: Listing, by: User, same: set[str]) -> None:
    """Who hands in again what stands already takes the same keys out of a waiting change."""
    former = _waiting(listing)
    if former is None or former.publishes or not same & set(former.after):
        return
    rest = {key: value for key, value in former.after.items() if key not in same}
    _end(former, State.REPLACED, by, "")
    if rest:
        before = {key: former.before.get(key) for key in rest}
        hold(listing, by=by, organisation=former.organisation, before=before, after=rest)


def _live(
    listing: Listing, by: User, organisation: Organisation, now: Mapping[str, Any], after: dict[str, Any]
) -> ListingEdit:
    before = {key: now[key] for key in after} | {ROWS: rows_of(listing, after)}
    edit = ListingEdit.objects.create(
        listing=listing, organisation=organisation, author=by, state=State.LIVE, substantive=False,
        before=before, after=after, made_at=timezone.now(),
    )  # fmt: skip
    _stand(listing, after, edit)
    _record("listing.edit_live", edit, by)
    return edit


def hold(
    listing: Listing,
    *,
    by: User,
    organisation: Organisation,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    publishes: bool = False,
) -> ListingEdit:
    """Let a change wait for a decision; one that waits already is replaced by one that includes it.

    The caller has checked rights and values and is inside a transaction that holds the listing's lock.
    """
    former = _waiting(listing)
    if former:
        _end(former, State.REPLACED, by, "")
        before, after = {**former.before, **before}, {**former.after, **after}
        publishes = publishes or former.publishes
    edit = ListingEdit.objects.create(
        listing=listing, organisation=organisation, author=by, state=State.WAITING, substantive=True,
        publishes=publishes, before=dict(before), after=dict(after), made_at=timezone.now(),
    )  # fmt: skip
    _record("listing.edit_waiting", edit, by)
    return edit


@transaction.atomic
def change_draft(listing: Listing, *, by: User, organisation: Organisation, after: Mapping[str, Any]) -> None:
    """Change a listing nobody sees yet; if it was handed in for publication, that is taken back.

    Raises:
        NotAllowed: as in `propose_edit`.
        EditRefused: as in `propose_edit`, or the listing is no draft.
    """
    listing = locked(listing, by, organisation)
    if listing.state != Listing.State.DRAFT:
        raise _too_late()
    put(listing, checked(after), said_by=organisation.name, on=today())
    for former in ListingEdit.objects.filter(listing=listing, state=State.WAITING):
        _end(former, State.REPLACED, by, "")
        _record("listing.edit_replaced", former, by)


@transaction.atomic
def hand_in_listing(listing: Listing, *, by: User, organisation: Organisation) -> ListingEdit:
    """Ask for a draft to be published.

    Raises:
        NotAllowed: as in `propose_edit`.
        EditRefused: something needed is missing, or it is no draft.
    """
    listing = locked(listing, by, organisation)
    if listing.state != Listing.State.DRAFT:
        raise _too_late()
    now = standing(listing)
    if missing := [
        problem for one in fields_for(listing.kind) if (problem := value_problem_of(one.key, now))
    ]:
        raise EditRefused("incomplete", " ".join(missing), " ".join(missing))
    after = {key: value for key, value in now.items() if value is not None}
    ListingEdit.objects.filter(listing=listing, state=State.WAITING).update(state=State.REPLACED)
    return hold(listing, by=by, organisation=organisation, before={}, after=after, publishes=True)


def value_problem_of(key: str, values: Mapping[str, Any]) -> str:
    """What is wrong with one field among values, in words; an empty one is wrong where it is needed."""
    field = FIELD_BY_KEY[key]
    return value_problem(field, values[key]) if values[key] is not None or field.required else ""


@transaction.atomic
def accept(edit_id: uuid.UUID, *, by: User, reason: str = "") -> ListingEdit:
    """Put a waiting change into effect; the first one of a draft publishes it.

    Raises:
        EditRefused: it was decided or replaced meanwhile, the listing is hidden and frozen, or belongs to
            another organisation by now.
    """
    edit, listing = _undecided(edit_id, State.WAITING)
    check_not_frozen(listing)
    if listing.provider.organisation_id != edit.organisation_id:
        raise EditRefused(
            "of-former-provider",
            "Diese Änderung stammt von einer Organisation, zu der der Eintrag nicht mehr gehört. Bitte "
            "lehnen Sie sie ab.",
            "This change is by an organisation the listing no longer belongs to. Please refuse it.",
        )
    if edit.publishes and listing.state in {Listing.State.DRAFT, Listing.State.WITHDRAWN}:
        listing.state = Listing.State.PUBLISHED
        listing.claimed_at = listing.claimed_at or timezone.now()
    _stand(listing, edit.after, edit)
    _end(edit, State.ACCEPTED, by, reason)
    _record("listing.edit_accepted", edit, by)
    tell_provider(edit)
    return edit


@transaction.atomic
def refuse(edit_id: uuid.UUID, *, by: User, reason: str) -> ListingEdit:
    """Do not put a waiting change into effect; the reason goes to the provider. Raises as in `accept`."""
    edit, _listing = _undecided(edit_id, State.WAITING)
    _end(edit, State.REFUSED, by, reason)
    _record("listing.edit_refused", edit, by)
    tell_provider(edit)
    return edit


@transaction.atomic
def acknowledge(edit_id: uuid.UUID, *, by: User) -> ListingEdit:
    """Say that a live harmless change was looked at. Raises as in `accept`."""
    edit, _listing = _undecided(edit_id, State.LIVE)
    _end(edit, State.ACKNOWLEDGED, by, "")
    _record("listing.edit_acknowledged", edit, by)
    return edit


@transaction.atomic
def revert(edit_id: uuid.UUID, *, by: User, reason: str) -> ListingEdit:
    """Take a live harmless change back: its keys stand again as before it.

    Raises:
        EditRefused: as in `accept`, or something newer stands in each of its fields.
    """
    edit, listing = _undecided(edit_id, State.LIVE)
    now = standing(listing)
    back = {key: edit.before.get(key) for key, value in edit.after.items() if now.get(key) == value}
    if not back:
        raise EditRefused(
            "overtaken",
            "An diesen Stellen steht inzwischen etwas Neueres; es gibt nichts zurückzunehmen.",
            "Something newer stands in these places; there is nothing to take back.",
        )
    put_back(listing, back, edit.before.get(ROWS, {}))
    _seen_anew(listing)
    edit_hooks.tell(listing, back, None)
    _end(edit, State.REVERTED, by, reason)
    _record("listing.edit_reverted", edit, by)
    tell_provider(edit)
    return edit


@transaction.atomic
def withdraw_edit(edit_id: uuid.UUID, *, by: User) -> ListingEdit:
    """The provider takes a waiting change back. Raises NotAllowed, or as in `accept`."""
    edit, listing = _undecided(edit_id, State.WAITING)
    locked(listing, by, edit.organisation)
    _end(edit, State.REPLACED, by, "")
    _record("listing.edit_withdrawn", edit, by)
    return edit


def locked(listing: Listing, by: User, organisation: Organisation) -> Listing:
    """The listing under its lock, for somebody who may speak for it. Inside a transaction.

    Raises:
        NotAllowed: `by` is no editor of the organisation, or the listing belongs to another.
    """
    # The provider is read once the lock is held: joined to it, it would be as it was before waiting.
    found = Listing.objects.select_for_update(of=("self",), no_key=True).get(pk=listing.pk)
    mine = found.provider.organisation_id == organisation.pk
    if not mine or not may(by, organisation, Membership.Role.EDITOR):
        raise NotAllowed
    return found


def check_not_frozen(listing: Listing) -> None:
    """Raises EditRefused: the team has hidden the listing; until that is lifted it stays as it is.

    The caller holds the listing's lock.
    """
    if listing.state == Listing.State.QUARANTINED:
        raise EditRefused(
            "quarantined",
            "Dieser Eintrag ist gesperrt und bleibt bis zur Aufhebung, wie er ist. Den Grund lesen Sie unter "
            "„Prüffälle“.",
            "This listing is hidden and stays as it is until that is lifted. “Cases” tells you the reason.",
        )


def end_edits(provider: Provider, *, by: User | None) -> int:
    """End what was handed in or prepared for a provider's listings, because it gets another organisation.

    The listings are held until the end of the transaction. Returns how many changes ended.
    """
    listings = list(Listing.objects.select_for_update(no_key=True).filter(provider=provider).order_by("pk"))
    ListingEdit.objects.filter(listing__in=listings, state=State.DRAFT).delete()
    waiting = ListingEdit.objects.filter(listing__in=listings, state=State.WAITING)
    return waiting.update(state=State.REPLACED, decided_at=timezone.now(), decided_by=by)


def _undecided(edit_id: uuid.UUID, state: str) -> tuple[ListingEdit, Listing]:
    found = ListingEdit.objects.filter(pk=edit_id).first()
    if found is None:
        raise _too_late()
    # The listing's lock first, as when changes are handed in, so that nobody waits for anybody in a ring.
    listing = Listing.objects.select_for_update(no_key=True).get(pk=found.listing_id)
    edit = ListingEdit.objects.select_for_update(no_key=True).get(pk=edit_id)
    if edit.state != state:
        raise _too_late()
    edit.listing = listing
    return edit, listing


def _too_late() -> EditRefused:
    return EditRefused(
        "decided",
        "Diese Änderung ist inzwischen entschieden oder ersetzt. Bitte laden Sie die Seite neu.",
        "This change was decided or replaced meanwhile. Please load the page again.",
    )


def _stand(listing: Listing, after: Mapping[str, Any], edit: ListingEdit) -> None:
    """What was handed in stands now; keys of upper floors are theirs."""
    own = {key: value for key, value in after.items() if key in FIELD_BY_KEY}
    put(listing, own, said_by=edit.organisation.name, on=timezone.localdate(edit.made_at))
    _seen_anew(listing)
    edit_hooks.tell(listing, after, edit)


def _seen_anew(listing: Listing) -> None:
    if listing.state == Listing.State.PUBLISHED:
        keep_texts_of(listing.pk)
    bump_revision()


def _end(edit: ListingEdit, state: str, by: User, reason: str) -> None:
    edit.state, edit.decided_at, edit.decided_by = state, timezone.now(), by
    edit.reason = reason[:LONGEST_REASON]
    edit.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def _record(kind: str, edit: ListingEdit, by: User) -> None:
    said = {"edit": str(edit.pk), "keys": sorted(edit.after), "publishes": edit.publishes}
    record(kind, actor=by.pk, subject=f"listing:{edit.listing_id}", said=said)
