"""Days as people read them; a moment counts for the day it was here, not for the day it was in Greenwich."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone


def day_of(moment: date | datetime) -> date:
    """The local day of a moment; a day stays what it is."""
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def short_day(day: date | datetime | str | None) -> str:
    """A day in figures as the active language writes it: 31.12.2026; odd text stays, nothing is "".

    Args:
        day: a day, a moment, or an ISO day as JSON keeps it.
    """
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            return str(day)
    return str(formats.date_format(day_of(day), "SHORT_DATE_FORMAT")) if day else ""
