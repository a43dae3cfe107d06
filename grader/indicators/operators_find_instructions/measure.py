import re

from grader.facts.documentation import covering, documentation_elsewhere
from grader.facts.model import Facts, Role
from grader.findings import Confidence, Finding, Outcome, Text
from grader.wording import described

ID = "operators-find-instructions"
SUBJECTS = {
    "installation": Text("Einrichtung", "installation"),
    "configuration": Text("Konfiguration", "configuration"),
    "upgrade": Text("Aktualisierung", "upgrade"),
    "backup": Text("Datensicherung", "backup"),
}
MET_FROM = 3

# What shows that somebody runs the program as a service.
_SERVICE = re.compile(
    r"(?:^|/)(?:(?:docker|container)file(?:\.[\w-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml|procfile|chart\.yaml|manage\.py"
    r"|wsgi\.py|asgi\.py|config\.ru|artisan|[\w-]+\.psgi|web\.xml|web\.config|appsettings\.json"
    r"|application[\w-]*\.(?:ya?ml|properties)|[\w@-]+\.service|(?:public|web|htdocs)/index\.php)$|^index\.php$",
    re.IGNORECASE,
)
_ASIDE = frozenset({Role.TEST, Role.VENDORED, Role.DOCUMENTATION})


def measure(facts: Facts) -> Finding:
    """Look for passages on installation, configuration, upgrade and backup."""
    if not any(file.role not in _ASIDE and _SERVICE.search(file.path) for file in facts.files):
        nothing = Text(
            "Nichts deutet darauf hin, dass jemand dieses Programm als Dienst betreibt.",
            "Nothing indicates that somebody runs this program as a service.",
        )
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
            "Im Archiv fehlen Anleitungen für den Betrieb; im Repository kann es mehr geben.",
            "The archive lacks instructions for operation; the repository may have more.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, evidence, details=details)
    return Finding(ID, Outcome.NOT_MET, statement, evidence, None, Confidence.MEDIUM, details)
