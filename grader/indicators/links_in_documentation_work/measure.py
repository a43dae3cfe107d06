from grader.facts.documentation import broken_links
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Measure, Outcome, Text
from grader.wording import say

ID = "links-in-documentation-work"
MET_UP_TO_PERCENT = 5
MIN_LINKS = 3
MAX_EVIDENCE = 10


def measure(facts: Facts) -> Finding:
    """Follow the relative links of all documents within the tree."""
    broken, checked = broken_links(facts)
    if checked < MIN_LINKS:
        few = Text(
            "Die Dokumentation verweist kaum auf eigene Dateien.",
            "The documentation hardly refers to files of its own.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, few)
    share = round(100.0 * len(broken) / checked, 1)
    evidence = broken[:MAX_EVIDENCE]
    figure = Measure("broken_links", share, "%")
    if share > MET_UP_TO_PERCENT and not facts.history.available:
        unknown = Text(
            "Verweise führen zu Dateien, die im Archiv fehlen; im Repository kann es sie geben.",
            "Links lead to files that are missing in the archive; the repository may have them.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, evidence, figure)
    statement = say(
        "Verweise der Dokumentation auf eigene Dateien: {checked}, davon ins Leere: {broken}.",
        "Links of the documentation to files of its own: {checked}, of these leading nowhere: {broken}.",
        checked=checked,
        broken=len(broken),
    )
    outcome = Outcome.MET if share <= MET_UP_TO_PERCENT else Outcome.NOT_MET
    return Finding(ID, outcome, statement, evidence, figure, Confidence.MEDIUM)
