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
    r"pg_isready|psql|keycloak|supabase|mysqladmin|redis-cli|healthcheck\.sh|rabbitmq|mongosh?\b|_cluster/health|minio|disable",
    re.I,
)


_COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$", re.IGNORECASE)
# Programs that are started beside this one; their health is not the health of this program.
_BOUGHT = re.compile(
    r"(?:postgres|postgis|timescale|mysql|mariadb|redis|valkey|mongo|elastic|opensearch|solr|keycloak|supabase|gotrue"
    r"|postgrest|kong|minio|rabbitmq|kafka|zookeeper|nginx|traefik|caddy|haproxy|memcached|mail|smtp|localstack"
    r"|adminer|grafana|prometheus|vault|clamav|nextcloud|geoserver|gotenberg|selenium|wiremock|mssql|oracle)",
    re.IGNORECASE,
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
            "Wir erkennen nicht, ob dieses Programm auf einem Server läuft.",
            "We cannot tell whether this program runs on a server.",
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
    compose = bool(_COMPOSE.search(document.path))
    for index, line in enumerate(lines):
        if not _DEPLOYED.match(line) or (compose and _belongs_to_another(lines, index)):
            continue
        if not _OF_OTHERS.search(" ".join(lines[index : index + 4])):
            return Location(document.path, index + 1, index + 1, line.strip()[:80])
    return None


def _belongs_to_another(lines: list[str], index: int) -> bool:
    """Whether a line of a compose file stands in a service that is neither built here nor an own image."""
    block = [line for line in _service(lines, index) if line.strip()]
    if any(re.match(r"\s*build\s*:", line) for line in block):
        return False
    image = next((line for line in block if re.match(r"\s*image\s*:", line)), "")
    return "/" not in image or bool(_BOUGHT.search(image))


def _service(lines: list[str], index: int) -> list[str]:
    """The lines of the service of a compose file that a key of it stands in."""
    depth = _indent(lines[index])
    start = next((at for at in range(index, -1, -1) if lines[at].strip() and _indent(lines[at]) < depth), 0)
    end = next(
        (at for at in range(index + 1, len(lines)) if lines[at].strip() and _indent(lines[at]) < depth),
        len(lines),
    )
    return lines[start + 1 : end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _routes(facts: Facts) -> list[Location]:
    return [
        Location(file.path, sign.line, sign.line)
        for file in facts.production
        for sign in file.signs
        if sign.kind == HEALTH
    ]
