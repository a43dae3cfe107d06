"""Which checks there are, and how the results of several sources become one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from marketplace.criteria.model import Text
from marketplace.suitability.checks import (
    accessibility_statement,
    actively_maintained,
    dependencies_locked,
    licence_matches,
    opencode,
    publiccode_consistent,
    sbom_present,
    source_public,
    tests_present,
)
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, Side, Verdict
from marketplace.suitability.checks.taken_over import TAKEN_OVER
from marketplace.suitability.claims import Claim

Check = Callable[[Material, Graded], Result]

CHECKS: dict[str, Check] = {
    "licence_matches": licence_matches.check,
    "publiccode_consistent": publiccode_consistent.check,
    "actively_maintained": actively_maintained.check,
    "sbom_present": sbom_present.check,
    "accessibility_statement": accessibility_statement.check,
    "dependencies_locked": dependencies_locked.check,
    "source_public": source_public.check,
    "tests_present": tests_present.check,
    "opencode_maintained": opencode.maintained,
    "opencode_security": opencode.security,
    **TAKEN_OVER,
}
# What holds for the offer as a whole is asked of its main source alone; an old part says nothing about it.
ABOUT_THE_WHOLE = frozenset({"actively_maintained", "opencode_maintained", "opencode_security"})
# One place where it is found is enough; elsewhere every part has to hold.
ANY_PART = frozenset(
    {"sbom_present", "accessibility_statement", "api_description", "documentation_present", "source_public"}
)
MAX_PLACES = 3
SOURCE = Text("Automatische Prüfung des Quelltextes", "Automatic check of the source")


@dataclass(frozen=True)
class Checked:
    """What a check says about a listing: the source it speaks of, and its result."""

    name: str
    source: Graded
    result: Result


def run(name: str, material: Material) -> Checked | None:
    """Run a check on a listing's sources.

    Args:
        name: one of CHECKS; an unknown name, as of an operator's own criterion, checks nothing.
        material: the listing's graded sources and facts.

    Returns:
        The result that speaks for the listing; None without a graded source.
    """
    check = CHECKS.get(name)
    if check is None or not material.sources:
        return None
    sources = material.sources[:1] if name in ABOUT_THE_WHOLE else material.sources
    results = [Checked(name, source, check(material, source)) for source in sources]
    order = _BEST_FIRST if name in ANY_PART else _WORST_FIRST
    return min(results, key=lambda one: order.index(one.result.verdict))


_WORST_FIRST: Sequence[Verdict] = (
    Verdict.NOT_MET,
    Verdict.MET,
    Verdict.NOT_ASSESSABLE,
    Verdict.NOT_APPLICABLE,
)
_BEST_FIRST: Sequence[Verdict] = (
    Verdict.MET,
    Verdict.NOT_MET,
    Verdict.NOT_ASSESSABLE,
    Verdict.NOT_APPLICABLE,
)


def claims_of(checked: Checked) -> list[Claim]:
    """The statements that follow from a check; none where it could not say anything."""
    result = checked.result
    if not result.answer:
        return []
    if result.sides:
        return [
            _of_side(_claim(checked.source, side.value, side.words, (side.place,), side.exact), side)
            for side in result.sides
        ]
    claim = _claim(checked.source, result.answer, result.words, result.places[:MAX_PLACES])
    claim = replace(claim, on=result.on or claim.on, url=result.url or claim.url)
    days = result.holds_days
    return [replace(claim, until=checked.source.on + timedelta(days)) if days else claim]


def _of_side(claim: Claim, side: Side) -> Claim:
    """A file in which the provider describes the offer is its own source."""
    if side.basis == claim.basis:
        return claim
    return replace(claim, basis=side.basis, source_de=side.place.path, source_en=side.place.path)


def _claim(
    source: Graded, answer: str, words: Text, places: tuple[Place, ...], exact: tuple[str, ...] = ()
) -> Claim:
    first = next((place for place in places if place.path != ".git"), None)
    part = source.part
    return Claim(
        basis="check",
        value=(answer,),
        exact=exact,
        words_de=f"{part.de}: {words.de}" if part.de else words.de,
        words_en=f"{part.en}: {words.en}" if part.en else words.en,
        source_de=SOURCE.de,
        source_en=SOURCE.en,
        url=source.forge.link(first.path, first.line) if first else _web_address(source),
        locator=", ".join(dict.fromkeys(place.shown for place in places))[:200],
        on=source.on,
    )


def _web_address(source: Graded) -> str:
    return source.location if source.kind == "git" and source.location.startswith("https://") else ""
