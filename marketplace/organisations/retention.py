"""Invitations hold an address, of somebody who never came or has another one now: they are forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from marketplace.organisations.models import Invitation

KEPT = timedelta(days=30)


def forget_old_invitations() -> int:
    """Remove invitations that were accepted or expired over 30 days ago. Returns how many."""
    before = timezone.now() - KEPT
    unused = Q(accepted_at=None, expires_at__lt=before)
    old = Invitation.objects.filter(unused | Q(accepted_at__lt=before))
    gone, _rows = old.delete()
    return gone
