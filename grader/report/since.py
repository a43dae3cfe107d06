"""Restricts a result to a change: marks what lies in changed lines and sums it up."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from grader.facts.changes import ChangedFile, ChangedFiles

MAX_FILES = 20
MARK = "new_or_touched"
# Lists of the result whose rows name places: key, and the names of path, first and last line.
_PLACES = {
    "largest_functions": (("path", "line", "end_line"),),
    "duplicates": (("path", "line", "end_line"), ("other_path", "other_line", "other_end_line")),
}


def restrict_to_changes(result: Mapping[str, Any], changes: ChangedFiles) -> dict[str, Any]:
    """Mark every place of a result that lies in changed lines, and add the section `since`.

    A finding speaks about the whole program; the mark on its evidence says which of its places the change has
    touched. That a place is touched does not mean that the change made it worse.

    Args:
        result: what `build_report` made.
        changes: what changed.

    Returns:
        A copy of the result with `new_or_touched` on evidence, functions, duplicates, judged files and
        hotspots, and with `since`.
    """
    marked = copy.deepcopy(dict(result))
    files = {file.path: file for file in changes.files}
    for finding in marked["findings"]:
        for place in finding["evidence"]:
            place[MARK] = _touched(files, place, ("path", "line", "end_line"))
    for key, names in _PLACES.items():
        for row in marked[key]:
            row[MARK] = any(_touched(files, row, name) for name in names)
    for row in (*marked["files"], *marked["hotspots"]["files"]):
        row[MARK] = row["path"] in files
    marked["since"] = _summary(marked, changes)
    return marked


def _touched(files: Mapping[str, ChangedFile], row: Mapping[str, Any], names: tuple[str, str, str]) -> bool:
    path, first, last = (row[name] for name in names)
    return path in files and files[path].touches(first, last)


def _summary(result: Mapping[str, Any], changes: ChangedFiles) -> dict[str, Any]:
    judged = [row for row in result["files"] if row[MARK]]
    return {
        "revision": changes.revision,
        "commit": changes.commit,
        "files_changed": len(changes.files),
        "files_new": sum(file.new for file in changes.files),
        "files_removed": len(changes.removed),
        "judged_files": len(judged),
        "hardest_files": [
            {
                "path": row["path"],
                "expected": row["maintainability"]["expected"],
                "class": row["class"],
            }
            for row in judged[:MAX_FILES]
        ],
        "functions": sum(row[MARK] for row in result["largest_functions"]),
        "duplicates": sum(row[MARK] for row in result["duplicates"]),
        "findings": [
            {"indicator": finding["indicator"], "places": places}
            for finding in result["findings"]
            if finding["outcome"] == "not_met"
            and (places := sum(place[MARK] for place in finding["evidence"]))
        ],
    }
