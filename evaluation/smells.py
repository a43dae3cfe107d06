"""Judged code smells: does the model also order them, though it never learnt from them?

The samples of MLCQ (Madeyski, Lewowski 2020) name repository, commit, path and lines. Their source is taken
from local git repositories with

`python -m evaluation.smells REPOSITORIES --data FOLDER --out SOURCES`

and stays outside of this repository; `evaluation.evaluate --smells SOURCES` measures on what is there.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.datasets import VARIABLE, MissingJudgements, facts_of, folder_of
from evaluation.repositories import content, known_commits, repositories

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A class or function that developers judged; lines are 1-based and inclusive. `severity` is the mean
    answer from 0 (no smell) to 3 (critical)."""

    smell: str
    severity: float
    whole_class: bool
    repository: str
    commit: str
    path: str
    start: int
    end: int

    def place(self, sources: Path) -> Path:
        """Where its file is kept."""
        return sources / self.repository / self.commit / self.path


@dataclass(frozen=True, slots=True)
class Smelling:
    """Samples with source; `sources` are the judged lines, `facts` their difficulty facts."""

    samples: tuple[Sample, ...]
    sources: tuple[bytes, ...]
    facts: Values

    def of(self, smell: str) -> npt.NDArray[np.bool_]:
        """Which samples were judged for this smell."""
        return np.array([sample.smell == smell for sample in self.samples], dtype=bool)

    @property
    def severity(self) -> Values:
        return np.array([sample.severity for sample in self.samples])


def read_samples(folder: Path) -> tuple[Sample, ...]:
    """All judged samples of the data folder."""
    with (folder / "smells" / "samples.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Sample(
                row["smell"],
                float(row["sev"]),
                row["type"] == "class",
                row["repo"],
                row["commit"],
                row["path"].lstrip("/"),
                int(row["start"]),
                int(row["end"]),
            )
            for row in csv.DictReader(file)
        )


def read_smells(folder: Path, sources: Path) -> Smelling:
    """The samples whose source is in the folder, measured like files; a function stands in an empty class."""
    found = [(sample, _lines(sample, sources)) for sample in read_samples(folder)]
    present = [(sample, lines) for sample, lines in found if lines is not None]
    facts = [facts_of(lines) for _, lines in present]
    return Smelling(
        tuple(sample for sample, _ in present), tuple(lines for _, lines in present), np.array(facts)
    )


def _lines(sample: Sample, sources: Path) -> bytes | None:
    place = sample.place(sources)
    if ".." in place.parts or not place.is_file():
        return None
    lines = place.read_bytes().splitlines(keepends=True)[sample.start - 1 : sample.end]
    if not lines:
        return None
    return b"".join(lines) if sample.whole_class else b"class Sample {\n" + b"".join(lines) + b"\n}\n"


def collect_sources(samples: Sequence[Sample], folder: Path, out: Path) -> int:
    """Write the file of each sample whose commit is in one of the git repositories below a folder.

    Returns:
        How many samples have their file now.
    """
    by_commit = defaultdict(list)
    for sample in samples:
        by_commit[sample.commit].append(sample)
    for repository in repositories(folder):
        for commit in known_commits(repository, sorted(by_commit)):
            for sample in by_commit.pop(commit):
                _write(repository, sample, out)
    return sum(sample.place(out).is_file() for sample in samples)


def _write(repository: Path, sample: Sample, out: Path) -> None:
    place, found = sample.place(out), content(repository, sample.commit, sample.path)
    if found is not None and ".." not in place.parts:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect the sources; 2 when there are no judgements."""
    parser = argparse.ArgumentParser(prog="smells", description=__doc__)
    parser.add_argument("repositories", type=Path, help="folder with git repositories, bare or not")
    parser.add_argument("--data", help=f"folder with the judgements; else {VARIABLE}")
    parser.add_argument("--out", type=Path, required=True, help="where the judged files go")
    options = parser.parse_args(arguments)
    try:
        samples = read_samples(folder_of(options.data))
    except MissingJudgements as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    count = collect_sources(samples, options.repositories, options.out)
    sys.stdout.write(f"{count} of {len(samples)} samples have their file.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
