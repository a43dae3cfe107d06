import re
from collections.abc import Iterable

from grader.facts.interfaces import Interface
from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Facts, FileFacts, Role
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "api-is-described"
MAX_EVIDENCE = 5

_SERVER = re.compile(
    r"(?:^|/)(?:\w*(?:Rest|Api)\w*(?:Controller|Resource)|\w+Resource|\w+RestService)\.(?:java|kt|cs|php|scala)$"
    r"|\.controller\.ts$|(?:^|/)(?:routes/api\.php|serializers?\.py)$|(?:^|/)api/(?:[\w-]+/)*[\w-]+_controller\.rb$"
    r"|(?:^|/)(?:views|controllers|routes)/api\.py$|(?:^|/)(?:routers|endpoints)/[\w-]+\.py$|(?:^|/)api/(?:[\w-]+/)*[\w-]*(?:views?|viewsets?|routes?|urls)\.py$"
    r"|(?:^|/)(?:server|backend|api)/(?:[\w-]+/)*routes?(?:/[\w-]+)?\.[jt]s$"
)
# Drupal keeps which resources a site serves in its configuration.
_SERVED = re.compile(r"(?:^|/)rest\.resource\.[\w.]+\.yml$")
# A text about the interface, near the root: CitySDK_API.md, docs/api.md.
_IN_WORDS = re.compile(
    r"^(?:[^./][^/]*/){0,2}(?:[^/]*[_. -])?api(?:[_. -][^/]*)?\.(?:md|rst|adoc)$", re.IGNORECASE
)
# Folders in which the description of somebody else's interface lies, for a client to be made from it.
_OF_OTHERS = re.compile(
    r"(?:^|/)(?:clients?|external|third[-_]?party|upstream|integrations?|sdks?|[\w.-]+[-_](?:client|sdk))/",
    re.IGNORECASE,
)
_SERVER_IMPORT = re.compile(
    r"^(?:rest_framework|fastapi|flask_restful|flask_restx|ninja|@nestjs/common|org\.springframework\.web\.bind\."
    r"|(?:javax|jakarta)\.ws\.rs|fastify|koa|github\.com/(?:gin-gonic/gin|labstack/echo|go-chi/chi)|actix_web|axum"
    r"|Microsoft\.AspNetCore\.Mvc|Grape)"
)
# Libraries that write the description from the source while the program runs.
_GENERATOR = re.compile(
    r"springdoc|swagger|openapi|drf[-_]spectacular|drf[-_]yasg|fastapi|\bapispec\b|nelmio/api-doc|l5-swagger|rswag"
    r"|swashbuckle|utoipa|\bhuma\b|graphene|ariadne|apollo-server|graphql-yoga|graphql-ruby|strawberry-graphql"
    r"|api-platform",
    re.IGNORECASE,
)
_MANIFEST = re.compile(
    r"(?:^|/)(?:package\.json|pyproject\.toml|requirements[\w.-]*\.txt|composer\.json|gemfile|go\.mod|cargo\.toml|"
    r"pom\.xml|build\.gradle(?:\.kts)?|[\w.]+\.csproj)$",
    re.IGNORECASE,
)


