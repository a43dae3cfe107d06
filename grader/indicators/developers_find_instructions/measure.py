from grader.benchmark.passages import judged_passages
from grader.facts.code import measured_code
from grader.facts.documentation import covering
from grader.facts.model import Facts
from grader.findings import Finding, Outcome, Text
from grader.wording import described

ID = "developers-find-instructions"
SUBJECTS = {
    "setup": Text("Einrichtung zum Entwickeln", "set-up for development"),
    "testing": Text("Ausführen der Tests", "running the tests"),
    "contributing": Text("Mitarbeit", "contributing"),
}
MET_FROM = 2
ARCHIVE = Text(
    "Im Archiv fehlen Anleitungen zum Entwickeln; im Repository kann es mehr geben.",
    "The archive lacks instructions for developers; the repository may have more.",
)


def measure(facts: Facts) -> Finding:
    """Look for passages on setting up, testing and contributing."""
    if not measured_code(facts).production_lines and not any(f.code_lines for f in facts.production):
        nothing = Text("Es gibt hier keinen eigenen Quelltext.", "There is no source code of its own here.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    found = {subject: place.location for subject in SUBJECTS if (place := covering(facts, subject))}
    statement = described(SUBJECTS, found)
    enough = len(found) >= MET_FROM
    return judged_passages(ID, facts, statement, found, enough=enough, lacking_in_archive=ARCHIVE)
