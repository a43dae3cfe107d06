import re

from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Document, Facts
from grader.facts.signs import HEALTH
from grader.findings import Finding, Location, Outcome, Text

ID = "health-can-be-checked"

_PARTS = re.compile(
    r"^(?:.*:spring-boot-starter-actuator|.*quarkus-smallrye-health|django-health-check|django-watchman|@nestjs/terminus"
    r"|@godaddy/terminus|fastapi-health|aspnetcore\.healthchecks\..+|health_check|okcomputer|rails-healthcheck"
    r"|liip/monitor-bundle|spatie/laravel-health|fastify-healthcheck|express-healthcheck)$",
    re.IGNORECASE,
)
_DEPLOYED = re.compile(
    r"^\s*(?:HEALTHCHECK\s+(?!NONE)|(?:liveness|readiness|startup)Probe:|healthcheck:\s*$)"
)
# A check of the database beside the program says nothing about the program.
_OF_OTHERS = re.compile(
    r"pg_isready|mysqladmin|redis-cli|healthcheck\.sh|rabbitmq|mongosh?\b|_cluster/health|minio|disable", re.I
)


def measure(facts: Facts) -> Finding:
    """Look for an address or a check that tells whether the program works."""
    program = kind_of_program(facts)
    if program.kind not in (Kind.SERVER, Kind.UNKNOWN):
        reason = Text(
            "Das Programm läuft nicht dauerhaft auf einem Server; diese Frage stellt sich nicht.",
            "The program does not run on a server all the time; the question does not arise.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, reason, program.evidence)
    places = _parts(facts) + _deployed(facts) + _routes(facts)
    if places:
        statement = Text(
            "Ob das Programm läuft, lässt sich von außen prüfen; Ausfälle fallen damit von selbst auf.",
            "Whether the program works can be checked from outside, so failures are noticed automatically.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(places[:6]))
    if program.kind is Kind.UNKNOWN:
        unknown = Text(
            "Wir erkennen nicht, ob dieses Programm auf einem Server betrieben wird.",
            "We cannot tell whether this program is operated on a server.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Eine Stelle, an der sich prüfen lässt, ob das Programm läuft, haben wir nicht gefunden.",
        "We found no place where one can check whether the program works.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, program.evidence)


def _parts(facts: Facts) -> list[Location]:
    return [
        Location(manifest.path, d.line, d.line, d.name)
        for manifest in facts.dependencies.manifests
        for d in manifest.dependencies
        if _PARTS.match(d.name)
    ]


def _deployed(facts: Facts) -> list[Location]:
    return [place for document in facts.documents if (place := _check(document))]


def _check(document: Document) -> Location | None:
    if document.path.lower().endswith((".md", ".rst", ".adoc", ".txt", ".json")):
        return None
    lines = document.text.splitlines()
    for index, line in enumerate(lines):
        if _DEPLOYED.match(line) and not _OF_OTHERS.search(" ".join(lines[index : index + 4])):
            return Location(document.path, index + 1, index + 1, line.strip()[:80])
    return None


def _routes(facts: Facts) -> list[Location]:
    return [
        Location(file.path, sign.line, sign.line)
        for file in facts.production
        for sign in file.signs
        if sign.kind == HEALTH
    ]
