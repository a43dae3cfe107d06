"""Graded sources as a check sees them."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.analysis.forge import Forge
from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material

HOME = "https://github.com/amt/melder"


def finding(
    outcome: str, *evidence: tuple[str, int | None, str], confidence: str = "high", state: str | None = None
) -> dict[str, Any]:
    """A finding of the grader with places (path, line, note); `state` as notices have it."""
    return {
        "outcome": outcome,
        "confidence": confidence,
        "statement": {"de": f"Befund {outcome}.", "en": f"Finding {outcome}."},
        "evidence": [
            {"path": path, "line": line, "end_line": line, "note": note} for path, line, note in evidence
        ],
        "state": state,
    }


def graded(
    findings: dict[str, dict[str, Any]] | None = None,
    *,
    publiccode: dict[str, str] | None = None,
    half_year: dict[str, Any] | None = None,
    location: str = HOME,
    kind: str = "git",
    part: str = "",
    **values: Any,
) -> Graded:
    """A graded git source; `publiccode` gives entries, each on its own line."""
    stated = dict(values.pop("stated", {}))
    if publiccode is not None:
        entries = [
            {"key": key, "value": value, "line": line}
            for line, (key, value) in enumerate(publiccode.items(), start=1)
        ]
        stated["publiccode"] = {"path": "publiccode.yml", "readable": True, "entries": entries}
    if half_year is not None:
        usual = {"since": "2026-05-23", "changes": 20, "automatic": 0, "people": 3, "bus_factor": 2}
        stated["half_year"] = usual | {"complete": True, "tags": 2, "signed_tags": 0} | half_year
    found = findings or {}
    return Graded(
        location=location,
        kind=kind,
        part=Text(part, part),
        on=date(2026, 11, 23),
        findings=found,
        notices={name: one for name, one in found.items() if one["state"]},
        history={"available": True, "months": [2] * 12} | values.pop("history", {}),
        stated=stated,
        forge=Forge(f"{location}/blob/c0ffee1/", "github"),
    )


def material(*sources: Graded) -> Material:
    return Material(sources)
