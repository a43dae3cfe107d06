"""The section `coupling` of the result: which components need each other, so that a page can draw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from grader.facts.circles import shortest_circle
from grader.facts.code import measured_code
from grader.facts.coupling import Coupling, Need, couplings
from grader.facts.model import Facts
from grader.facts.parts import part_lines, parts_of

MAX_COMPONENTS = 40
MAX_EDGES = 200
MAX_CIRCLES = 20
MAX_FILES = 10


def coupling_section(facts: Facts) -> dict[str, Any]:
    """Components with their size, what they need of each other, and circles with the imports that close them.

    `resolved` of `imports` lead into the tree; the rest are libraries or cannot be followed. Of components,
    edges, circles and files the largest are listed.
    """
    files = measured_code(facts).files
    found = couplings(files)
    lines = part_lines(files, parts_of(files))
    shown = sorted(lines, key=lambda part: (-lines[part], part))[:MAX_COMPONENTS]
    return {
        "imports": found.imports,
        "resolved": found.resolved,
        "components": [_component(found, part, lines[part]) for part in shown],
        "edges": _edges(found, set(shown)),
        "circles": _circles(found.parts, found.part_cycles),
        "file_circles": _circles(found.files, found.file_cycles),
        "most_needed_files": _most(Counter(to for needs in found.files.values() for to in needs)),
        "most_needing_files": _most(Counter({path: len(needs) for path, needs in found.files.items()})),
    }


def _component(found: Coupling, part: str, code_lines: int) -> dict[str, Any]:
    return {
        "path": part,
        "code_lines": code_lines,
        "incoming": found.incoming(part),
        "outgoing": len(found.parts.get(part, ())),
        "in_circle": any(part in group for group in found.part_cycles),
    }


def _edges(found: Coupling, shown: set[str]) -> list[dict[str, Any]]:
    """Needs between the shown components, those with most imports first, each with its first import."""
    ranked = sorted(found.part_needs.items(), key=lambda item: (-item[1], item[0]))
    return [
        {**_step(own, other, found.parts[own][other]), "imports": count}
        for (own, other), count in ranked
        if own in shown and other in shown
    ][:MAX_EDGES]


def _circles(
    needs: Mapping[str, Mapping[str, Need]], groups: Iterable[tuple[str, ...]]
) -> list[dict[str, Any]]:
    """Groups whose members all need each other, with a shortest way round."""
    rows = []
    for group in list(groups)[:MAX_CIRCLES]:
        way = shortest_circle(needs, group)
        steps = zip(way, [*way[1:], *way[:1]], strict=True)
        rows.append(
            {
                "count": len(group),
                "members": list(group[:MAX_FILES]),
                "way": [_step(own, other, needs[own][other]) for own, other in steps],
            }
        )
    return rows


def _step(own: str, other: str, need: Need) -> dict[str, Any]:
    return {"from": own, "to": other, "path": need.path, "line": need.line}


def _most(counts: Counter[str]) -> list[dict[str, Any]]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"path": path, "files": count} for path, count in ranked[:MAX_FILES]]
