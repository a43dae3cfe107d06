import re

from grader.facts.called_tests import Call, calls_of_tests, on_every_change
from grader.facts.documents import is_ci_settings
from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import join

ID = "tests-run-in-ci"

_ELSEWHERE = re.compile(r"uses:\s*\S+\.ya?ml@|@Library")
# A step kept elsewhere that builds: whether it runs the tests is written there. Those of the platform, of
# Docker and of Gradle are known to run none.
_FOREIGN_BUILD = re.compile(
    r"^\s*-?\s*uses:\s*((?!(?:actions|docker|gradle|github)/)[\w.-]+/[^\s@]*?"
    r"(?:(?:maven|mvn|gradle|npm|node|yarn|pnpm|python|dotnet|php|composer)[-_]?(?:build|test|verify|ci)"
    r"|(?:run|unit|integration)[-_]?tests?))@",
    re.IGNORECASE,
)
_INCLUDED = re.compile(r"^[ \t]*include:|^[ \t]*(?:-[ \t]*)?(?:project|template):", re.MULTILINE)
_COVERAGE = re.compile(
    r"--cov\b|--coverage\b|\bcoverage (?:run|xml|report)|jacoco|codecov|coveralls|-coverprofile"
    r"|--collect.*coverage|cobertura|simplecov|tarpaulin|llvm-cov|\blcov\b|kcov",
    re.IGNORECASE,
)


def measure(facts: Facts) -> Finding:
    """Look for a test command in the settings of the continuous integration service."""
    if not any(file.code_lines for file in facts.tests) and not any(f.test_cases for f in facts.production):
        nothing = Text(
            "Ohne Tests stellt sich die Frage nicht.", "Without tests the question does not arise."
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    settings = [document for document in facts.documents if is_ci_settings(document.path)]
    if not settings and not facts.history.available:
        unknown = Text(
            "Das Archiv enthält keine automatischen Abläufe; im Repository kann es sie geben.",
            "The archive contains no settings for automated runs; the repository may have them.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    calls = [call for document in settings if (call := calls_of_tests(document, facts.documents))]
    if found := [call for call in calls if on_every_change(call.settings)]:
        return _runs(settings, found)
    if elsewhere := [Location(d.path) for d in settings if _is_elsewhere(d)]:
        statement = Text(
            "Die automatischen Abläufe stehen in einem anderen Repository; das sehen wir hier nicht.",
            "The automated runs are described in another repository, which we do not see here.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, statement, tuple(elsewhere[:5]))
    builds = [place for d in settings if on_every_change(d) for place in _foreign_builds(d)]
    return _runs_elsewhere(builds) if builds and not calls else _runs_not(settings, calls)


def _runs_elsewhere(builds: list[Location]) -> Finding:
    statement = Text(
        "Zum Bauen rufen die automatischen Abläufe Schritte aus einem anderen Repository auf; ob diese die "
        "Tests ausführen, sehen wir hier nicht.",
        "To build, the automated runs call steps from another repository; whether those execute the tests, "
        "we do not see here.",
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement, tuple(builds[:5]))


def _foreign_builds(settings: Document) -> list[Location]:
    lines = enumerate(settings.text.splitlines(), start=1)
    return [
        Location(settings.path, number, number, match[1])
        for number, line in lines
        if (match := _FOREIGN_BUILD.match(line[:500]))
    ]


def _is_elsewhere(settings: Document) -> bool:
    """On GitHub, `include` lists variants of a run and names no other file."""
    here = "/workflows/" in settings.path or "/actions/" in settings.path
    return bool(_ELSEWHERE.search(settings.text) or (not here and _INCLUDED.search(settings.text)))


def _runs(settings: list[Document], found: list[Call]) -> Finding:
    statement = Text(
        "Die Tests laufen bei jeder Änderung von selbst.",
        "The tests run by themselves with every change.",
    )
    evidence = [place for call in found[:5] for place in call.places]
    if covered := next((place for d in settings if (place := _coverage(d))), None):
        statement = join(
            statement,
            Text("Dabei wird gemessen, wie viel sie abdecken.", "How much they cover is measured."),
        )
        evidence.append(covered)
    return Finding(ID, Outcome.MET, statement, tuple(evidence), details={"coverage": covered is not None})


def _runs_not(settings: list[Document], calls: list[Call]) -> Finding:
    if calls:
        statement = Text(
            "Die Tests laufen nur auf Anstoß oder für neue Versionen, nicht bei jeder Änderung.",
            "The tests run only when started by hand or for a release, not with every change.",
        )
        return Finding(
            ID, Outcome.NOT_MET, statement, tuple(place for call in calls for place in call.places)
        )
    statement = Text(
        "Es gibt Tests, aber kein automatischer Ablauf ruft sie sichtbar auf.",
        "There are tests, but no automated run visibly calls them.",
    )
    return Finding(ID, Outcome.NOT_MET, statement, tuple(Location(d.path) for d in settings[:5]))


def _coverage(document: Document) -> Location | None:
    for number, line in enumerate(document.text.splitlines(), start=1):
        if match := _COVERAGE.search(line[:500]):
            return Location(document.path, number, number, match.group(0))
    return None
