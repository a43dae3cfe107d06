"""The map of a program, every file a tile; a grade never changes, so its map is drawn once per process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from grader.drawing import treemap
from grader.drawing.code_map import District, SizedFile, code_map
from marketplace.analysis.models import Grade
from marketplace.analysis.stored_results import judged_files

_KEPT = 32


@dataclass(frozen=True, slots=True)
class CodeMap:
    """Both drawings; `hardest` is the file that is pointed at."""

    wide: list[District]
    narrow: list[District]
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
        wide=code_map(files, folders, treemap.WIDE),
        narrow=code_map(files, folders, treemap.NARROW),
        hardest=hardest.path,
        hardest_lines=hardest.lines,
        hardest_expected=hardest.difficulty,
    )
