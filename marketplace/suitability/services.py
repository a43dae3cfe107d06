"""Computing profiles anew, when something is said, checked or graded, and when a day brings an end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from marketplace.analysis.models import Grade
from marketplace.catalogue.models import Listing
from marketplace.catalogue.services import bump_revision
from marketplace.catalogue.vocabulary import State
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Edition
from marketplace.evidence.models import Document
from marketplace.suitability.cells import cells_of
from marketplace.suitability.claims import next_change
from marketplace.suitability.gathering import Gathered, gather
from marketplace.suitability.json import cell_as_json
from marketplace.suitability.model import Cell, Suitability
from marketplace.suitability.models import StatedPage, StoredProfile
from marketplace.suitability.stated_pages import remember

# Listings computed at once: few queries, little memory, short transactions.
BATCH = 200
MOST_STALE = 2000
# A change notes its time before it is committed: whoever computes in between reads what was before it and
# notes a later time. What has changed a moment ago is therefore computed once more.
SETTLING = timedelta(minutes=2)
_COMPUTED = ["edition", "states", "cells", "computed_at", "valid_until"]


def refresh_profiles(listing_ids: Collection[int], *, at: datetime | None = None) -> int:
    """Compute the profiles of these listings and store what has changed; safe to repeat.

    Args:
        listing_ids: primary keys; unknown ones are ignored.
        at: now; decides the day for which states are computed.

    Returns:
        How many profiles show something else than before. Lists are told (a new catalogue revision) if any.
    """
    at = at or timezone.now()
    edition = current_edition()
    wanted = sorted(set(listing_ids))
    batches = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    changed = sum(_refresh(edition, batch, at) for batch in batches)
    if changed:
        bump_revision()
    return changed


def computed_profile(listing: int, *, at: datetime | None = None) -> Suitability:
    """What the profile of a listing would show now. Only reads; nothing is stored.

    Args:
        listing: primary key; of a missing one nothing is known.
        at: now; decides the day for which states are computed.
    """
    edition, today = current_edition(), timezone.localdate(at or timezone.now())
    cells = (
        cell
        for gathered in gather(edition, [listing])
        for cell in _with_notes(cells_of(edition, gathered.kind, gathered.claims, today), gathered)
    )
    return Suitability(listing, edition.key, tuple(cells))


def refresh_stale_profiles(*, at: datetime | None = None) -> int:
    """Compute the profiles that are missing, of an older edition, expired or older than a newer grade or
    document.

    An errand: at most 2,000 a turn, so that others get theirs.

    Returns:
        How many profiles show something else than before.
    """
    at = at or timezone.now()
    return refresh_profiles(stale_listings(current_edition(), at)[:MOST_STALE], at=at)


def stale_listings(edition: Edition, at: datetime) -> list[int]:
    """Listings whose profile no longer holds: keys in fixed order."""
    today = timezone.localdate(at)
    mark = edition_mark(edition)
    stale = (
        Q(suitability__isnull=True)
        | ~Q(suitability__edition=mark)
        | Q(suitability__valid_until__lt=today)
        | Q(suitability__computed_at__lt=F("changed_at"))
        | Q(changed_at__range=(at - SETTLING, at))
    )
    found = set(Listing.objects.filter(stale).values_list("pk", flat=True))
    documents = Document.objects.filter(
        Q(changed_at__gt=F("listing__suitability__computed_at")) | Q(changed_at__range=(at - SETTLING, at))
    )
    found.update(documents.values_list("listing_id", flat=True))
    visited = StatedPage.objects.filter(changed_at__gt=F("listing__suitability__computed_at"))
    found.update(visited.values_list("listing_id", flat=True))
    graded = Grade.objects.filter(created_at__gt=F("source__listing__suitability__computed_at"))
    found.update(graded.values_list("source__listing_id", flat=True))
    return sorted(found)


def edition_mark(edition: Edition) -> str:
    """Which criteria a profile was computed with: the edition, and the operator's own criteria if any."""
    own = sorted(one.key for one in edition.criteria if one.is_own)
    return "+".join([edition.key, *own])[:80]


@transaction.atomic
def _refresh(edition: Edition, listing_ids: Sequence[int], at: datetime) -> int:
    today = timezone.localdate(at)
    stored = {row.listing_id: row for row in StoredProfile.objects.filter(listing__in=listing_ids)}
    new: list[StoredProfile] = []
    changed: list[StoredProfile] = []
    same: list[StoredProfile] = []
    found = gather(edition, listing_ids)
    remember({one.listing: one.linked for one in found}, at)
    for gathered in found:
        row = _row(edition, gathered, today, at)
        before = stored.get(gathered.listing)
        if before is None:
            new.append(row)
            continue
        row.pk = before.pk
        is_same = (before.states, before.cells, before.edition) == (row.states, row.cells, row.edition)
        (same if is_same else changed).append(row)
    # Of two who compute a first profile at once the second replaces it.
    StoredProfile.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["listing"], update_fields=_COMPUTED
    )
    StoredProfile.objects.bulk_update(changed, _COMPUTED)
    StoredProfile.objects.bulk_update(same, ["computed_at", "valid_until"])
    return len(new) + len(changed)


def _row(edition: Edition, gathered: Gathered, today: date, at: datetime) -> StoredProfile:
    cells = list(_with_notes(cells_of(edition, gathered.kind, gathered.claims, today), gathered))
    facets = {one.key for one in edition.criteria if one.facet}
    claims = [claim for found in gathered.claims.values() for claim in found]
    return StoredProfile(
        listing_id=gathered.listing,
        edition=edition_mark(edition),
        states={
            cell.criterion: str(cell.state)
            for cell in cells
            if cell.criterion in facets and cell.state is not State.UNKNOWN
        },
        cells=[cell_as_json(cell) for cell in cells],
        computed_at=at,
        valid_until=next_change(claims, today),
    )


def _with_notes(cells: Sequence[Cell], gathered: Gathered) -> Iterator[Cell]:
    """Where nobody says anything but a check tried, say why it could not tell."""
    for cell in cells:
        note = gathered.not_assessable.get(cell.criterion)
        if note and cell.state is State.UNKNOWN:
            yield replace(cell, reason_de=note.de, reason_en=note.en)
        else:
            yield cell
