"""The judged questions. One set is for tuning; the other is only ever measured."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
HIGHEST = 3


class Viewpoint(StrEnum):
    """Who asks."""

    CLERK = "clerk"
    CITIZEN_OFFICE = "citizen_office"
    IT_LEAD = "it_lead"
    PROCUREMENT = "procurement"


class Part(StrEnum):
    """`held_out` questions were written by somebody who did not tune; they are only ever measured."""

    TUNING = "tuning"
    HELD_OUT = "held_out"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types; `relevant` grades listings: 3 exactly this, 2 helps well, 1 touches it, else 0."""

    text: str
    viewpoint: Viewpoint
    relevant: dict[str, int]


def questions(part: Part, listings: Collection[str]) -> list[Question]:
    """Read one set.

    Args:
        part: which set.
        listings: slugs that exist.

    Raises:
        ValueError: a question is asked twice, has an unknown listing or an odd grade.
    """
    path = FOLDER / f"questions-{part.value.replace('_', '-')}.yaml"
    found = [_question(row, path, listings) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    texts = [question.text.casefold() for question in found]
    twice = sorted({text for text in texts if texts.count(text) > 1})
    if twice:
        raise ValueError(f"{path.name}: asked twice: {', '.join(twice)}")
    return found


def _question(row: dict[str, Any], path: Path, listings: Collection[str]) -> Question:
    question = Question(str(row["question"]), Viewpoint(row["viewpoint"]), dict(row["relevant"]))
    unknown = sorted(set(question.relevant) - set(listings))
    odd = [grade for grade in question.relevant.values() if grade not in range(1, HIGHEST + 1)]
    if unknown or odd:
        raise ValueError(f"{path.name}: “{question.text}” has unknown listings {unknown} or odd grades {odd}")
    return question
