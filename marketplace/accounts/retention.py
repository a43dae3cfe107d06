"""What is known of people's devices and network addresses is forgotten with what it was needed for."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone


@transaction.atomic
def forget_ended_sessions() -> int:
    """Remove sessions whose time is over, and what was noted of sessions that are gone. Returns how many."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    ended.delete()
    noted = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    gone, _rows = noted.delete()
    return int(gone)


def forget_counted_attempts() -> int:
    """Remove short-term notes whose time is over: counted attempts name the network address they came from.

    Django's cache in the database removes them only when it is full.

    Returns:
        How many there were.
    """
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        # The name comes from the settings; a table's name cannot be a parameter.
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
        return int(cursor.rowcount)
