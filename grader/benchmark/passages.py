"""How passages of the documentation become a finding: alike for everybody who looks for instructions."""

from __future__ import annotations

from grader.facts.documentation import documentation_elsewhere
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Location, Outcome, Text

ELSEWHERE = Text(
    "Die README führt zu Dokumentation außerhalb des Quelltextes; die sehen wir hier nicht.",
    "The README leads to documentation outside of the source, which we do not see here.",
)


def judged_passages(
    indicator: str,
    facts: Facts,
    statement: Text,
    found: dict[str, Location],
    *,
    enough: bool,
    lacking_in_archive: Text,
) -> Finding:
    """Judge what was found; where documentation lies elsewhere, nothing missing is proved.

    Args:
        indicator: id of the question.
        facts: tells whether documentation lies elsewhere, and whether this is an archive without history.
        statement: what was found and what not, in words.
        found: the place of each subject that was found.
        enough: whether that answers the question.
        lacking_in_archive: what to say of an archive, whose repository may hold more.
    """
    evidence = tuple(found.values())
    details = {"found": sorted(found)}
    if enough:
        return Finding(indicator, Outcome.MET, statement, evidence, None, Confidence.MEDIUM, details)
    if site := documentation_elsewhere(facts):
        return Finding(indicator, Outcome.NOT_ASSESSABLE, ELSEWHERE, (site, *evidence), details=details)
    if not facts.history.available:
        return Finding(indicator, Outcome.NOT_ASSESSABLE, lacking_in_archive, evidence, details=details)
    return Finding(indicator, Outcome.NOT_MET, statement, evidence, None, Confidence.MEDIUM, details)
