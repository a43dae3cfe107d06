"""Derives the `limits.yaml` of the indicators whose figures are compared by quantiles.

    python -m evaluation.benchmark.limits                  from the figures stored beside this file
    python -m evaluation.benchmark.limits --from FOLDER    measure the listed repositories first, as
                                                           `make benchmark FROM=FOLDER` does

What is typical is the median of the compared repositories; a project does not meet the question when it
belongs to the weaker third (35 % quantile, as for the graded figures). Where most repositories are so good or
so bad that this would mean nothing to a reader, a bound of our own choice holds instead: see `RULES`.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from json import loads
from pathlib import Path
from statistics import median, quantiles

from evaluation.benchmark.sources import LIST, Project, Unobtainable, export
from grader.facts.code import family_of, measured_code
from grader.indicators.catalogue import FOLDER
from grader.run import collect_facts

FIGURES = Path(__file__).with_name("limit_figures.csv")
MIN_LINES = 500
MIN_ROWS = 8
WEAKER_THIRD = 35


@dataclass(frozen=True, slots=True)
class Rule:
    """How the limit of one figure is found; `bound` is the least a limit may be, with the reason."""

    indicator: str
    figure: str
    higher_is_better: bool = False
    bound: float = 0.0
    reason: str = ""
    least_lines: int = MIN_LINES


RULES = (
    Rule(
        "commented_out_code_is_rare", "commented_out", bound=1.0, reason="one line in 1,000 burdens no reader"
    ),
    Rule(
        "components_are_balanced",
        "largest_part",
        bound=66.0,
        reason="up to two thirds the other parts still divide the program",
        least_lines=5_000,
    ),
    Rule(
        "flow_is_easy_to_follow",
        "cognitive15",
        bound=5.0,
        reason="below one line in 20 a single function would decide",
    ),
    Rule(
        "functions_are_documented",
        "documented",
        higher_is_better=True,
        bound=25.0,
        reason="with fewer than one function in four explained, nobody can rely on explanations",
    ),
    Rule("lines_are_readable", "long_lines", bound=1.0, reason="one line in 100 burdens no reader"),
    Rule("names_are_telling", "unclear_names", bound=0.2, reason="one name in 5,000 lines burdens no reader"),
)
_COLUMNS = ("repository", "commit", "language", "lines", *(rule.figure for rule in RULES))
Row = dict[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure where asked to, derive and write; 1 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="limits", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="local clones or mirrors")
    parser.add_argument("--processes", type=int, default=2, help="repositories measured at once")
    options = parser.parse_args(arguments)
    if options.source:
        measured = measure_all(options.source, options.processes)
        if not measured:
            sys.stderr.write("Nothing could be measured.\n")
            return 1
        _store(measured)
    rows = stored()
    for rule in RULES:
        path = FOLDER / rule.indicator / "limits.yaml"
        path.write_text(written(rule, rows), encoding="utf-8")
    return 0


def measure_all(source: Path, processes: int) -> list[Row]:
    """Figures of all listed repositories of which the folder has a copy; the others are named."""
    projects = [Project(**entry) for entry in loads(LIST.read_text(encoding="utf-8"))]
    rows = []
    with ProcessPoolExecutor(processes) as pool:
        asked = [(project, pool.submit(figures, project, source)) for project in projects]
        for number, (project, answer) in enumerate(asked, start=1):
            try:
                rows.append(answer.result())
                sys.stderr.write(f"[{number}/{len(projects)}] {project.repository}\n")
            except Unobtainable as problem:
                sys.stderr.write(
                    f"[{number}/{len(projects)}] not measured: {project.repository} ({problem})\n"
                )
    return [row for row in rows if int(row["lines"]) >= MIN_LINES]


def figures(project: Project, source: Path) -> Row:
    """The figures of one repository, as text.

    Raises:
        Unobtainable: the folder has no copy with the listed commit.
    """
    with tempfile.TemporaryDirectory(prefix="limits-") as folder:
        export(project, source, Path(folder))
        code = measured_code(collect_facts(Path(folder), date(2026, 11, 1), None, 1))
    row = {
        "repository": project.repository,
        "commit": project.commit,
        "language": code.main_language or "",
        "lines": str(code.production_lines),
    }
    return row | {rule.figure: f"{code.values[rule.figure]:g}" for rule in RULES}


def stored() -> list[Row]:
    """The rows measured last."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _store(rows: Iterable[Row]) -> None:
    with FIGURES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["repository"].lower()))


def written(rule: Rule, rows: Sequence[Mapping[str, str]]) -> str:
    """The text of a `limits.yaml`."""
    rows = [row for row in rows if int(row["lines"]) >= rule.least_lines]
    quantile = WEAKER_THIRD if rule.higher_is_better else 100 - WEAKER_THIRD
    text = [
        f"figure: {rule.figure}",
        f"higher_is_better: {str(rule.higher_is_better).lower()}",
        "obtained: >-",
        f"  Typical is the median of {len(rows)} public repositories, mostly of public bodies; the limit is",
        f"  their {quantile} % quantile. Languages or families of them with {MIN_ROWS} repositories or more",
        "  have numbers of their own.",
        *([f"  A limit is at least {rule.bound:g}: {rule.reason}."] if rule.bound else []),
        "  Written by python -m evaluation.benchmark.limits.",
        "languages:",
        *(
            f"  {name}: {{typical: {low:g}, limit: {high:g}}}"
            for name, low, high in _limits(rule, rows, quantile)
        ),
    ]
    return "\n".join(text) + "\n"


def _limits(
    rule: Rule, rows: Sequence[Mapping[str, str]], quantile: int
) -> Iterable[tuple[str, float, float]]:
    """Name, typical value and limit: of all, then of each family of languages that has enough rows."""
    families: dict[str, list[float]] = {}
    for row in rows:
        families.setdefault(family_of(row["language"]), []).append(float(row[rule.figure]))
    known = {name: values for name, values in sorted(families.items()) if len(values) >= MIN_ROWS}
    for name, values in {
        "default": [value for found in families.values() for value in found],
        **known,
    }.items():
        limit = quantiles(values, n=100, method="inclusive")[quantile - 1]
        yield name, round(median(values), 2), round(max(limit, rule.bound), 2)


if __name__ == "__main__":
    sys.exit(main())
