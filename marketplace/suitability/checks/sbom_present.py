"""Is there a software bill of materials: a file in the tree, or a run that makes one?"""

from __future__ import annotations

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, met, not_assessable

_KINDS = {"spdx": "SPDX", "cyclonedx": "CycloneDX"}


def check(_material: Material, source: Graded) -> Result:
    """Never not met: a list can be attached to a release, where the source does not show it."""
    found = source.stated.get("sboms") or ()
    places = [Place(one["path"], one["line"]) for one in found]
    files = [one for one in found if one["kind"] != "made_in_ci"]
    if files:
        path, kind = files[0]["path"], _KINDS.get(files[0]["kind"], "")
        shown = f"{path} ({kind})" if kind else path
        words = Text(
            f"Eine Stückliste liegt beim Quelltext: {shown}.", f"A bill lies with the source: {shown}."
        )
        return met(words, *places)
    if found:
        words = Text(
            "Ein automatischer Ablauf erstellt eine Stückliste (SBOM).",
            "An automatic run makes a bill of materials (SBOM).",
        )
        return met(words, *places)
    return not_assessable(
        "Beim Quelltext liegt keine Stückliste; an einer Version kann trotzdem eine hängen.",
        "There is no bill of materials with the source; one may be attached to a release all the same.",
    )
