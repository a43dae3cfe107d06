"""Are there automated tests? How many there should be is a question of the grade, not of this check."""

from __future__ import annotations

from marketplace.suitability.checks.material import Graded, Material
from marketplace.suitability.checks.result import Result, from_finding, met

INDICATOR = "tests-exist"


def check(_material: Material, source: Graded) -> Result:
    """Met where the grader found test code at all, even less than is usual."""
    places = source.places(INDICATOR)
    if source.outcome(INDICATOR) in {"met", "not_met"} and places:
        return met(source.words(INDICATOR), *places)
    return from_finding(source, INDICATOR)
