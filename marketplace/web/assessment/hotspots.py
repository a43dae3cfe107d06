"""Hotspots: difficult files that people change often, as picture and table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.drawing.scatter import NARROW, WIDE, Scatter, scatter
from marketplace.analysis.forge import Forge
from marketplace.web.assessment.places import Place, place_of

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class HotFile:
    """A row of the table with its rank, which some dots bear as well."""

    content: Mapping[str, Any]
    place: Place
    rank: int
    is_in_picture: bool


@dataclass(frozen=True, slots=True)
class Hotspots:
    """The section with both drawings; they are None where the history does not tell."""

    content: Mapping[str, Any]
    wide: Scatter | None
    narrow: Scatter | None
    files: list[HotFile]
    most_changes: int


def hotspots(result: Mapping[str, Any], forge: Forge) -> Hotspots | None:
    """Read the section `hotspots`; None in results made before it."""
    section = result.get("hotspots")
    if not section:
        return None
    if not section.get("available") or not section.get("points"):
        return Hotspots(section, None, None, [], 0)
    wide = scatter(section, WIDE)
    numbered = {point.path for point in wide.points if point.number}
    rows = section["files"][:_SHOWN]
    return Hotspots(
        content=section,
        wide=wide,
        narrow=scatter(section, NARROW),
        files=[
            HotFile(row, place_of(row, forge), rank, row["path"] in numbered)
            for rank, row in enumerate(rows, 1)
        ],
        most_changes=max((int(row["changes_last_12_months"]) for row in rows), default=0),
    )
