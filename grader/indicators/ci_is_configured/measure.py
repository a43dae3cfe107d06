from grader.facts.documents import is_ci_settings
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import say

ID = "ci-is-configured"


def measure(facts: Facts) -> Finding:
    """Look for settings of a continuous integration service by their conventional paths."""
    settings = [file.path for file in facts.files if is_ci_settings(file.path)]
    if settings:
        statement = say(
            "Änderungen durchlaufen automatische Abläufe (Zahl der Einstellungsdateien: {count}).",
            "Changes pass through automated runs (number of settings files: {count}).",
            count=len(settings),
        )
        return Finding(ID, Outcome.MET, statement, tuple(Location(path) for path in settings[:10]))
    if not facts.files:
        nothing = Text("Der Ordner ist leer.", "The folder is empty.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    if not facts.history.available:
        unknown = Text(
            "Archive enthalten solche Einstellungen oft nicht; im Repository kann es sie geben.",
            "Archives often leave such settings out; the repository may have them.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Wir haben keine automatischen Abläufe für Änderungen gefunden.",
        "We found no automated runs for changes.",
    )
    return Finding(ID, Outcome.NOT_MET, missing)
