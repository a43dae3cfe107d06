"""Uploads wait in quarantine until they have been inspected; then they are accepted or refused for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.limits import INSPECTION_SECONDS
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.rows import note
from marketplace.evidence.storage import keep, place_of, remove, unknown_files
from marketplace.notices.services import notify

LEASE = timedelta(seconds=2 * INSPECTION_SECONDS)
MOST_ATTEMPTS = 2
State = DocumentVersion.State


def take(at: datetime) -> DocumentVersion | None:
    """The next version to be inspected, held for two minutes; the longest waiting comes first.

    Args:
        at: now.
    """
    skip = connection.features.has_select_for_update_skip_locked
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    with transaction.atomic():
        waiting = DocumentVersion.objects.filter(free, state=State.WAITING).order_by("uploaded_at", "pk")
        version = waiting.select_for_update(skip_locked=skip, no_key=True).first()
        if version is None:
            return None
        version.lease_until, version.attempts = at + LEASE, version.attempts + 1
        version.save(update_fields=["lease_until", "attempts"])
    return version


def postpone(version: DocumentVersion, until: datetime) -> None:
    """Let a version wait on without counting the attempt: the fault is not the file's."""
    _waiting(version).update(lease_until=until, attempts=F("attempts") - 1)


def accept(version: DocumentVersion, found: Inspected, *, redrawn: Path | None) -> bool:
    """Take a file out of quarantine to its final place.

    Args:
        version: taken by `take`.
        found: what the inspection says.
        redrawn: file that replaces the upload, or None.

    Returns:
        False if somebody else has decided in the meantime.
    """
    kept = keep(redrawn or place_of(version.file))
    if redrawn is None and kept.sha256 != version.received_sha256:
        return refuse(version, cannot_be_inspected())
    values: dict[str, Any] = {
        "file": kept.file,
        "sha256": kept.sha256,
        "size": kept.size,
        "media_type": found.media_type,
        "pages": found.pages,
        "format_note": found.note[:120],
    }
    return _decide(version, State.ACCEPTED, values)


def refuse(version: DocumentVersion, refusal: EvidenceRefused) -> bool:
    """Refuse a file and remove it; the sentence why stays.

    Returns:
        False if somebody else has decided in the meantime.
    """
    values = {"file": "", "problem_de": refusal.de, "problem_en": refusal.en}
    return _decide(version, State.REFUSED, values)


def give_up_or_retry(version: DocumentVersion) -> bool:
    """The inspection broke down: try once more, then refuse. Returns whether it was refused."""
    if version.attempts < MOST_ATTEMPTS:
        _waiting(version).update(lease_until=None)
        return False
    return refuse(version, cannot_be_inspected())


def cannot_be_inspected() -> EvidenceRefused:
    """The refusal of a file over which the inspection itself broke down."""
    return EvidenceRefused(
        "not-inspected",
        "Die Datei ließ sich nicht untersuchen. Bitte speichern Sie sie neu, am besten als PDF, und laden "
        "Sie sie noch einmal hoch.",
        "The file could not be inspected. Please save it again, best as PDF, and upload it once more.",
    )


def remove_unknown_files() -> int:
    """Errand: remove files no version names. Returns how many."""
    known = set(DocumentVersion.objects.exclude(file="").values_list("file", flat=True))
    unknown = unknown_files(known)
    for path in unknown:
        path.unlink(missing_ok=True)
    return len(unknown)


def _waiting(version: DocumentVersion) -> Any:
    return DocumentVersion.objects.filter(pk=version.pk, state=State.WAITING)


@transaction.atomic
def _decide(version: DocumentVersion, state: str, values: dict[str, Any]) -> bool:
    now = timezone.now()
    done = _waiting(version).update(state=state, inspected_at=now, lease_until=None, **values)
    if not done:
        return False
    Document.objects.filter(pk=version.document_id).update(changed_at=now)
    document = Document.objects.select_related("listing").get(pk=version.document_id)
    transaction.on_commit(lambda: remove(version.file))
    _tell(version, document, state)
    said = {"number": version.number, "sha256": values.get("sha256") or version.received_sha256}
    note(f"evidence.{state}", None, document, said)
    return True


def _tell(version: DocumentVersion, document: Document, state: str) -> None:
    if version.uploaded_by is None:
        return
    is_taken = state == State.ACCEPTED
    de, en = ("angenommen", "accepted") if is_taken else ("abgelehnt", "refused")
    with override("de"):
        url = reverse("web:evidence-version", args=[version.pk])
    notify(
        version.uploaded_by,
        kind=f"listing.evidence_{state}",
        key=f"listing.evidence:{version.pk}",
        text_de=f"Nachweis {de}: „{document.title}“ zu {document.listing.name}",
        text_en=f"Evidence {en}: “{document.title}” for {document.listing.name}",
        url=url,
    )
