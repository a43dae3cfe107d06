"""Does the licence that is named (manifest, publiccode.yml, catalogue) stand in the licence text?"""

from __future__ import annotations

import re

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, from_finding, met, not_assessable, not_met

CLEAR, AGREE = "licence-is-clear", "licence-statements-agree"
_TEXT_FILE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|unlicense|licenses/)", re.IGNORECASE)


def check(material: Material, source: Graded) -> Result:
    """Compare the recognised licence text with what manifests, publiccode.yml and the provider name."""
    state = source.notices.get(CLEAR, {}).get("state")
    texts = [place for place in source.places(CLEAR) if _is_text(place)]
    if not texts or source.outcome(CLEAR) == "not_assessable":
        # Without a text that is known there is nothing a name could match.
        return _without_text(source, state)
    if state == "contradicted" or source.outcome(CLEAR) == "not_met":
        return not_met(source.words(CLEAR), *source.places(CLEAR))
    if source.outcome(AGREE) == "not_met" and source.is_sure(AGREE):
        return not_met(source.words(AGREE), *source.places(AGREE))
    return _against_provider(material, texts) or met(source.words(CLEAR), *texts)


def _is_text(place: Place) -> bool:
    return bool(_TEXT_FILE.search(place.path)) and place.note not in {"", "?"}


def _without_text(source: Graded, state: str | None) -> Result:
    if source.outcome(CLEAR) == "not_met" and state in {"unknown", "declared"}:
        return not_met(source.words(CLEAR), *source.places(CLEAR))
    if source.places(CLEAR):
        return from_finding(source, CLEAR, absent=source.words(CLEAR))
    return not_assessable(
        "Die Lizenz dieses Quelltextes wurde nicht geprüft.", "The licence of this source was not checked."
    )


def _against_provider(material: Material, texts: list[Place]) -> Result | None:
    """Not met where the provider names a licence none of whose names has its text here."""
    granted = set().union(*(_families(place.note) for place in texts))
    for claim in material.facts.get("license", ()):
        named = _families(claim.value[0])
        if claim.basis == "provider" and named and not named & granted:
            shown, written = texts[0], claim.value[0]
            return not_met(
                Text(
                    f"Der Anbieter nennt {written}, der Lizenztext in {shown.path} ist {shown.note}.",
                    f"The provider names {written}, the licence text in {shown.path} is {shown.note}.",
                ),
                shown,
            )
    return None


def _families(expression: str) -> set[str]:
    """SPDX names without the suffix that leaves the text the same; own licences have no known text."""
    names = re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
    plain = {re.sub(r"-(?:only|or-later)$|\+$", "", name.strip()) for name in names}
    return {name for name in plain if name and not name.startswith("LicenseRef-") and name != "NONE"}
