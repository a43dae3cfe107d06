"""The place of each measure among comparable projects: one strip per measure, better is on the left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.web.assessment.findings import ShownFinding

WIDTH = 320
_MARK = 8


@dataclass(frozen=True, slots=True)
class MeasuredPlace:
    """A measure with its comparison. `x` is the middle of the own mark on a strip of 320 units."""

    finding: ShownFinding
    value: float
    better_than: float
    compared_with: int
    x: int


def measured_places(findings: Iterable[ShownFinding]) -> list[MeasuredPlace]:
    """Every finding whose measure was compared, in the order of the findings."""
    rows = []
    for finding in findings:
        measure = finding.content.get("measure") or {}
        better = measure.get("better_than")
        if better is not None:
            rows.append(
                MeasuredPlace(
                    finding,
                    float(measure.get("value") or 0),
                    float(better),
                    int(measure.get("compared_with") or 0),
                    _x(float(better)),
                )
            )
    return rows


def _x(better_than: float) -> int:
    share = 1 - min(100.0, max(0.0, better_than)) / 100
    return round(_MARK + share * (WIDTH - 2 * _MARK))
