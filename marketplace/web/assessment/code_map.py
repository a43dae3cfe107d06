"""The map of a program, every file a tile; a grade never changes, so its map is drawn once per process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from grader.drawing import treemap
from grader.drawing.code_map import District, FileTile, SizedFile, code_map
from marketplace.analysis.models import Grade
from marketplace.analysis.stored_results import judged_files

_KEPT = 32


@dataclass(frozen=True, slots=True)
class Drawing:
    """Folders with their names, all tiles of a tone as one SVG path, and the tile that is pointed at."""

    districts: list[District]
    tones: list[tuple[int, str]]
    focus: FileTile | None


@dataclass(frozen=True, slots=True)
class CodeMap:
    """Both drawings; `hardest` is the file that is pointed at."""

    wide: Drawing
    narrow: Drawing
    hardest: str
    hardest_lines: int
    hardest_expected: float


def code_map_of(grade: Grade, components: Sequence[Mapping[str, Any]]) -> CodeMap | None:
    """Draw the judged files of a grade in the folders of its components.

    Returns:
        None where single files were not judged.
    """
    return _drawn(grade.run_id, grade.pk, tuple(str(one["path"]) for one in components))


@lru_cache(maxsize=_KEPT)
def _drawn(_run: UUID, grade: int, folders: tuple[str, ...]) -> CodeMap | None:
    rows = judged_files(grade)
    files = [
        SizedFile(str(row["path"]), int(row["lines"]), float(row["maintainability"]["expected"]))
        for row in rows
        if row.get("role") == "production"
    ]
    if not any(file.lines for file in files):
        return None
    hardest = max(files, key=lambda file: (file.difficulty, file.lines))
    return CodeMap(
        wide=_drawing(code_map(files, folders, treemap.WIDE), hardest.path),
        narrow=_drawing(code_map(files, folders, treemap.NARROW), hardest.path),
        hardest=hardest.path,
        hardest_lines=hardest.lines,
        hardest_expected=hardest.difficulty,
    )


def _drawing(districts: list[District], hardest: str) -> Drawing:
    """Thousands of tiles as five paths: a page is lighter and is written faster."""
    tiles = [tile for district in districts for tile in district.tiles]
    tones: dict[int, list[str]] = defaultdict(list)
    for tile in tiles:
        tones[tile.tone].append(
            f"M{tile.x:.1f} {tile.y:.1f}h{tile.width:.1f}v{tile.height:.1f}h-{tile.width:.1f}z"
        )
    focus = next((tile for tile in tiles if tile.path == hardest), None)
    return Drawing(districts, [(tone, "".join(paths)) for tone, paths in sorted(tones.items())], focus)
