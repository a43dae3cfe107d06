"""Rows of documents and versions, inside the caller's transaction."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import File
from django.db.models import Max, Sum
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.catalogue.editing import check_not_frozen
from marketplace.catalogue.models import Listing
from marketplace.evidence.checking import EARLIEST, Dates, check_right
from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.limits import MEGABYTE, MOST_DOCUMENTS, MOST_WAITING, ORGANISATION_MEGABYTES
from marketplace.evidence.links import Link, checked_link
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.storage import Received
from marketplace.organisations.models import Organisation


def of_file(file: File[bytes], received: Received) -> dict[str, Any]:
    """Columns of a version that waits with a file of its own."""
    return {
        "filename": _shown_name(file.name or ""),
        "file": received.file,
        "received_sha256": received.sha256,
        "size": received.size,
        "state": DocumentVersion.State.WAITING,
    }


def _shown_name(name: str) -> str:
    """The file's name without folders and odd characters; it is only shown."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"[^\w.,()+ -]", "_", last)[-200:].strip() or "datei"


def of_link(link: Link) -> dict[str, Any]:
    """Columns of a version that is a link; it is accepted at once, as nothing is stored or fetched.

    Raises:
        EvidenceRefused: an address or the day does not fit.
    """
    url, archived_url = checked_link(link.url), checked_link(link.archived_url)
    if not EARLIEST <= link.archived_on <= timezone.localdate():
        raise EvidenceRefused(
            "odd-date",
            "Der Tag der Archivierung liegt in der Zukunft oder vor 1990.",
            "The day of archiving lies in the future or before 1990.",
        )
    named = {"archived_on": link.archived_on.isoformat(), "archived_url": archived_url, "url": url}
    digest = hashlib.sha256(json.dumps(named, sort_keys=True).encode("ascii")).hexdigest()
    return {
        "url": url,
        "archived_url": archived_url,
        "archived_on": link.archived_on,
        "sha256": digest,
        "media_type": "text/html",
        "state": DocumentVersion.State.ACCEPTED,
        "inspected_at": timezone.now(),
    }


def new_document(listing: Listing, by: User, organisation: Organisation, given: dict[str, str]) -> Document:
    """Make a document.

    Args:
        given: title, kind and visibility, checked.

    Raises:
        NotAllowed: the right to speak for the listing has ended meanwhile.
        EvidenceRefused: the listing has very many already.
        EditRefused: the listing is hidden and frozen.
    """
    lock_listing(listing.pk, by, organisation)
    if Document.objects.filter(listing=listing, withdrawn_at=None).count() >= MOST_DOCUMENTS:
        raise EvidenceRefused(
            "too-many-documents",
            f"Zu diesem Eintrag gibt es schon {MOST_DOCUMENTS} Nachweise. Bitte ziehen Sie zuerst "
            "einen zurück.",
            f"This entry has {MOST_DOCUMENTS} pieces of evidence already. Please withdraw one first.",
        )
    now = timezone.now()
    return Document.objects.create(
        listing=listing, organisation=organisation, uploaded_by=by, created_at=now, changed_at=now, **given
    )


def lock_listing(listing: int, by: User, organisation: Organisation | None = None) -> Listing:
    """Hold a listing for this transaction; one that is hidden stays with the documents it has.

    Args:
        listing: primary key.
        by: whose right to speak for it is looked at once more, now that nobody can change it meanwhile.
        organisation: for which they speak; None: the one the listing belongs to.

    Raises:
        NotAllowed: the right has ended meanwhile.
        EditRefused: the listing is hidden and frozen.
    """
    held = Listing.objects.select_for_update(of=("self",), no_key=True).get(pk=listing)
    check_right(by, held, organisation or held.provider.organisation)
    check_not_frozen(held)
    return held


def lock(document: Document, by: User) -> Document:
    """The document as it is now, for this transaction alone, with its listing.

    Raises:
        NotAllowed: the right to speak for the listing has ended meanwhile.
        EvidenceRefused: it has been withdrawn, or another organisation added it, which spoke for the listing
            then: whoever does now can only withdraw it.
        EditRefused: its listing is hidden and frozen.
    """
    held = lock_listing(document.listing_id, by)
    fresh = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if fresh.organisation_id != held.provider.organisation_id:
        raise EvidenceRefused(
            "of-former-provider",
            "Diesen Nachweis hat die Organisation hinzugefügt, zu der der Eintrag früher gehörte. Sie können "
            "ihn zurückziehen und einen eigenen hochladen.",
            "This evidence was added by the organisation the entry belonged to before. You can withdraw it "
            "and upload your own.",
        )
    if fresh.is_withdrawn:
        raise EvidenceRefused(
            "withdrawn",
            "Dieser Nachweis ist zurückgezogen. Bitte laden Sie einen neuen hoch.",
            "This evidence has been withdrawn. Please upload a new one.",
        )
    return fresh


def new_version(document: Document, by: User, values: dict[str, Any], dates: Dates) -> DocumentVersion:
    """Make the next version of a locked document and note it in the trail.

    Args:
        values: of `of_file` or `of_link`.

    Raises:
        EvidenceRefused: very many files of the listing wait, or the organisation keeps very much.
    """
    waiting = DocumentVersion.State.WAITING
    in_quarantine = DocumentVersion.objects.filter(document__listing=document.listing_id, state=waiting)
    if values["state"] == waiting and in_quarantine.count() >= MOST_WAITING:
        raise EvidenceRefused(
            "too-many-waiting",
            f"Es warten schon {MOST_WAITING} Dateien auf die Untersuchung. Bitte versuchen Sie es "
            "gleich noch einmal.",
            f"{MOST_WAITING} files are waiting for inspection already. Please try again in a moment.",
        )
    _check_room(document, values.get("size", 0))
    now = timezone.now()
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    version = DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        uploaded_by=by,
        uploaded_at=now,
        issued_on=dates.issued_on,
        valid_until=dates.valid_until,
        **values,
    )
    Document.objects.filter(pk=document.pk).update(changed_at=now)
    said = {"number": version.number, "sha256": version.sha256 or version.received_sha256}
    note("evidence.added", by, document, said | {"visibility": document.visibility})
    return version


def _check_room(document: Document, size: int) -> None:
    """Whoever registers may upload; nobody fills the disk with it."""
    own = DocumentVersion.objects.filter(document__organisation=document.organisation_id).exclude(file="")
    kept = own.aggregate(bytes=Sum("size"))["bytes"] or 0
    if size and kept + size > ORGANISATION_MEGABYTES * MEGABYTE:
        english = f"{ORGANISATION_MEGABYTES:,}"
        german = english.replace(",", ".")
        raise EvidenceRefused(
            "no-room",
            f"Ihre Organisation hat hier schon fast {german} MB an Nachweisen. Mehr nehmen wir nur nach "
            "Absprache auf; schreiben Sie uns bitte.",
            f"Your organisation keeps almost {english} MB of evidence here already. For more, write to us.",
        )


def note(kind: str, by: User | None, document: Document, said: dict[str, Any]) -> None:
    """Add an event of a document to the trail."""
    subject = f"document:{document.pk}"
    record(kind, actor=by.pk if by else None, subject=subject, said=said | {"listing": document.listing_id})
