"""The judged questions. One set is for tuning; the other is only ever measured.

The first held-out third was measured once, on 23 November 2026, and then moved to the tuning set: whoever has
seen how single questions fared can no longer be said not to have tuned by them. The present one was written
that day by somebody who knew the entries' names, summaries and purposes, but neither the search nor its
thesaurus.
"""

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
    """What somebody types; `relevant` grades listings: 3 exactly this, 2 helps well, 1 touches it, else 0.

    `language` is that of the question; whoever asks in English looks for the same, mostly German, entries.
    """

    text: str
    viewpoint: Viewpoint
    relevant: dict[str, int]
    language: str = "de"


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
    question = Question(
        str(row["question"]), Viewpoint(row["viewpoint"]), dict(row["relevant"]), row.get("language", "de")
    )
    unknown = sorted(set(question.relevant) - set(listings))
    odd = [grade for grade in question.relevant.values() if grade not in range(1, HIGHEST + 1)]
    if unknown or odd:
        raise ValueError(f"{path.name}: “{question.text}” has unknown listings {unknown} or odd grades {odd}")
    return question
