"""How numbers, paths and places are written in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Spaces that keep a number with its unit; Python does not count them as printable.
_SPACES = frozenset("\u00a0\u202f")


def printable(text: str) -> str:
    """Show control characters and direction marks of foreign names escaped (CVE-2021-42574)."""
    return "".join(
        c if c.isprintable() or c in _SPACES else c.encode("unicode_escape").decode("ascii") for c in text
    )


def count(number: int, language: str) -> str:
    """Write a whole number with separators between thousands."""
    written = f"{number:,}"
    return written.replace(",", ".") if language == "de" else written


def decimal(number: float, language: str, digits: int = 1) -> str:
    """Write a number with the given digits after the comma."""
    written = f"{number:,.{digits}f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "de" else written


def percent(number: float, language: str) -> str:
    """Write a share of 0 to 100; German puts a narrow space before the sign (DIN 5008)."""
    return f"{number:.0f}\u202f%" if language == "de" else f"{number:.0f}%"


def measured(measure: Mapping[str, Any], language: str) -> str:
    """Write the value of a finding's measure with its unit."""
    value, unit = float(measure["value"]), str(measure["unit"])
    if unit == "%":
        return percent(value, language) if value >= 10 else f"{decimal(value, language)}\u202f%"
    written = decimal(value, language, 0 if value % 1 == 0 else 2 if value < 1 else 1)
    return f"{written} {unit}".strip()


def is_history(location: Mapping[str, Any]) -> bool:
    """Say whether the evidence is the version history as a whole, which is no place to open."""
    return bool(location["path"] == ".git")


def place(location: Mapping[str, Any]) -> str:
    """Write a place as `path:line`."""
    path, line = printable(location["path"]), location.get("line")
    return f"{path}:{line}" if line else path


def note(location: Mapping[str, Any], finding: Mapping[str, Any], language: str) -> str:
    """What the finding says about one place: a number with its meaning, a name, or nothing."""
    if not location.get("note"):
        return ""
    meaning = finding.get("note_meaning")
    return noted(location["note"], language) + (f" {meaning[language]}" if meaning else "")


def noted(text: str, language: str) -> str:
    """A note as it stands; one that is nothing but a decimal number the way the language writes it."""
    whole, point, digits = text.partition(".")
    is_decimal = bool(point) and whole.isdecimal() and digits.isdecimal()
    return f"{whole},{digits}" if is_decimal and language == "de" else printable(text)


def open_findings(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Findings whose question is answered with no, those of graded topics first."""
    graded = {topic["id"] for topic in result["topics"] if topic["graded"]}
    found = [finding for finding in result["findings"] if finding["outcome"] == "not_met"]
    return sorted(found, key=lambda finding: finding["topic"] not in graded)


def hard_files(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Judged files of the program that are hard for a reason, hardest first; none in early results."""
    return [file for file in result.get("files", []) if file["reasons"] and file["role"] == "production"]


def touched(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those rows that lie in the change that was asked for."""
    return [row for row in rows if row.get("new_or_touched")]
