"""Places in the source tree, linked where the forge is known, and the lines quoted from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.lib.bilingual import in_current_language
from marketplace.web.forge import Forge


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


def place_of(item: Mapping[str, Any], forge: Forge) -> Place:
    """Read `path`, `line`, `end_line` and `note` of a row of the result."""
    path, line, end_line = str(item.get("path") or ""), item.get("line"), item.get("end_line")
    lines = "" if line is None else str(line)
    if lines and end_line and end_line != line:
        lines += f"–{end_line}"
    return Place(path, lines, as_text(item.get("note")), forge.link(path, line, end_line))


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
