"""Limits of figures that are not part of the comparison data yet: quantiles written beside the indicator.

A file `limits.yaml` names the figure, whether more of it is better, how the numbers were obtained, and per
family of languages (or `default`) the typical value and the limit from which on a project belongs to the
weaker third.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from grader.facts.code import MeasuredCode, family_of
from grader.findings import Measure, Outcome


@dataclass(frozen=True, slots=True)
class Limited:
    """A figure with its judgement; `typical` is the median of projects of the same kind of language."""

    measure: Measure
    outcome: Outcome
    typical: float


def limited(code: MeasuredCode, file: Path, unit: str) -> Limited:
    """Hold the figure named in a `limits.yaml` against its limit for the main language."""
    limits = _read(file)
    family = family_of(code.main_language or "")
    row = limits["languages"].get(family, limits["languages"]["default"])
    value = code.values[limits["figure"]]
    met = value >= row["limit"] if limits["higher_is_better"] else value <= row["limit"]
    measure = Measure(limits["figure"], round(value, 1), unit)
    return Limited(measure, Outcome.MET if met else Outcome.NOT_MET, float(row["typical"]))


@cache
def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content
