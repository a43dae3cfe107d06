"""`make benchmark`: measure the listed repositories again and write the comparison the grader ships.

    make benchmark                       every repository is fetched by git from its address
    make benchmark FROM=folder           local clones or mirrors named owner+name, owner/name or name
    make benchmark FROM=folder NEW=1     only repositories that are not measured at the listed commit yet

A repository that cannot be had keeps its older row, and the output names it. A changed comparison changes
grades: it is a new edition, with a new rules version.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import grader
from evaluation.benchmark.rows import limits, row
from evaluation.benchmark.sources import LIST, Project, Unobtainable, export
from grader.benchmark.comparison import FILE
from grader.maintainability.model import shipped_model

Row = dict[str, Any]

ABOUT = (
    "Public repositories of municipalities and other public bodies, and of software made for them, mostly "
    "German and European, chosen by owner and language. A convenience sample, not drawn by chance."
)
UNITS = {
    "nloc lines function_lines": "code lines without comments and blank lines; lines leaves out functions of "
    "at most 25 tokens and files that are copies; function_lines are those in functions",
    "size15 size30 size60": "percent of function code in functions of more than 15, 30, 60 code lines",
    "ccn5 ccn10 ccn25": "percent of function code in functions with a cyclomatic complexity above 5, 10, 25",
    "cognitive15 cognitive25": "percent of function code in functions with a cognitive complexity above "
    "15, 25",
    "par2 par4 par6": "percent of function code in functions with more than 2, 4, 6 parameters",
    "file500": "percent of code in files of more than 500 code lines",
    "difficulty_mean": "expected judgement of the trained model, 0 easy to 3 hard, mean over code lines",
    "hard_share": "percent of code in files the model expects to be rather hard or hard to maintain",
    "test_ratio": "lines of test code that checks something per production code line",
    "duplicated": "percent of lines that occur almost identically elsewhere",
    "profile": "share of function code in functions at or below the knots of evaluation/benchmark/rows.py",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write, print; 1 when nothing at all could be measured."""
    options = _parser().parse_args(arguments)
    projects = [Project(**entry) for entry in json.loads(LIST.read_text(encoding="utf-8"))]
    known = {one["repository"]: one for one in json.loads(FILE.read_text(encoding="utf-8"))["repositories"]}
    rows, problems = _rows(projects, known, options)
    rows = [one for one in rows if one["languages"]]
    if not rows:
        _tell("Nothing could be measured.")
        return 1
    FILE.write_text(_written(rows, options.day), encoding="utf-8")
    print_table()
    for project, before, cause in problems:
        kept = f"row of {before['measured_on']} kept" if before else "no row"
        _tell(f"not measured: {project.repository} ({cause}); {kept}")
    return 0


def print_table() -> None:
    """Show the new comparison in a fresh interpreter, because it is read when the package is imported."""
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "evaluation.benchmark.table"], check=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="local clones or mirrors")
    parser.add_argument("--new", action="store_true", help="only what is not measured at its commit yet")
    parser.add_argument("--processes", type=int, default=2, help="repositories measured at once")
    parser.add_argument("--day", type=date.fromisoformat, default=datetime.now(UTC).date(), help="today")
    return parser


def _rows(
    projects: Sequence[Project], known: Mapping[str, Row], options: argparse.Namespace
) -> tuple[list[Row], list[tuple[Project, Row | None, str]]]:
    """New rows, older ones of repositories that could not be had, and what was wrong with those."""
    rows: list[Row] = []
    problems: list[tuple[Project, Row | None, str]] = []
    with ProcessPoolExecutor(options.processes) as pool:
        asked = [
            (
                project,
                before,
                None if _is_kept(project, before, options.new) else _ask(pool, project, options),
            )
            for project in projects
            for before in [known.get(project.repository)]
        ]
        for number, (project, before, answer) in enumerate(asked, start=1):
            try:
                measured = answer.result() if answer else before
            except Unobtainable as problem:
                problems.append((project, before, str(problem)))
                measured = before
            _tell(f"[{number}/{len(projects)}] {project.repository}")
            rows.extend([measured] if measured else [])
    return rows, problems


def _is_kept(project: Project, before: Row | None, only_new: bool) -> bool:
    return only_new and before is not None and before["commit"] == project.commit


def _ask(pool: Executor, project: Project, options: argparse.Namespace) -> Future[Row]:
    return pool.submit(measured, project, options.source, options.day)


def measured(project: Project, source: Path | None, day: date) -> Row:
    """Get and measure one repository.

    Raises:
        Unobtainable: it could not be had.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        tree = Path(folder) / "source"
        tree.mkdir()
        export(project, source, tree)
        return row(project, tree, day)


def _written(rows: list[Row], day: date) -> str:
    """The data file: one line per repository, so that a new edition can be compared with the last."""
    head = {
        "edition": grader.RULES_VERSION,
        "about": ABOUT,
        "measured_on": f"{day:%Y-%m}",
        "measured_with": f"this grader, version {grader.__version__}, model {shipped_model().version}",
        "units": UNITS,
        "language_limits": {
            "about": "Value below which 90 percent of the function code of a language lies in this sample; "
            "every repository counts the same (method: Alves, Ypma and Visser 2010).",
            "function_lines": limits(rows, "function_lines"),
            "complexity": limits(rows, "complexity"),
        },
    }
    lines = ",\n".join(
        "  " + json.dumps(one, ensure_ascii=False, separators=(",", ":"))
        for one in sorted(rows, key=lambda one: str(one["repository"]).lower())
    )
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + f',\n "repositories": [\n{lines}\n ]\n}}\n'


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
