"""Measures repositories for the comparison.

`python -m grader.benchmark.recompute FOLDER...` prints one row per folder; a folder named `owner+name` gives
the row `owner/name`. Rows go into the data file by hand, together with a new edition, because a changed
comparison changes grades.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import grader
from grader.facts.code import measured_code
from grader.facts.collect import collect


def comparison_row(folder: Path) -> dict[str, Any]:
    """Measure one repository in the units of the comparison file.

    Args:
        folder: a source tree named `owner+name`.

    Returns:
        One row of `repositories`; `duplicated` is in % of the compared program lines.
    """
    # The day matters for the history only, which is no part of the comparison.
    facts = collect(folder, as_of=date(2026, 11, 23))
    code = measured_code(facts)
    return {
        "repository": folder.resolve().name.replace("+", "/", 1),
        "language": code.main_language,
        "measured_with": f"grader {grader.__version__}",
        "nloc": code.production_lines,
        "functions": len(code.functions),
        **code.values,
        "duplicated": round(facts.duplication.share, 1),
    }


def main(folders: list[str]) -> int:
    """Print the rows of the given folders, sorted by name."""
    rows = [comparison_row(Path(folder)) for folder in folders]
    for row in sorted(rows, key=lambda row: str(row["repository"]).lower()):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
