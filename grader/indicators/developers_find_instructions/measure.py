from grader.facts.code import measured_code
from grader.facts.documentation import covering, documentation_elsewhere
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Outcome, Text
from grader.wording import described

ID = "developers-find-instructions"
SUBJECTS = {
    "setup": Text("Einrichtung zum Entwickeln", "set-up for development"),
    "testing": Text("Ausführen der Tests", "running the tests"),
    "contributing": Text("Mitarbeit", "contributing"),
}
MET_FROM = 2


def measure(facts: Facts) -> Finding:
    """Look for passages on setting up, testing and contributing."""
    if not measured_code(facts).production_lines and not any(f.code_lines for f in facts.production):
        nothing = Text("Es gibt hier keinen eigenen Quelltext.", "There is no source code of its own here.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    found = {subject: place for subject in SUBJECTS if (place := covering(facts, subject))}
    evidence = tuple(place.location for place in found.values())
    statement = described(SUBJECTS, found)
    details = {"found": sorted(found)}
    if len(found) >= MET_FROM:
        return Finding(ID, Outcome.MET, statement, evidence, None, Confidence.MEDIUM, details)
    if site := documentation_elsewhere(facts):
        unknown = Text(
            "Die README führt zu Dokumentation außerhalb des Quelltextes; die sehen wir hier nicht.",
            "The README leads to documentation outside of the source, which we do not see here.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, (site, *evidence), details=details)
    if not facts.history.available:
        unknown = Text(
            "Im Archiv fehlen Anleitungen zum Entwickeln; im Repository kann es mehr geben.",
            "The archive lacks instructions for developers; the repository may have more.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, evidence, details=details)
    return Finding(ID, Outcome.NOT_MET, statement, evidence, None, Confidence.MEDIUM, details)
