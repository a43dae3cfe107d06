"""How well the model agrees with experts, as measured on unseen projects and stored with its weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from grader.maintainability.model import WEIGHTS


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of agreement with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was compared with the judgement of experts, and how well it agrees.

    `source` names the judgements; `hard_by_project` counts the classes experts found hard to maintain.
    `model` was measured by leaving one project out; for `careful` the settings were chosen without that
    project, too; `lines_of_code` ranks by size alone. All hold the same measures: `auc_hard` (share of pairs
    of a hard and another class in the right order), `pairs_hard` (the same among pairs of like size),
    `spearman`, `mae` (mean absolute error on the scale 0 to 3), `kappa` (weighted) and two more."""

    language: str
    source: str
    classes: int
    hard_by_project: Mapping[str, int]
    model: Mapping[str, Figure]
    careful: Mapping[str, Figure]
    lines_of_code: Mapping[str, Figure]

    @property
    def projects(self) -> int:
        return len(self.hard_by_project)

    @property
    def hard_classes(self) -> int:
        return sum(self.hard_by_project.values())

    @property
    def most_hard_in_one_project(self) -> int:
        return max(self.hard_by_project.values())


@cache
def shipped_agreement() -> Agreement:
    """The agreement of the model that comes with this version of the grader."""
    text = files("grader.maintainability").joinpath(WEIGHTS).read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return Agreement(
        language=document["reference"],
        source=document["source"],
        classes=document["classes"],
        hard_by_project=document["hard_by_project"],
        model=_figures(document["agreement"]),
        careful=_figures(document["agreement_careful"]),
        lines_of_code=_figures(document["agreement_of_lines"]),
    )


def _figures(document: Mapping[str, Mapping[str, float]]) -> dict[str, Figure]:
    return {key: Figure(one["value"], one["low"], one["high"]) for key, one in document.items()}
