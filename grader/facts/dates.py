"""Finds days written in a text, in the ways German and English documents write them."""

from __future__ import annotations

import re

MAX_DATES = 5
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
_MONTH = {name: number for number, name in enumerate(_MONTHS, start=1)} | _GERMAN
_DATE = re.compile(
    r"\b(?P<y1>20\d\d)[-./](?P<m1>0?[1-9]|1[0-2])[-./](?P<d1>0?[1-9]|[12]\d|3[01])\b"
    r"|\b(?P<d2>0?[1-9]|[12]\d|3[01])\.\s?(?P<m2>0?[1-9]|1[0-2])\.\s?(?P<y2>20\d\d)\b"
    r"|\b(?P<n3>[A-Za-zä]{3,9})\.? (?P<d3>[1-9]|0[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? (?P<y3>20\d\d)\b"
    r"|\b(?P<d4>0?[1-9]|[12]\d|3[01])\.? (?P<n4>[A-Za-zä]{3,9})\.? (?P<y4>20\d\d)\b"
)


def dates_in(text: str) -> tuple[str, ...]:
    """Return the days mentioned in a text as ISO 8601, newest first, at most five."""
    found = {day for match in _DATE.finditer(text) if (day := _iso(match))}
    return tuple(sorted(found, reverse=True)[:MAX_DATES])


def _iso(match: re.Match[str]) -> str | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    name = parts.get("n", "")[:3].lower()
    month = _MONTH.get(name) if name else int(parts["m"])
    return f"{parts['y']}-{month:02}-{int(parts['d']):02}" if month else None
