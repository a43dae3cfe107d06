"""Adds events to the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.audit.chain import event_hash
from marketplace.audit.models import AuditEvent, AuditHead
from marketplace.lib.storable_json import storable


def record(kind: str, *, actor: int | None, subject: str, said: Mapping[str, Any]) -> AuditEvent:
    """Add one event, inside the caller's transaction: it stands if and only if the change stands.

    Call it late in the transaction: from here on other writers of events wait for its end.

    Args:
        kind: what happened, as "thing.verb": "membership.ended", at most 60 characters.
        actor: number of the account, None for the marketplace itself.
        subject: what it happened to, as "type:id", at most 120 characters.
        said: numbers, keys, states – no names, addresses or texts of people, which would have to be
            erasable. No fractions: databases store them differently, which would break the hash.

    Raises:
        ValueError: `said` holds something else than text, whole numbers, truth values, None, lists, objects.
    """
    content = storable(dict(said))
    _check(content)
    if not (0 < len(kind) <= 60 and 0 < len(subject) <= 120):
        raise ValueError(f"kind {kind!r} or subject {subject!r} is empty or too long")
    with transaction.atomic():
        head, _new = AuditHead.objects.select_for_update().get_or_create(pk=1)
        event = _append(head, kind, actor, subject, content)
        head.last, head.hash, head.count = event.pk, event.hash, head.count + 1
        head.save()
    return event


def _append(head: AuditHead, kind: str, actor: int | None, subject: str, said: dict[str, Any]) -> AuditEvent:
    at = timezone.now()
    hashed = event_hash(previous=head.hash, at=at, kind=kind, actor=actor, subject=subject, said=said)
    return AuditEvent.objects.create(
        at=at, kind=kind, actor=actor, subject=subject, said=said, previous=head.hash, hash=hashed
    )


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for item in value.values():
            _check(item)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    elif not (value is None or isinstance(value, str | bool | int)):
        raise ValueError(f"an event cannot hold {value!r}")
