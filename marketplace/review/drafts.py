"""Drafts nobody hands in do not stay for ever: after a year without a change they go, after a notice.

What was handed in once has a case, which is kept, and so is its listing. The files of a draft's documents
go with the next `evidence.quarantine.remove_unknown_files`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.audit.queries import events_of
from marketplace.audit.services import record
from marketplace.catalogue.edit_notices import tell_editors
from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.review.models import Case
from marketplace.suitability.models import Statement
from marketplace.suitability.wording import day_words

KEPT = timedelta(days=365)
TOLD_BEFORE = timedelta(days=30)
TOLD, FORGOTTEN = "listing.draft_ending", "listing.draft_forgotten"


@dataclass(frozen=True)
class Draft:
    """A listing nobody sees yet, or what is prepared beside a published one (`edit`), and its last change."""

    listing: Listing
    changed_at: datetime
    edit: ListingEdit | None = None

    @property
    def subject(self) -> str:
        return f"edit:{self.edit.pk}" if self.edit else f"listing:{self.listing.pk}"


def forget_old_drafts(*, at: datetime | None = None) -> int:
    """An errand: tell providers of drafts that will be deleted, delete those whose time is over.

    Returns:
        How many notices were given and drafts deleted.
    """
    at = at or timezone.now()
    return sum(_settle(draft, at) for draft in list(_unchanged_since(at - KEPT + TOLD_BEFORE)))


def _unchanged_since(before: datetime) -> Iterator[Draft]:
    documents = Document.objects.filter(listing=OuterRef("pk"), changed_at__gte=before)
    cases = Case.objects.filter(listing=OuterRef("pk"))
    rows = Listing.objects.filter(~Exists(documents), ~Exists(cases), changed_at__lt=before)
    for listing in rows.filter(state=Listing.State.DRAFT).select_related("provider__organisation"):
        yield Draft(listing, listing.changed_at)
    edits = ListingEdit.objects.filter(state=ListingEdit.State.DRAFT, made_at__lt=before)
    for edit in edits.select_related("listing__provider__organisation"):
        yield Draft(edit.listing, edit.made_at, edit)


@transaction.atomic
def _settle(draft: Draft, at: datetime) -> bool:
    told = events_of(draft.subject).filter(kind=TOLD, at__gt=draft.changed_at).first()
    if told is None:
        _tell(draft, at)
        return True
    if told.at > at - TOLD_BEFORE or draft.changed_at > at - KEPT:
        return False
    return _forget(draft)


def _tell(draft: Draft, at: datetime) -> None:
    ends = timezone.localdate(max(draft.changed_at + KEPT, at + TOLD_BEFORE))
    if organisation := draft.listing.provider.organisation:
        day, name = day_words(ends), draft.listing.name[:120]
        with override("de"):
            url = reverse("web:provider-listing", args=[draft.listing.slug])
        tell_editors(
            organisation, kind=TOLD, key=f"{TOLD}:{draft.subject}:{ends.isoformat()}", url=url,
            text_de=f"Ihr Entwurf zu {name} ist seit Langem unverändert. Am {day.de} löschen wir ihn, wenn "
            "Sie ihn bis dahin weder ändern noch einreichen.",
            text_en=f"Your draft for {name} has not changed for long. We delete it on {day.en} unless you "
            "change it or hand it in before.",
        )  # fmt: skip
    record(TOLD, actor=None, subject=draft.subject, said={"on": ends.isoformat()})


def _forget(draft: Draft) -> bool:
    """Delete a draft that has not changed since it was looked at. False where something keeps it."""
    held = Listing.objects.select_for_update().filter(pk=draft.listing.pk).first()
    if held is None:
        return False
    if draft.edit:
        same = ListingEdit.objects.filter(
            pk=draft.edit.pk, state=ListingEdit.State.DRAFT, made_at=draft.changed_at
        )
        gone = same.delete()[0] > 0
    else:
        gone = held.changed_at == draft.changed_at and _delete(held)
    if gone:
        record(FORGOTTEN, actor=None, subject=draft.subject, said={"listing": draft.listing.pk})
    return gone


def _delete(listing: Listing) -> bool:
    try:
        with transaction.atomic():
            Statement.objects.filter(listing=listing).delete()
            DocumentVersion.objects.filter(document__listing=listing).delete()
            Document.objects.filter(listing=listing).delete()
            # Before their sources, which they keep.
            listing.facts.all().delete()
            listing.references.all().delete()
            listing.delete()
    except ProtectedError:
        return False
    return True
