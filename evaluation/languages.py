"""Measures how the difficulty facts are distributed in each language, on a folder of real repositories.

`python -m evaluation.languages FOLDER --weights FILE` writes the quantiles into the weights, so that a file
is compared with files of its own language before the model, learnt on Java, judges it. Each sub-folder is
one repository; every repository counts the same within a language, whatever its size.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from grader.facts.collect import collect
from grader.maintainability.model import read_model

Values = npt.NDArray[np.float64]

PERCENTS = (*range(0, 100, 5), 98.0, 99.5)
FEWEST_FILES = 300
FEWEST_REPOSITORIES = 3
FEWEST_FILES_EACH = 10
"""A repository with fewer files of a language says nothing about that language."""


def measure(folder: Path) -> Iterator[tuple[str, Values]]:
    """Language and difficulty facts of every production file whose functions can be read."""
    for file in collect(folder, as_of=date.today()).files:  # noqa: DTZ011 - ages are not used here
        if file.difficulty and file.language:
            yield file.language, np.array(file.difficulty)


def tables(repositories: Sequence[Path]) -> dict[str, list[list[float]]]:
    """Quantiles (facts x `PERCENTS`) of each language with enough files in enough repositories."""
    rows: dict[str, list[Values]] = defaultdict(list)
    weights: dict[str, list[Values]] = defaultdict(list)
    for repository in repositories:
        found: dict[str, list[Values]] = defaultdict(list)
        for language, facts in measure(repository):
            found[language].append(facts)
        for language, facts_rows in found.items():
            if len(facts_rows) < FEWEST_FILES_EACH:
                continue
            rows[language].append(np.array(facts_rows))
            weights[language].append(np.full(len(facts_rows), 1.0 / len(facts_rows)))
    return {
        language: _quantiles(np.concatenate(parts), np.concatenate(weights[language]))
        for language, parts in sorted(rows.items())
        if len(parts) >= FEWEST_REPOSITORIES and sum(map(len, parts)) >= FEWEST_FILES
    }


def _quantiles(rows: Values, weights: Values) -> list[list[float]]:
    result = []
    for column in rows.T:
        order = np.argsort(column, kind="stable")
        reached = np.cumsum(weights[order]) - 0.5 * weights[order]
        points = np.interp(np.array(PERCENTS) / 100.0, reached / weights.sum(), column[order])
        result.append([float(f"{value:.6g}") for value in points])
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the tables into the weights; 2 when the reference language is not among them."""
    parser = argparse.ArgumentParser(prog="languages", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args(arguments)
    document = json.loads(options.weights.read_text(encoding="utf-8"))
    found = tables(sorted(path for path in options.folder.iterdir() if path.is_dir()))
    if document["reference"] not in found:
        sys.stderr.write(f"Too little {document['reference']} in {options.folder} to compare with.\n")
        return 2
    text = json.dumps({**document, "languages": found}, indent=1, ensure_ascii=False) + "\n"
    read_model(text)
    options.weights.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
