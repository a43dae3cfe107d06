"""Can the source be had in public? Met by having fetched and read it."""

from __future__ import annotations

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, met, not_assessable

PUBLIC = frozenset({"git", "archive", "pypi", "npm"})


def check(_material: Material, source: Graded) -> Result:
    """Only sources that anybody can fetch count; an upload or a folder proves nothing about others."""
    if source.kind not in PUBLIC:
        return not_assessable(
            "Der Quelltext wurde uns gegeben; ob ihn alle bekommen, sagt das nicht.",
            "The source was handed to us; that does not say whether everybody can have it.",
        )
    words = Text(
        f"Der Quelltext ließ sich öffentlich abrufen: {source.location}.",
        f"The source could be fetched in public: {source.location}.",
    )
    return met(words, Place(".git", None, source.location))
