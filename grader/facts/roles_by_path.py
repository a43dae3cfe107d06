"""The role of a file as far as its place and name decide it.

The folder and file names are the conventions of the package managers, build tools and test frameworks of each
language; github-linguist's vendor and generated rules name many of the same.
"""

from __future__ import annotations

import re

from grader.facts.languages import Kind, Language
from grader.facts.model import Role
from grader.facts.reasons import Reason, because

Verdict = tuple[Role, str]

_VENDORED = frozenset(
    [
        "node_modules",
        ".venv",
        ".tox",
        ".nox",
        "__pypackages__",
        "bower_components",
        "jspm_packages",
        "third_party",
        "third-party",
        "thirdparty",
        "3rdparty",
        "_vendor",
        "vendored",
        "site-packages",
        "pods",
        "carthage",
        ".yarn",
        ".bundle",
        "externals",
        ".dart_tool",
        ".pub-cache",
        ".symlinks",
        ".swiftpm",
        "sourcepackages",
        "renv",
        "packrat",
        "extlib",
        "lua_modules",
        ".luarocks",
    ]
)
_VENDORED_PLACES = ("/local/lib/perl5/", "/inc/module/install")
# Where Drupal keeps libraries, contributed extensions and the frame of its own tests.
_DRUPAL = re.compile(
    r"(?:^|/)((?:web|docroot|drupal|sites/all|modules/custom/[^/]+)/libraries/"
    r"|(?:modules|themes|profiles)/contrib/|sites/simpletest/)",
    re.IGNORECASE,
)
# external-libs, customizedExternalLibs, 3rdparty_libraries
_FOREIGN_LIBRARIES = re.compile(
    r".*(external|foreign|third[-_]?party|3rd[-_]?party|vendor)[-_]?lib(s|raries)", re.IGNORECASE
)
# What fetches the build tool (Gradle, Maven, cpanminus in one file) and what Drupal puts beside a site.
_BROUGHT_ALONG = frozenset(
    [
        "gradlew",
        "gradlew.bat",
        "mvnw",
        "mvnw.cmd",
        "cpanm",
        "default.settings.php",
        "example.settings.local.php",
        "example.sites.php",
        ".ht.router.php",
    ]
)
_BUILT = frozenset(("blib", ".build", "deriveddata"))
_VENDOR = frozenset(("vendor", "vendors", "extern", "external"))
_VENDOR_IS_A_WORD = frozenset(("Java", "Kotlin", "C#", "Python", "Swift"))
_LIBRARY = re.compile(
    r"(jquery|bootstrap|angular|react|react-dom|vue|lodash|underscore|moment|leaflet|modernizr|html5shiv|respond|"
    r"d3|chart|three|select2|datatables|tinymce|ckeditor|codemirror|ace|font-?awesome|normalize|popper|backbone|"
    r"require|knockout|handlebars|mustache|prototype|scriptaculous|dojo|ext-all|openlayers|ol|proj4|swiper|"
    r"moment-with-locales|typeahead|bloodhound|vuex|vue-(router|resource)|"
    r"angular-(sanitize|route|animate|resource|cookies|aria|touch|messages|ui-router)|"
    r"jquery[.-][a-z.-]+)([.-]v?\d[\w.-]*?)?([.-](min|slim|bundle|full|all|core|prod|dev|production))*\.(js|css|mjs)",
    re.IGNORECASE,
)
_GENERATED_NAMES = re.compile(
    r".*(_pb2(_grpc)?\.pyi?|\.pb(\.gw)?\.go|\.pb\.(cc|h|swift|dart)|\.g\.(dart|cs)|\.freezed\.dart|\.designer\.(cs|vb)|"
    r"_generated\.(go|ts|rs)|\.generated\.\w+|\.gen\.(go|ts)|zz_generated\..*|_string\.go|bindata\.go|"
    r"\.(pb|pbenum|pbjson|pbserver|pbgrpc|gr|mocks|chopper|gen)\.dart|app_localizations(_\w+)?\.dart|"
    r"firebase_options\.dart|\.grpc\.swift|\.(pbobjc|pbrpc)\.[hm]|\.pb\.exs?|_pb\.(lua|rb)|"
    r"generated_?plugin_?registrant\.\w+|"
    r"rcppexports\.(r|cpp)|ppport\.h|"
    r"\.d\.[cm]?ts\.map|\.(js|css|mjs|cjs|ts|mts|cts)\.map|parsetab\.py|\.xsd\.cs|\.tab\.[ch]|\.yy\.c)",
    re.IGNORECASE,
)
_LOCK_FILES = frozenset(
    [
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "pipfile.lock",
        "cargo.lock",
        "composer.lock",
        "gemfile.lock",
        "go.sum",
        "go.work.sum",
        "packages.lock.json",
        "pubspec.lock",
        "mix.lock",
        "podfile.lock",
        "package.resolved",
        "cartfile.resolved",
        "cpanfile.snapshot",
        "renv.lock",
        "deno.lock",
        ".terraform.lock.hcl",
        "flake.lock",
        "gradle.lockfile",
    ]
)
_TEST_FOLDERS = frozenset(
    [
        "test",
        "tests",
        "spec",
        "specs",
        "__tests__",
        "__test__",
        "__mocks__",
        "e2e",
        "cypress",
        "testing",
        "integrationtest",
        "integrationtests",
        "integration-tests",
        "integration_tests",
        "unittest",
        "unittests",
        "androidtest",
        "jvmtest",
        "commontest",
        "playwright-tests",
        "integration_test",
        "test_driver",
        "testthat",
    ]
)
_SCHEMAS = frozenset(("GraphQL", "Protocol Buffers"))
_TEST_NAMES = re.compile(
    r"(test_.*\.py|.*_tests?\.(py|go|rb|c|cc|cpp|rs|dart|exs|php)|tests?\.(py|rs)|conftest\.py|.*_spec\.(rb|lua)|"
    r".*[._]test\.(lua|sh)|test[._-].*\.(lua|sh|[rR]|pl|exs)|.*Suite\.scala|.*(Test|Tests|Spec)\.mm?|"
    r".*\.(test|tests|spec|cy|e2e|e2e-spec)\.[cm]?[jt]sx?|.*(Test|Tests|TestCase|IT|Spec|Specs)\.(java|kt|kts|cs|php|"
    r"scala|groovy|swift|vb)|Test[A-Z].*\.(java|kt|cs|php)|.*Test\.(cpp|cc|h)|test-.*\.js|.*\.bats|.*\.t)"
)
_TEST_PROJECT = re.compile(r".*[.-](tests?|unittests?|integrationtests?|specs?)", re.IGNORECASE)
_TEST_TARGET = re.compile(r".*(Tests|Specs)")
_PERL_TESTS = frozenset(("t", "xt"))
_TEST_DATA = frozenset(
    ["testdata", "test-data", "test_data", "__fixtures__", "__snapshots__", "cassettes", "testfixtures"]
)
_DOCUMENTATION_FOLDERS = frozenset(("docs", "doc", "documentation", "dokumentation", "examples", "samples"))
_BUILD_FOLDERS = frozenset(
    ("dist", "bundles", "umd", "fesm2022", "fesm2020", "fesm2015", "esm2022", "esm2020", ".next")
)
_WEB = frozenset(("JavaScript", "TypeScript", "CSS", "SCSS"))
_CONFIGURATION = re.compile(
    r"(.*\.config\.[cm]?[jt]s|\.?(eslintrc|prettierrc|babelrc|stylelintrc|commitlintrc)(\.\w+)?|gruntfile\.js|"
    r"gulpfile\.[jt]s|karma\.conf\.js|setup\.py|noxfile\.py|fabfile\.py|.*\.gradle\.kts|build\.rs|package\.json|"
    r"gemfile|rakefile|guardfile|capfile|podfile|fastfile|cpanfile|build\.sbt|"
    r"tsconfig.*\.json|composer\.json|angular\.json|.*\.eslintrc\.json|lerna\.json|nx\.json|manifest\.json|"
    r"appsettings.*\.json|web\.config|\.swcrc|publiccode\.yml|pom\.xml|build\.xml|jenkinsfile([.-][\w.-]+)?|"
    r"(requirements|constraints)[\w.-]*\.(txt|in)|robots\.txt|go\.(mod|work)|[\w.-]*proguard[\w.-]*|.*-rules\.pro|"
    r"\.env\.(example|sample|template|dist))",
    re.IGNORECASE,
)
_BY_KIND: dict[Kind, tuple[Role, Reason]] = {
    Kind.DOCUMENTATION: (Role.DOCUMENTATION, Reason.DOCUMENTATION_FILE),
    Kind.CONFIGURATION: (Role.CONFIGURATION, Reason.CONFIGURATION_FILE),
    Kind.DATA: (Role.DATA, Reason.DATA_FILE),
}


