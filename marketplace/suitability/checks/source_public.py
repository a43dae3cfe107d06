"""Can the source be had in public? Met by having fetched and read it."""

from __future__ import annotations

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, met, not_assessable

PUBLIC = "complete"


def check(_material: Material, source: Graded) -> Result:
    """Only a git address with its history counts; a package, an upload or a folder proves less."""
    if source.kind != "git" or not source.history.get("available"):
        return not_assessable(
            "Geprüft wurde ein Paket oder eine Kopie; ob der Quelltext mit seinem Verlauf öffentlich ist, "
            "sagt das nicht.",
            "A package or a copy was assessed; that does not say whether the source is public with its "
            "history.",
        )
    words = Text(
        f"Der Quelltext ließ sich ohne Anmeldung abrufen: {source.location}. Ob alle Teile dabei sind, "
        "haben wir nicht geprüft.",
        f"The source could be fetched without signing in: {source.location}. Whether all parts are there "
        "was not checked.",
    )
    return met(words, Place(".git", None, source.location), value=PUBLIC)
