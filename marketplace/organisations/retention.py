"""Invitations nobody took up hold an address of somebody who never came: they are forgotten after a while."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from marketplace.organisations.models import Invitation

KEPT = timedelta(days=30)


def forget_old_invitations() -> int:
    """Remove invitations that were not accepted and expired over 30 days ago. Returns how many."""
    old = Invitation.objects.filter(accepted_at=None, expires_at__lt=timezone.now() - KEPT)
    gone, _rows = old.delete()
    return gone