def foreign_or_generated(path: str, language: Language | None) -> Verdict | None:
    """Whether place and name say that people of this project did not write the file."""
    *folders, name = path.lower().split("/")
    original = path.split("/")
    for index, folder in enumerate(folders):
        vendor = folder in _VENDOR or _is_dependency_folder(index, folder)
        foreign = folder in _VENDORED or _FOREIGN_LIBRARIES.fullmatch(folder)
        if foreign or (vendor and _is_vendor_folder(language)):
            return Role.VENDORED, because(Reason.VENDORED_FOLDER, original[index] + "/")
        if folder in _BUILT:
            return Role.GENERATED, because(Reason.BUILD_OUTPUT, original[index] + "/")
    if match := _DRUPAL.search(path):
        return Role.VENDORED, because(Reason.VENDORED_FOLDER, match[1])
    for place in _VENDORED_PLACES:
        if place in f"/{path.lower()}":
            return Role.VENDORED, because(Reason.VENDORED_FOLDER, place[1:])
    if name in _LOCK_FILES:
        return Role.DATA, because(Reason.LOCK_FILE, original[-1])
    if _GENERATED_NAMES.fullmatch(name):
        return Role.GENERATED, because(Reason.GENERATED_NAME, original[-1])
    if ".min." in name or name.endswith(("-min.js", "-min.css")):
        return Role.MINIFIED, because(Reason.MINIFIED_NAME, original[-1])
    if name in _BROUGHT_ALONG or (_LIBRARY.fullmatch(name) and folders):
        return Role.VENDORED, because(Reason.VENDORED_NAME, original[-1])
    if language is not None and language.name in _WEB:
        for index, folder in enumerate(folders):
            if folder in _BUILD_FOLDERS and (folder != "bundles" or _holds_output(folders, index)):
                return Role.GENERATED, because(Reason.BUILD_OUTPUT, original[index] + "/")
    return None