def measure(facts: Facts) -> Finding:
    """Look for a machine-readable description of the interface the program offers."""
    found = [
        (file.path, file.interface) for file in facts.files if file.interface and file.role is not Role.TEST
    ]
    offers = [file for file in facts.production if _offers(file)]
    offers += [file for file in facts.files if file.role is not Role.TEST and _SERVED.search(file.path)]
    if found and (foreign := _described_by_others(facts, [path for path, _ in found], bool(offers))):
        return foreign
    found = [one for one in found if not _OF_OTHERS.search(one[0])] or found
    readable = [(path, interface) for path, interface in found if interface.readable]
    if readable:
        return _described(readable)
    if found:
        broken = Text(
            "Eine Beschreibung der Schnittstelle ist da, lässt sich aber nicht einlesen.",
            "There is a description of the interface, but it cannot be read.",
        )
        return Finding(ID, Outcome.NOT_MET, broken, _places(path for path, _ in found))
    if not offers and (in_words := _in_words(facts)):
        return in_words
    if not offers:
        nothing = Text(
            "Nichts deutet darauf hin, dass das Programm anderen eine Schnittstelle anbietet.",
            "Nothing indicates that the program offers an interface to others.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    if generators := _generators(facts):
        runtime = Text(
            "Die Beschreibung der Schnittstelle entsteht aus dem Quelltext, während das Programm läuft.",
            "The description of the interface is made from the source while the program runs.",
        )
        return Finding(ID, Outcome.MET, runtime, generators, confidence=Confidence.LOW)
    missing = Text(
        "Das Programm bietet eine Schnittstelle an, die nicht maschinenlesbar beschrieben ist.",
        "The program offers an interface that is not described in a machine-readable way.",
    )
    return Finding(
        ID, Outcome.NOT_MET, missing, _places(f.path for f in offers), confidence=Confidence.MEDIUM
    )


def _in_words(facts: Facts) -> Finding | None:
    """The finding where only a text says that there is an interface; of a library it is the one to call."""
    texts = [file.path for file in facts.files if _IN_WORDS.search(file.path)]
    if not texts or kind_of_program(facts).kind is Kind.LIBRARY:
        return None
    statement = say(
        "{path} beschreibt eine Schnittstelle in Worten; maschinenlesbar beschrieben ist sie hier nicht.",
        "{path} describes an interface in words; nothing here describes it for machines.",
        path=texts[0],
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement, _places(texts))


def _described_by_others(facts: Facts, paths: list[str], offers: bool) -> Finding | None:
    """The finding where all descriptions are of interfaces the program only uses."""
    own = [path for path in paths if not _OF_OTHERS.search(path)]
    only_uses = not offers and kind_of_program(facts).kind in (Kind.APP, Kind.BROWSER)
    if (own and not only_uses) or offers:
        return None
    uses = Text(
        "Die beschriebenen Schnittstellen gehören anderen Programmen; dieses nutzt sie nur.",
        "The interfaces described belong to other programs; this one only uses them.",
    )
    return Finding(ID, Outcome.NOT_APPLICABLE, uses, _places(paths), confidence=Confidence.MEDIUM)


def _described(found: list[tuple[str, Interface]]) -> Finding:
    kinds = sorted({f"{interface.kind} {interface.version}".strip() for _, interface in found})
    statement = say(
        "Schnittstellen sind maschinenlesbar beschrieben: {kinds}.",
        "Interfaces are described in a machine-readable way: {kinds}.",
        kinds=listing([Text(kind, kind) for kind in kinds[:MAX_EVIDENCE]]),
    )
    return Finding(ID, Outcome.MET, statement, _places(path for path, _ in found), details={"kinds": kinds})


def _offers(file: FileFacts) -> bool:
    return bool(_SERVER.search(file.path)) or any(_SERVER_IMPORT.match(item.target) for item in file.imports)


def _generators(facts: Facts) -> tuple[Location, ...]:
    found = []
    for document in facts.documents:
        if not _MANIFEST.search(document.path):
            continue
        for number, line in enumerate(document.text.splitlines(), start=1):
            if match := _GENERATOR.search(line[:500]):
                found.append(Location(document.path, number, number, match.group(0)))
                break
    read = {place.path for place in found}
    for manifest in facts.dependencies.manifests:
        named = [d for d in manifest.dependencies if not d.dev and _GENERATOR.search(d.name)]
        if named and manifest.path not in read:
            found.append(Location(manifest.path, named[0].line, named[0].line, named[0].name))
    return tuple(found[:MAX_EVIDENCE])


def _places(paths: Iterable[str]) -> tuple[Location, ...]:
    return tuple(Location(path) for path in sorted(paths)[:MAX_EVIDENCE])
