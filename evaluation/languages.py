"""Measures how the difficulty facts are distributed in each language, on real repositories.

`python -m evaluation.languages MIRRORS --weights FILE` writes the quantiles into the weights, so that a file
is compared with files of its own language before the model, learnt on Java, judges it. The repositories and
their commits are listed in `language_sources.csv`; MIRRORS is a folder with clones of them. Every repository
counts the same within a language, whatever its size.

A language with few files keeps its own quantiles only in part, the rest is the mean of the well-known
languages; with fewer still it has none and is marked so in every result.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from evaluation.repositories import known_commits, repositories, write_sample
from grader.facts.files import list_files
from grader.facts.model import Role
from grader.facts.reading import Task, read_file
from grader.facts.verdicts import Verdicts
from grader.maintainability.model import read_model

Values = npt.NDArray[np.float64]

SOURCES = Path(__file__).with_name("language_sources.csv")
PERCENTS = (*range(0, 100, 5), 98.0, 99.5)
ENOUGH_FILES, ENOUGH_REPOSITORIES = 300, 3
FEWEST_FILES, FEWEST_REPOSITORIES = 60, 2
FEWEST_FILES_EACH = 10
"""A repository with fewer files of a language says nothing about that language."""
MOST_FILES_EACH = 120
"""Of each language in one repository; more would hardly change its quantiles."""
PARSE_SECONDS = 3.0


def read_sources() -> dict[str, str]:
    """Commit and name of every listed repository."""
    with SOURCES.open(encoding="utf-8", newline="") as file:
        return {row["commit"]: row["repository"] for row in csv.DictReader(file)}


def measure(folder: Path) -> dict[str, Values]:
    """By language the difficulty facts (files x facts) of the production files whose functions are read."""
    entries = list_files(folder).entries
    verdicts = Verdicts(folder, entries)
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for entry in entries:
        task = Task(
            entry.path, entry.shown, entry.bytes, verdicts.of(entry.path), parse_seconds=PARSE_SECONDS
        )
        file = read_file(folder, task).facts
        if file.role is Role.PRODUCTION and file.difficulty and file.language:
            found[file.language].append(file.difficulty)
    return {language: np.array(rows) for language, rows in found.items()}


def measure_repositories(mirrors: Path) -> Iterator[tuple[str, dict[str, Values]]]:
    """Name and facts of each listed repository that is in the folder."""
    wanted = read_sources()
    for repository in repositories(mirrors):
        for commit in known_commits(repository, sorted(wanted)):
            name = wanted.pop(commit)
            sys.stderr.write(f"{name}\n")
            with TemporaryDirectory() as folder:
                write_sample(repository, commit, Path(folder), MOST_FILES_EACH)
                yield name, measure(Path(folder))
    for name in sorted(wanted.values()):
        sys.stderr.write(f"missing: {name}\n")


def tables(measured: Sequence[Mapping[str, Values]]) -> dict[str, list[list[float]]]:
    """Quantiles (facts x `PERCENTS`) of each language with enough files in enough repositories."""
    parts: dict[str, list[Values]] = defaultdict(list)
    for found in measured:
        for language, rows in found.items():
            if len(rows) >= FEWEST_FILES_EACH:
                parts[language].append(rows)
    own = {language: own_share(some) for language, some in sorted(parts.items())}
    quantiles = {language: _quantiles(parts[language]) for language, share in own.items() if share > 0}
    known = [table for language, table in quantiles.items() if own[language] == 1.0]
    pooled = np.mean(known, axis=0) if known else 0.0
    return {
        language: _short(own[language] * table + (1.0 - own[language]) * pooled)
        for language, table in quantiles.items()
    }


def own_share(parts: Sequence[Values]) -> float:
    """How far a language stands on its own files: 1 with enough of them, 0 with too few to be mapped."""
    files = sum(map(len, parts))
    if len(parts) < FEWEST_REPOSITORIES or files < FEWEST_FILES:
        return 0.0
    return min(files / ENOUGH_FILES, len(parts) / ENOUGH_REPOSITORIES, 1.0)


def _quantiles(parts: Sequence[Values]) -> Values:
    rows = np.concatenate(parts)
    weights = np.concatenate([np.full(len(part), 1.0 / len(part)) for part in parts])
    result = []
    for column in rows.T:
        order = np.argsort(column, kind="stable")
        reached = np.cumsum(weights[order]) - 0.5 * weights[order]
        result.append(np.interp(np.array(PERCENTS) / 100.0, reached / weights.sum(), column[order]))
    return np.array(result)


def _short(table: Values) -> list[list[float]]:
    return [[float(f"{value:.6g}") for value in row] for row in table]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the tables into the weights; 2 when the reference language is not among them."""
    parser = argparse.ArgumentParser(prog="languages", description=__doc__)
    parser.add_argument("mirrors", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args(arguments)
    document = json.loads(options.weights.read_text(encoding="utf-8"))
    measured = dict(measure_repositories(options.mirrors))
    found = tables(list(measured.values()))
    if document["reference"] not in found:
        sys.stderr.write(f"Too little {document['reference']} in {options.mirrors} to compare with.\n")
        return 2
    text = json.dumps({**document, "languages": found}, indent=1, ensure_ascii=False) + "\n"
    read_model(text)
    options.weights.write_text(text, encoding="utf-8")
    _say(measured)
    return 0


def _say(measured: Mapping[str, Mapping[str, Values]]) -> None:
    sys.stdout.write("| language | files | repositories | own share |\n|---|---|---|---|\n")
    for language in sorted({language for found in measured.values() for language in found}):
        parts = [f[language] for f in measured.values() if len(f.get(language, ())) >= FEWEST_FILES_EACH]
        row = (language, sum(map(len, parts)), len(parts), f"{100 * own_share(parts):.0f} %")
        sys.stdout.write("| " + " | ".join(map(str, row)) + " |\n")


if __name__ == "__main__":
    sys.exit(main())
