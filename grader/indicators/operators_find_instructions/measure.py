import re

from grader.benchmark.passages import judged_passages
from grader.facts.databases import database_part
from grader.facts.documentation import covering
from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Facts, Role
from grader.facts.settings_templates import settings_templates
from grader.findings import Finding, Outcome, Text
from grader.wording import described

ID = "operators-find-instructions"
SUBJECTS = {
    "installation": Text("Einrichtung", "installation"),
    "configuration": Text("Konfiguration", "configuration"),
    "upgrade": Text("Aktualisierung", "upgrade"),
    "backup": Text("Datensicherung", "backup"),
}
MAY_LACK = 1
ARCHIVE = Text(
    "Im Archiv fehlen Anleitungen für den Betrieb; im Repository kann es mehr geben.",
    "The archive lacks instructions for operation; the repository may have more.",
)

# What shows that somebody runs the program as a service. A library in a container may only be tested there.
_SERVICE = re.compile(
    r"(?:^|/)(?:procfile|chart\.yaml|manage\.py|wsgi\.py|asgi\.py|config\.ru|artisan|[\w-]+\.psgi|web\.xml|web\.config"
    r"|appsettings\.json|application[\w-]*\.(?:ya?ml|properties)|[\w@-]+\.service"
    r"|(?:public|web|htdocs)/index\.php)$|^index\.php$",
    re.IGNORECASE,
)
_CONTAINER = re.compile(
    r"(?:^|/)(?:(?:docker|container)file(?:\.[\w-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml)$", re.IGNORECASE
)
_ASIDE = frozenset({Role.TEST, Role.VENDORED, Role.DOCUMENTATION})


def measure(facts: Facts) -> Finding:
    """Look for passages on installation, configuration, upgrade and backup."""
    if reason := _not_operated(facts):
        return reason
    found = {subject: place.location for subject in SUBJECTS if (place := covering(facts, subject))}
    if templates := settings_templates(facts):
        found.setdefault("configuration", templates[0])
    subjects = {name: word for name, word in SUBJECTS.items() if name in found or _concerns(facts, name)}
    statement = described(subjects, found)
    enough = len(found) >= len(subjects) - MAY_LACK
    return judged_passages(ID, facts, statement, found, enough=enough, lacking_in_archive=ARCHIVE)


def _concerns(facts: Facts, subject: str) -> bool:
    """Whether a missing passage is missed: without a database there is often nothing to back up."""
    return subject != "backup" or database_part(facts) is not None


def _not_operated(facts: Facts) -> Finding | None:
    """The finding where nobody runs the program for others, None where somebody does."""
    program = kind_of_program(facts)
    if program.kind is Kind.APP:
        app = Text(
            "Das Programm läuft auf den Geräten derer, die es nutzen; betreiben muss es niemand.",
            "The program runs on the devices of its users; nobody has to operate it.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, app, program.evidence)
    signs = (_SERVICE,) if program.kind is Kind.LIBRARY else (_SERVICE, _CONTAINER)
    runs = any(sign.search(file.path) for file in facts.files if file.role not in _ASIDE for sign in signs)
    if program.kind is Kind.SERVER or runs:
        return None
    nothing = Text(
        "Nichts deutet darauf hin, dass jemand dieses Programm als Dienst betreibt.",
        "Nothing indicates that somebody runs this program as a service.",
    )
    return Finding(ID, Outcome.NOT_APPLICABLE, nothing, program.evidence)
