"""Is the software worked on? After the activity in its history."""

from __future__ import annotations

from marketplace.suitability.checks.material import Graded, Material
from marketplace.suitability.checks.result import Result, from_finding

INDICATOR = "code-is-maintained"


def check(_material: Material, source: Graded) -> Result:
    """Take over the grader's finding: steady, with pauses, dormant or ended."""
    return from_finding(source, INDICATOR)
