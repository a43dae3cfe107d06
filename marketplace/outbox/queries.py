"""How the outbox is doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from marketplace.outbox.models import OutgoingMail

LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class OutboxState:
    """Numbers of mails: `waiting`, `late` (of those, over 15 minutes) and `undeliverable` for good."""

    waiting: int
    late: int
    undeliverable: int


def outbox_state() -> OutboxState:
    """What waits and what could not be delivered."""
    now = timezone.now()
    waiting = OutgoingMail.objects.filter(sent_at=None, gave_up_at=None).filter(
        Q(not_before__lte=now) | Q(attempts__gt=0)
    )
    return OutboxState(
        waiting=waiting.count(),
        late=waiting.filter(created_at__lt=now - LATE).count(),
        undeliverable=OutgoingMail.objects.filter(gave_up_at__isnull=False).exclude(to="").count(),
    )
