"""Places in the source tree, linked where the forge is known, and the lines quoted from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats

from marketplace.analysis.forge import Forge
from marketplace.lib.bilingual import in_current_language

# A note that is nothing but a decimal number, and a day that is a word of its own.
_DECIMAL = re.compile(r"\A[0-9]+\.[0-9]\Z")
_DAY = re.compile(r"(?<!\S)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\S)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source tree with the link to it, where there is one."""

    path: str
    lines: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a file; the marked ones are what the finding points to."""

    place: Place
    lines: list[Line]


def place_of(item: Mapping[str, Any], forge: Forge, meaning: Any = None) -> Place:
    """Read `path`, `line`, `end_line` and `note` of a row of the result.

    Args:
        item: the row.
        forge: where the source is shown.
        meaning: what the note's number counts, in both languages, where the finding says so.
    """
    path, line, end_line = str(item.get("path") or ""), item.get("line"), item.get("end_line")
    lines = "" if line is None else str(line)
    if lines and end_line and end_line != line:
        lines += f"–{end_line}"
    return Place(path, lines, _note(as_text(item.get("note")), meaning), forge.link(path, line, end_line))


def _note(text: str, meaning: Any) -> str:
    """The note the way the current language writes numbers and days, and what it counts."""
    written = _DECIMAL.sub(lambda found: str(formats.number_format(found[0], 1, use_l10n=True)), text)
    written = _DAY.sub(_day, written)
    return f"{written} {as_text(meaning)}" if written and meaning else written


def _day(found: re.Match[str]) -> str:
    try:
        return formats.date_format(date.fromisoformat(found[0]), "SHORT_DATE_FORMAT")
    except ValueError:
        return found[0]


def excerpts_by_indicator(result: Mapping[str, Any], forge: Forge) -> dict[str, list[Excerpt]]:
    """The quoted lines of each finding; nothing in results made before they were kept."""
    found: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in result.get("excerpts") or []:
        found[str(excerpt["indicator"])].append(_excerpt(excerpt, forge))
    return found


def _excerpt(content: Mapping[str, Any], forge: Forge) -> Excerpt:
    first, last = content["marked"]
    place = place_of({"path": content["path"], "line": first, "end_line": last}, forge)
    numbered = enumerate(content["lines"], int(content["from_line"]))
    return Excerpt(place, [Line(number, text, first <= number <= last) for number, text in numbered])


def as_text(value: Any) -> str:
    """A text in the current language, or what is there as it is."""
    return in_current_language(value) if isinstance(value, dict) else str(value or "")
