"""Notices are news for a while, and then only a record of what somebody did: they go after a year."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from marketplace.notices.models import Notice

KEPT = timedelta(days=365)


def forget_old_notices() -> int:
    """Errand: remove notices that were given over a year ago, read or not. Returns how many."""
    gone, _rows = Notice.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return gone
