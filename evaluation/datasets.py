"""Reads the published judgements; the files stay outside of the repository."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.facts.decoding import to_utf8
from grader.facts.difficulty import FACT_NAMES, difficulty_facts
from grader.facts.lexing import lex
from grader.facts.parsing import parse
from grader.facts.token_hashes import hash_tokens

VARIABLE = "MARKTPLATZ_EVALUATION_DATA"

Values = npt.NDArray[np.float64]


class MissingJudgements(Exception):
    """The judgements were not found; the message says where they were looked for."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code whose readability people rated from 1 (worst) to 5, averaged; `study` names who asked them."""

    study: str
    score: float
    code: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Java classes with expert labels: `expected` is the mean (0 … 3) over the label probabilities, `label`
    the most probable one, `hard` whether that is 2 or 3; `facts` has one column per name in `FACT_NAMES`."""

    sources: tuple[bytes, ...]
    projects: npt.NDArray[np.str_]
    expected: Values
    label: npt.NDArray[np.int64]
    facts: Values

    @property
    def hard(self) -> npt.NDArray[np.bool_]:
        return self.label >= 2

    @property
    def tokens(self) -> Values:
        """Code tokens of each class: its size."""
        return self.facts[:, FACT_NAMES.index("tokens")]


def folder_of(option: str | None) -> Path:
    """The folder with the judgements, from the option or the environment.

    Raises:
        MissingJudgements: when neither names an existing folder.
    """
    named = option or os.environ.get(VARIABLE, "")
    folder = Path(named)
    if not named or not (folder / "maintainability" / "labels.jsonl").is_file():
        raise MissingJudgements(
            f"No judgements in {named or 'any folder'}: pass --data FOLDER or set {VARIABLE} to the folder "
            "that holds maintainability/labels.jsonl (doi 10.6084/m9.figshare.12801215)."
        )
    return folder


def read_judged(folder: Path) -> Judged:
    """Read and measure the classes of the maintainability set."""
    rows = list(_lines(folder / "maintainability" / "labels.jsonl"))
    sources = tuple((folder / "maintainability" / row["file"]).read_bytes() for row in rows)
    return Judged(
        sources,
        np.array([row["project"] for row in rows]),
        np.array([row["overall_mean"] for row in rows], dtype=np.float64),
        np.array([row["overall"] for row in rows], dtype=np.int64),
        np.array([facts_of(source) for source in sources]),
    )


def read_snippets(folder: Path) -> tuple[Snippet, ...]:
    """Read the readability studies."""
    rows = _lines(folder / "readability" / "snippets.jsonl")
    return tuple(Snippet(row["study"], float(row["score"]), row["code"]) for row in rows)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def facts_of(source: bytes, grammar: str = "java") -> Values:
    """The difficulty facts of one source text in any of the usual encodings.

    Raises:
        MissingJudgements: when the content is no text.
    """
    decoded = to_utf8(source)
    if decoded is None:
        raise MissingJudgements("A judged class is no text.")
    data = decoded[0]
    syntax = parse(data, grammar)
    lexed = lex(data, syntax.comments, syntax.strings)
    return difficulty_facts(data, syntax, lexed, hash_tokens(data, lexed), grammar)
