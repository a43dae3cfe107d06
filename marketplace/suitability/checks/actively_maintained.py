"""Is the software worked on? After the activity in its history."""

from __future__ import annotations

from marketplace.suitability.checks.material import Graded, Material
from marketplace.suitability.checks.result import Result, met, not_assessable, not_met

INDICATOR = "code-is-maintained"
ACTIVE, ENDED = "active", "ended"


def check(_material: Material, source: Graded) -> Result:
    """Active: people changed something in the last twelve months. Ended: nobody has for two years.

    In between the work rests, and whether it goes on only the provider knows.
    """
    words, places = source.words(INDICATOR), source.places(INDICATOR)
    state = source.notices.get(INDICATOR, {}).get("state")
    if source.outcome(INDICATOR) == "met" or (state in {"steady", "with_pauses"}):
        return met(words, *places, value=ACTIVE, holds_days=365)
    if source.outcome(INDICATOR) == "not_met" and state == "ended":
        return not_met(words, *places, value=ENDED)
    return not_assessable(
        words.de or "Der Verlauf wurde nicht gelesen.", words.en or "The history was not read."
    )