def _holds_output(folders: list[str], index: int) -> bool:
    """``bundles/`` below a source folder holds what is bundled; at the top or published, the result."""
    return index == 0 or folders[index - 1] in ("public", "web", "static")


def _is_dependency_folder(index: int, folder: str) -> bool:
    """``deps/`` at the top, as in C, Lua and Elixir projects."""
    return index == 0 and folder == "deps"


def _is_vendor_folder(language: Language | None) -> bool:
    """In these languages "vendor" or "external" is a usual word for a package of one's own."""
    return language is None or language.name not in _VENDOR_IS_A_WORD


def by_purpose(path: str, language: Language | None) -> Verdict:
    """The role of a file that people of this project wrote; ``("production", "")`` for production code."""
    name = path.rpartition("/")[2]
    # A command of Django's manage.py may be called setup.py.
    if _CONFIGURATION.fullmatch(name) and not path.endswith("/commands/setup.py"):
        return Role.CONFIGURATION, because(Reason.CONFIGURATION_FILE, name)
    if language is None:
        return Role.DATA, because(Reason.UNKNOWN_LANGUAGE)
    if language.kind in _BY_KIND:
        role, reason = _BY_KIND[language.kind]
        return role, because(reason)
    return _test(path, language) or _documentation(path) or (Role.PRODUCTION, "")


def _test(path: str, language: Language) -> Verdict | None:
    *folders, name = path.split("/")
    for folder in folders:
        if folder.lower() in _TEST_DATA:
            return Role.DATA, because(Reason.TEST_DATA_FOLDER, folder + "/")
    # Descriptions of interfaces lie in folders called spec as well.
    usual = _TEST_FOLDERS - {"spec", "specs"} if language.name in _SCHEMAS else _TEST_FOLDERS
    for folder in folders:
        if folder.lower() in usual or _is_test_folder_of(language.name, folder):
            return Role.TEST, because(Reason.TEST_FOLDER, folder + "/")
    if language.kind is Kind.CODE and _TEST_NAMES.fullmatch(name):
        return Role.TEST, because(Reason.TEST_NAME, name)
    return None


def _is_test_folder_of(language: str, folder: str) -> bool:
    """Folders that hold tests by the habits of one language only."""
    if language == "C#":
        return _TEST_PROJECT.fullmatch(folder) is not None
    if language in ("Swift", "Objective-C"):
        return _TEST_TARGET.fullmatch(folder) is not None
    return language == "Perl" and folder in _PERL_TESTS


def _documentation(path: str) -> Verdict | None:
    for folder in path.split("/")[:-1][:2]:
        if folder.lower() in _DOCUMENTATION_FOLDERS:
            return Role.DOCUMENTATION, because(Reason.DOCUMENTATION_FOLDER, folder + "/")
    return None
