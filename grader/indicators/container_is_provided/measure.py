import re

from grader.facts.kind_of_program import Kind, KindOfProgram, kind_of_program
from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import join

ID = "container-is-provided"

_IMAGE = re.compile(r"(?:^|/)[\w.-]*(?:dockerfile|containerfile)(?:\.[\w-]+)?$", re.IGNORECASE)
_COMPOSITION = re.compile(
    r"(?:^|/)(?:(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|chart\.yaml)$", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:^|/)(?:\.[\w-]+|examples?|samples?|tests?|docs?|spec|fixtures?|e2e)/", re.IGNORECASE)
_USER = re.compile(
    r"^[ \t]*USER\s+(?!root\b|0\b)\S+|^[ \t]*FROM\s+\S{0,300}(?:nonroot|unprivileged|rootless)", re.MULTILINE
)


def measure(facts: Facts) -> Finding:
    """Look for the description of a container image, a composition of containers or a Helm chart."""
    program = kind_of_program(facts)
    own = [d for d in facts.documents if not _ASIDE.search(d.path)]
    images = [d for d in own if _IMAGE.search(d.path)]
    compositions = [d for d in own if _COMPOSITION.search(d.path)]
    if images or compositions:
        return _provided(images, compositions)
    if program.kind in (Kind.LIBRARY, Kind.APP, Kind.COMMAND_LINE):
        return _not_needed(program)
    if program.kind is Kind.UNKNOWN:
        unknown = Text(
            "Wir erkennen nicht, ob dieses Programm auf einem Server läuft.",
            "We cannot tell whether this program runs on a server.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Eine Beschreibung für Container liegt nicht bei; die Einrichtung auf dem Server ist Handarbeit.",
        "There is no description for containers; setting it up on a server is manual work.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, program.evidence)


def _provided(images: list[Document], compositions: list[Document]) -> Finding:
    users = [place for document in images if (place := _user(document))]
    statement = Text(
        "Das Programm lässt sich als Container betreiben; die Beschreibung dafür liegt bei.",
        "The program can be operated as a container; the description for it is included.",
    )
    if users:
        rights = Text(
            "Darin läuft es ohne Verwaltungsrechte.", "In it, it runs without administrator rights."
        )
        statement = join(statement, rights)
    places = users + [Location(d.path, 1) for d in images + compositions]
    unique = {place.path: place for place in reversed(places)}
    shown = tuple(sorted(unique.values(), key=lambda place: place.path))[:6]
    return Finding(ID, Outcome.MET, statement, shown, details={"without_root": bool(users)})


def _user(document: Document) -> Location | None:
    match = _USER.search(document.text)
    if match is None:
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    line = document.text.count("\n", 0, start) + 1
    return Location(document.path, line, line, match[0].strip()[:80])


def _not_needed(program: KindOfProgram) -> Finding:
    reason = Text(
        "Das Programm läuft nicht auf einem Server; ein Container ist dafür nicht nötig.",
        "The program does not run on a server; no container is needed for it.",
    )
    return Finding(ID, Outcome.NOT_APPLICABLE, reason, program.evidence)
