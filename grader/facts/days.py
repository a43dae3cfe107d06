"""Days and spans of months, the same in every time zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta


def day_of(seconds: str) -> date:
    """The day (UTC) of a Unix time in seconds; times outside of the calendar are moved into it."""
    moment = min(max(int(seconds), 0), 253_402_300_799)
    return datetime.fromtimestamp(moment, tz=UTC).date()


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 28 February for a 29 February that year does not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def counts(day: date, since: date, as_of: date) -> bool:
    """Say whether a day lies after `since` and is no claim about the future (one day for time zones)."""
    return since < day <= as_of + timedelta(days=1)


def per_month(days: list[date], as_of: date) -> tuple[int, ...]:
    """Count days per month of the 12 months before `as_of`, oldest month first."""
    months = [0] * 12
    for day in days:
        age = (as_of.year - day.year) * 12 + as_of.month - day.month
        if as_of.day < day.day:
            age -= 1
        months[11 - min(max(age, 0), 11)] += 1
    return tuple(months)
