"""Sessions that have ended are forgotten, with the device and network address they were opened from."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone


@transaction.atomic
def forget_ended_sessions() -> int:
    """Remove sessions whose time is over, and what was noted of sessions that are gone. Returns how many."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    ended.delete()
    noted = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    gone, _rows = noted.delete()
    return int(gone)
