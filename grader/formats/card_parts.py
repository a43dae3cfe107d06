"""Pieces of the card: sections, and findings with their mark and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Line

from grader.formats.writing import is_history, noted, place, printable

MAX_PLACES = 2
# Shape and word carry the meaning; colour only confirms it.
_MARKS = {
    "met": ("✓", "green"),
    "not_met": ("✗", "yellow"),
    "not_applicable": ("–", "dim"),
    "not_assessable": ("?", "cyan"),
    "error": ("!", "red"),
}


def section(title: str, *content: RenderableType) -> list[RenderableType]:
    """A heading with a line and what stands below it."""
    return [Line(), Rule(Line(title, style="bold"), align="left", style="dim"), *content]


def grid() -> Table:
    """A column for marks and one for text."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=2)
    table.add_column(ratio=1)
    return table


def rows(entries: Iterable[tuple[Mapping[str, Any], str]], language: str) -> RenderableType:
    """Findings: mark, sentence (`said`), and the first places with what their numbers mean."""
    table = grid()
    for entry, unit in entries:
        mark, colour = _MARKS[entry["outcome"]]
        shown = [one for one in entry["evidence"] if not is_history(one)][:MAX_PLACES]
        places = [_place(one, unit, language) for one in shown]
        table.add_row(Line(mark, style=f"bold {colour}"), Group(Line(printable(entry["said"])), *places))
    return table


def _place(one: Mapping[str, Any], unit: str, language: str) -> RenderableType:
    """An arrow and the whole path: one longer than the line goes on below, nothing is cut off."""
    table = grid()
    note = f"  ({noted(one['note'], language)}{unit})" if one["note"] else ""
    table.add_row(Line("→", style="dim"), Line(f"{place(one)}{note}", style="dim", overflow="fold"))
    return table
