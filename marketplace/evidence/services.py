"""Providers add documents, new versions and links, decide who may see them, and withdraw them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.evidence.checking import Dates, check_dates, check_right, checked_words, odd_choice
from marketplace.evidence.inspection.signatures import HEAD_BYTES, signature_of
from marketplace.evidence.inspection.sizes import check_size
from marketplace.evidence.links import Link
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.rows import lock, lock_listing, new_document, new_version, note, of_file, of_link
from marketplace.evidence.storage import CHUNK, Received, receive, remove
from marketplace.organisations.models import Organisation

NO_DATES = Dates()


def upload(
    listing: Listing,
    *,
    by: User,
    organisation: Organisation,
    file: File[bytes],
    title: str,
    kind: str,
    visibility: str,
    dates: Dates = NO_DATES,
) -> DocumentVersion:
    """Add a document with its first version, which waits in quarantine until it has been inspected.

    Args:
        listing: what it proves something about.
        by: an editor or admin of the provider's organisation.
        organisation: that organisation; pages name it, not the person.
        file: with `name` as chosen in the browser, which is only shown.
        title: at most 200 characters.
        kind: key of a kind of evidence.
        visibility: as in `Document.Visibility`.
        dates: of the document.

    Raises:
        NotAllowed: `by` may not speak for the listing's provider.
        EvidenceRefused: something is missing or does not fit; nothing has been stored.
        EditRefused: the listing is hidden and frozen; nothing has been stored.
    """
    check_right(by, listing, organisation)
    given = checked_words(title, kind, visibility, dates)
    received = _receive(file)
    with _kept_only_if_noted(received):
        document = new_document(listing, by, organisation, given)
        return new_version(document, by, of_file(file, received), dates)


def add_version(
    document: Document, *, by: User, file: File[bytes], dates: Dates = NO_DATES
) -> DocumentVersion:
    """Add a version to a document; the ones before stay as they are.

    Raises:
        NotAllowed, EvidenceRefused, EditRefused: see `upload`.
    """
    check_right(by, document.listing, document.listing.provider.organisation)
    check_dates(dates)
    received = _receive(file)
    with _kept_only_if_noted(received):
        return new_version(lock(document, by), by, of_file(file, received), dates)


@transaction.atomic
def add_link(
    listing: Listing,
    *,
    by: User,
    organisation: Organisation,
    link: Link,
    title: str,
    kind: str,
    visibility: str,
    dates: Dates = NO_DATES,
) -> DocumentVersion:
    """Add a link as a document. It is never fetched; the archived copy is what reviewers look at.

    Raises:
        NotAllowed, EvidenceRefused, EditRefused: see `upload`.
    """
    check_right(by, listing, organisation)
    given = checked_words(title, kind, visibility, dates)
    values = of_link(link)
    document = new_document(listing, by, organisation, given)
    return new_version(document, by, values, dates)


@transaction.atomic
def add_link_version(document: Document, *, by: User, link: Link, dates: Dates = NO_DATES) -> DocumentVersion:
    """Add a newer link to a document.

    Raises:
        NotAllowed, EvidenceRefused, EditRefused: see `upload`.
    """
    check_right(by, document.listing, document.listing.provider.organisation)
    check_dates(dates)
    return new_version(lock(document, by), by, of_link(link), dates)


@transaction.atomic
def withdraw(document: Document, *, by: User) -> Document:
    """Take a document back: the public no longer finds it, and nothing counts as proved by it.

    Files and hashes stay, because folders and decisions name them. Withdrawing twice changes nothing.

    Raises:
        NotAllowed, EditRefused: see `upload`.
    """
    check_right(by, document.listing, document.listing.provider.organisation)
    lock_listing(document.listing_id, by)
    fresh = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if fresh.withdrawn_at is None:
        fresh.withdrawn_at = fresh.changed_at = timezone.now()
        fresh.save(update_fields=["withdrawn_at", "changed_at"])
        note("evidence.withdrawn", by, fresh, {})
    return fresh


@transaction.atomic
def change_visibility(document: Document, visibility: str, *, by: User) -> Document:
    """Decide who may see a document from now on.

    Raises:
        NotAllowed, EditRefused: see `upload`.
        EvidenceRefused: no such visibility, or the document has been withdrawn.
    """
    check_right(by, document.listing, document.listing.provider.organisation)
    if visibility not in Document.Visibility.values:
        raise odd_choice("Sichtbarkeit", "visibility")
    fresh = lock(document, by)
    if fresh.visibility != visibility:
        before, fresh.visibility, fresh.changed_at = fresh.visibility, visibility, timezone.now()
        fresh.save(update_fields=["visibility", "changed_at"])
        note("evidence.visibility_changed", by, fresh, {"before": before, "after": visibility})
    return fresh


def _receive(file: File[bytes]) -> Received:
    """Refuse at once what the first bytes and the size tell; store the rest."""
    check_size(file.size or 0)
    file.seek(0)
    signature_of(file.read(HEAD_BYTES))
    file.seek(0)
    return receive(_chunks(file))


def _chunks(file: File[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


@contextmanager
def _kept_only_if_noted(received: Received) -> Iterator[None]:
    """A transaction that takes the stored file away again if it fails."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        remove(received.file)
        raise
