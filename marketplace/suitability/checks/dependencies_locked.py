"""Are the versions of third-party parts fixed, and does the list that fixes them fit?"""

from __future__ import annotations

from marketplace.suitability.checks.material import Graded, Material
from marketplace.suitability.checks.result import Result, from_finding

PINNED, MATCH = "dependencies-are-pinned", "lock-files-match-manifests"


def check(_material: Material, source: Graded) -> Result:
    """Met where everything is fixed; a list that no longer fits fixes nothing."""
    if source.outcome(PINNED) == "met" and source.outcome(MATCH) == "not_met":
        return from_finding(source, MATCH)
    return from_finding(source, PINNED)
