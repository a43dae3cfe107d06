"""Reads the trail and checks that it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from marketplace.audit.chain import event_hash, moment
from marketplace.audit.models import AuditEvent, AuditHead

_CHUNK = 2000


def events_of(subject: str) -> QuerySet[AuditEvent]:
    """The events of one subject ("type:id"), oldest first."""
    return AuditEvent.objects.filter(subject=subject).order_by("id")


def count_of(kind: str, *, actor: int, since: datetime) -> int:
    """How often somebody has done something since a moment."""
    return AuditEvent.objects.filter(actor=actor, kind=kind, at__gte=since).count()


def verify_chain() -> int | None:
    """Check every hash from the first event to the last.

    Returns:
        Number of the first event that does not fit what stands before it; the last number that was given
        if events are missing at the end; None if the chain is whole.
    """
    previous, count = "", 0
    for event in AuditEvent.objects.order_by("id").iterator(chunk_size=_CHUNK):
        if event.previous != previous or event.hash != _hash(event):
            return event.pk
        previous, count = event.hash, count + 1
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        return None if count == 0 else AuditEvent.objects.latest("id").pk
    return None if (head.hash, head.count) == (previous, count) else head.last


def exported(since: int = 0) -> Iterator[dict[str, Any]]:
    """The events after a number as plain values, one a line of the export."""
    for event in AuditEvent.objects.filter(pk__gt=since).order_by("id").iterator(chunk_size=_CHUNK):
        yield {
            "id": event.pk,
            "at": moment(event.at),
            "kind": event.kind,
            "actor": event.actor,
            "subject": event.subject,
            "said": event.said,
            "previous": event.previous,
            "hash": event.hash,
        }


def _hash(event: AuditEvent) -> str:
    return event_hash(
        previous=event.previous,
        at=event.at,
        kind=event.kind,
        actor=event.actor,
        subject=event.subject,
        said=event.said,
    )
