"""How the parts of a program need each other, and where they do so in a circle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.analysis.forge import Forge
from marketplace.web.assessment.places import Place, place_of

_SHOWN_PARTS = 12
_SHOWN_CIRCLES = 5
_SHOWN_STEPS = 6


@dataclass(frozen=True, slots=True)
class Circle:
    """Parts or files that need each other; `way` leads round it, each step with the import that says so."""

    count: int
    way: list[tuple[str, str, Place]]


@dataclass(frozen=True, slots=True)
class Coupling:
    content: Mapping[str, Any]
    parts: list[Mapping[str, Any]]
    more_parts: int
    circles: list[Circle]
    file_circles: list[Circle]
    most_needed: list[tuple[Place, int]]


def coupling(result: Mapping[str, Any], forge: Forge) -> Coupling | None:
    """Read the section `coupling`; None in results made before it and where no import could be followed."""
    section = result.get("coupling")
    if not section or not section.get("resolved"):
        return None
    parts = section.get("components") or []
    needed = section.get("most_needed_files") or []
    return Coupling(
        content=section,
        parts=parts[:_SHOWN_PARTS],
        more_parts=max(0, len(parts) - _SHOWN_PARTS),
        circles=[_circle(one, forge) for one in (section.get("circles") or [])[:_SHOWN_CIRCLES]],
        file_circles=[_circle(one, forge) for one in (section.get("file_circles") or [])[:_SHOWN_CIRCLES]],
        most_needed=[(place_of(one, forge), int(one["files"])) for one in needed[:5]],
    )


def _circle(content: Mapping[str, Any], forge: Forge) -> Circle:
    steps = content.get("way") or []
    way = [(str(one["from"]), str(one["to"]), place_of(one, forge)) for one in steps[:_SHOWN_STEPS]]
    return Circle(int(content["count"]), way)
