"""What kind of program a tree holds, with the place that shows it; some questions concern some kinds only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from grader.facts.dependencies.reading import json_table, table, toml_table
from grader.facts.model import Dependency, Document, Facts, Manifest, Role
from grader.facts.signs import START
from grader.findings import Location


class Kind(StrEnum):
    """SERVER runs at an operator; BROWSER are pages that only need a web server; APP runs on devices of
    users; COMMAND_LINE is called by people or scripts; LIBRARY is built into other programs."""

    SERVER = "server"
    BROWSER = "browser"
    APP = "app"
    COMMAND_LINE = "command_line"
    LIBRARY = "library"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KindOfProgram:
    kind: Kind
    evidence: tuple[Location, ...] = ()


# What answers requests, by ecosystem.
_FRAMEWORKS = {
    "npm": r"express|fastify|koa|hono|next|nuxt|nuxt3|socket\.io|@nestjs/core|@hapi/hapi"
    r"|@sveltejs/adapter-node|@remix-run/.+"
    r"|@react-router/(?:node|serve)|@adonisjs/core|@feathersjs/feathers|restify|apollo-server|@apollo/server",
    "pypi": r"django|flask|fastapi|aiohttp|starlette|tornado|sanic|bottle|pyramid|litestar|quart"
    r"|falcon|wagtail|plone",
    "maven": r".*:(?:spring-boot-starter-(?:web|webflux|jersey|webmvc|actuator)|ktor-server-.+"
    r"|javalin|dropwizard-core"
    r"|vertx-web|quarkus-.+|micronaut-http-server.*|jakarta\.jakartaee-.+|javaee-.+|javax\.servlet-api"
    r"|jakarta\.servlet-api|jakarta\.ws\.rs-api|jersey-.+|spark-core)",
    "composer": r"laravel/framework|symfony/(?:framework-bundle|http-kernel|runtime)|slim/slim"
    r"|drupal/(?:core|core-.+)"
    r"|yiisoft/yii2|typo3/cms-core|cakephp/cakephp|codeigniter4/framework|mezzio/mezzio|contao/core-bundle",
    "gem": r"rails|sinatra|hanami|puma|unicorn|grape|roda",
    "golang": r"github\.com/(?:gin-gonic/gin|labstack/echo|gofiber/fiber|go-chi/chi|gorilla/mux"
    r"|grpc-ecosystem/.+"
    r"|julienschmidt/httprouter)(?:/v\d+)?|google\.golang\.org/grpc",
    "cargo": r"actix-web|axum|rocket|warp|poem|tide|tonic",
    "nuget": r"microsoft\.aspnetcore\..+|swashbuckle\.aspnetcore.*",
    "hex": r"phoenix|plug_cowboy|bandit",
    "cpan": r"Catalyst(?:::Runtime)?|Mojolicious|Dancer2?|Plack",
}
_APP_PARTS = (
    r"@capacitor/core|cordova(?:-.+)?|react-native|expo|electron|@tauri-apps/api|flutter|nativescript"
)
_PAGE_PARTS = r"react|vue|svelte|@angular/core|preact|solid-js|jquery|leaflet|@sveltejs/kit|lit"
# Files that only a program has which is itself started or installed.
_RUN = re.compile(
    r"(?:^|/)(?:manage\.py|artisan|config\.ru|Procfile|wsgi\.py|asgi\.py|"
    r"[\w.-]*(?:Dockerfile|Containerfile)(?:\.[\w-]+)?"
    r"|(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|bin/(?:console|rails|server)|"
    r"[\w.-]+\.service|[\w.-]+\.psgi|web\.xml"
    r"|public/index\.php|web/index\.php)$"
    r"|^(?:(?:apps|packages|services)/)?(?:[\w-]+/)?(?:src/|app/)?(?:server|app|main|index)\.(?:js|ts|mjs|py)$"
)
_DEVICE = re.compile(
    r"(?:^|/)(?:app/src/main/AndroidManifest\.xml|[\w-]+\.xcodeproj/project\.pbxproj"
    r"|src-tauri/tauri\.conf\.json"
    r"|capacitor\.config\.(?:ts|json)|app\.json5?|[\w.-]+\.desktop)$"
)
_PAGE = re.compile(
    r"^(?:[\w-]+/){0,2}(?:(?:public/|src/)?index\.html|angular\.json|vite\.config\.[cm]?[jt]s)$"
)
_ASIDE = re.compile(
    r"(?:^|/)(?:examples?|samples?|demos?|docs?|tests?|spec|e2e|bench\w*|fixtures?|[\w-]*(?:external|third[-_]?party|vendor)[\w-]*|\.\w[\w-]*)/",
    re.I,
)


_last: list[tuple[Facts, KindOfProgram]] = []


def kind_of_program(facts: Facts) -> KindOfProgram:
    """Decide by manifests and file names; a tree with several programs is what asks most of an operator.

    The last answer is kept."""
    if not (_last and _last[0][0] is facts):
        _last[:] = [(facts, _decide(facts))]
    return _last[0][1]


def _decide(facts: Facts) -> KindOfProgram:
    if not facts.production:
        return KindOfProgram(Kind.UNKNOWN)
    deciders = (
        (Kind.SERVER, _server),
        (Kind.APP, _app),
        (Kind.BROWSER, _browser),
        (Kind.COMMAND_LINE, _command_line),
        (Kind.LIBRARY, _library),
    )
    for kind, decide in deciders:
        if places := tuple(decide(facts)):
            return KindOfProgram(kind, places[:2])
    return KindOfProgram(Kind.UNKNOWN)


def _server(facts: Facts) -> Iterator[Location]:
    """A framework that answers requests, and a file that starts it."""
    framework = next(
        (
            place
            for manifest in _own(facts)
            if manifest.ecosystem in _FRAMEWORKS
            for place in _using(manifest, _FRAMEWORKS[manifest.ecosystem], lower=manifest.ecosystem != "cpan")
        ),
        None,
    )
    if framework and (run := next(_paths(facts, _RUN), None) or next(_starts(facts), None)):
        yield framework
        yield run


def _app(facts: Facts) -> Iterator[Location]:
    yield from _paths(facts, _DEVICE)
    for manifest in _own(facts):
        if manifest.ecosystem in ("npm", "pub"):
            yield from _using(manifest, _APP_PARTS)


def _browser(facts: Facts) -> Iterator[Location]:
    parts = next(
        (p for m in _own(facts) if m.ecosystem == "npm" for p in _using(m, _PAGE_PARTS, dev=True)), None
    )
    page = next(_paths(facts, _PAGE), None)
    published = any(_is_published(document) for document in _documents(facts, "package.json"))
    if page and parts and not published:
        yield parts
        yield page


def _command_line(facts: Facts) -> Iterator[Location]:
    for document in _documents(facts, "package.json"):
        if json_table(document.text).get("bin"):
            yield _line(document, '"bin"')
    for document in _documents(facts, "pyproject.toml"):
        values = toml_table(document.text)
        poetry = table(table(values.get("tool")).get("poetry"))
        if table(values.get("project")).get("scripts") or poetry.get("scripts"):
            yield _line(document, "scripts]")
    for document in _documents(facts, "Cargo.toml"):
        if toml_table(document.text).get("bin"):
            yield _line(document, "[[bin]]")
    yield from _paths(facts, re.compile(r"(?:^|/)src/main\.rs$"))
    yield from _starts(facts)


def _library(facts: Facts) -> Iterator[Location]:
    for document in _documents(facts, "package.json"):
        if _is_published(document):
            yield _line(document, '"name"')
    for document in _documents(facts, "composer.json"):
        values = json_table(document.text)
        if values.get("name") and values.get("type", "library") != "project":
            yield _line(document, '"name"')
    for document in _documents(facts, "pyproject.toml"):
        if "build-system" in toml_table(document.text):
            yield _line(document, "[build-system]")
    yield from _paths(
        facts,
        re.compile(
            r"^(?:[\w-]+/)?(?:[\w.-]+\.gemspec|setup\.py|setup\.cfg|Package\.swift|Cargo\.toml|pom\.xml)$"
        ),
    )
    yield from _paths(facts, re.compile(r"^go\.mod$|^(?:[\w.-]+/){0,2}[\w.-]+\.csproj$"))


def _is_published(document: Document) -> bool:
    values = json_table(document.text)
    entry = any(values.get(key) for key in ("main", "module", "exports"))
    return bool(values.get("name")) and entry and values.get("private") is not True


def _own(facts: Facts) -> list[Manifest]:
    return [m for m in facts.dependencies.manifests if not _ASIDE.search(m.path)]


def _using(manifest: Manifest, pattern: str, *, dev: bool = False, lower: bool = True) -> Iterator[Location]:
    for dependency in manifest.dependencies:
        name = dependency.name.lower() if lower else dependency.name
        usual = dev or not dependency.dev or _often_beside(dependency)
        if usual and re.fullmatch(pattern, name):
            yield Location(manifest.path, dependency.line, dependency.line, dependency.name)


def _often_beside(dependency: Dependency) -> bool:
    """SvelteKit and the servlet interfaces are written as development or provided parts by custom."""
    return dependency.name.startswith("@sveltejs/") or "servlet" in dependency.name


def _paths(facts: Facts, pattern: re.Pattern[str]) -> Iterator[Location]:
    left_out = (Role.TEST, Role.VENDORED, Role.GENERATED)
    for file in facts.files:
        if file.role not in left_out and pattern.search(file.path) and not _ASIDE.search(file.path):
            yield Location(file.path, 1)


def _starts(facts: Facts) -> Iterator[Location]:
    for file in facts.production:
        for sign in file.signs:
            if sign.kind == START and not _ASIDE.search(file.path):
                yield Location(file.path, sign.line, sign.line)


def _documents(facts: Facts, name: str) -> Iterable[Document]:
    wanted = name.lower()
    return [
        document
        for document in facts.documents
        if document.path.rpartition("/")[2].lower() == wanted
        and document.path.count("/") <= 1
        and not _ASIDE.search(document.path)
    ]


def _line(document: Document, needle: str) -> Location:
    for number, line in enumerate(document.text.splitlines(), start=1):
        if needle in line:
            return Location(document.path, number, number)
    return Location(document.path, 1)
