"""Checks that take over one finding of the grader as it is, or with a word of caution."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material
from marketplace.suitability.checks.result import Result, from_finding

Check = Callable[[Material, Graded], Result]

_ELSEWHERE = {
    "security_contact_file": Text(
        "Beim Quelltext steht nicht, wohin man eine Sicherheitslücke meldet; "
        "an anderer Stelle kann es stehen.",
        "The source does not say where to report a vulnerability; it may be said elsewhere.",
    ),
    "container_images": Text(
        "Im Quelltext liegt keine Beschreibung für Container; fertige Abbilder kann es trotzdem geben.",
        "The source has no description for containers; there may be ready images all the same.",
    ),
    "documentation_present": Text(
        "Beim Quelltext liegt keine Dokumentation; an anderer Stelle kann es sie geben.",
        "There is no documentation with the source; there may be some elsewhere.",
    ),
    "release_notes": Text(
        "Im Quelltext steht nicht, was sich von Version zu Version ändert; die Plattform kann es zeigen.",
        "The source does not say what changes from version to version; the platform may show it.",
    ),
    "api_description": Text(
        "Im Quelltext liegt keine maschinenlesbare Beschreibung der Schnittstelle; "
        "an anderer Stelle kann es sie geben.",
        "The source has no machine-readable description of the interface; there may be one elsewhere.",
    ),
}

_INDICATORS = {
    "security_contact_file": "security-contact-exists",
    "container_images": "container-is-provided",
    "api_description": "api-is-described",
    "documentation_present": "documentation-exists",
    "release_notes": "changelog-exists",
    "signed_releases": "releases-are-signed",
}


def _taken_over(name: str, indicator: str) -> Check:
    def check(_material: Material, source: Graded) -> Result:
        return from_finding(source, indicator, absent=_ELSEWHERE.get(name))

    return check


TAKEN_OVER: dict[str, Check] = {name: _taken_over(name, one) for name, one in _INDICATORS.items()}
