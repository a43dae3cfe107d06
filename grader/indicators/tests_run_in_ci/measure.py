import re

from grader.facts.documents import is_ci_settings
from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text

ID = "tests-run-in-ci"

_COMMANDS = re.compile(
    r"""\b(?:
        pytest|tox|nox|unittest|py\.test|manage\.py\ test|hatch\ test
        |(?:npm|yarn|pnpm|bun)(?:\ run)?(?:\ --?[\w-]+(?:[=\ ]\S+)?)*\ [\w:-]*test|npx\ (?:jest|vitest)
        |jest|vitest|cypress\ run|playwright\ test
        |mvnw?\b.*\ (?:test|verify|install|package|deploy)
        |gradlew?\ .*\b(?:test|check|build)
        |go\ test|cargo\ (?:nextest|test)|phpunit|pest|composer\ (?:run\ )?test
        |rspec|rails\ test|rake(?:\ test)?
        |dotnet\ test|ctest
        |(?:make|just|task)\ [\w\ -]*(?:test|check)|flutter\ test|swift\ test|mix\ test|prove
    )(?=$|[\s:"'&;|)])
    |\./[\w./-]+\ (?:test|check)\b
    |\b(?:script|scripts|bin)/[\w-]*tests?\b
    |\b(?:run|exec)[\w-]*tests?\.(?:sh|py)\b""",
    re.VERBOSE,
)
# Lines that name things instead of running them, and builds that leave the tests out.
_NO_COMMAND = re.compile(
    r"^\s*(?:#|-?\s*(?:name|id|key|image|paths?|if|uses|needs|cache|on|restore-keys)\s*:|[\w-]+:\s*$)"
    r"|skipTests|maven\.test\.skip|-x test|pip3? install|apt-get|npm i(?:nstall)? "
)
_ELSEWHERE = re.compile(
    r"uses:\s*\S+\.ya?ml@|^\s*include:|^\s*-?\s*(?:project|template):|@Library", re.MULTILINE
)


def measure(facts: Facts) -> Finding:
    """Look for a test command in the settings of the continuous integration service."""
    if not any(file.code_lines for file in facts.tests):
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
    if found := [place for document in settings if (place := _command(document))]:
        statement = Text(
            "Die Tests laufen bei jeder Änderung von selbst.",
            "The tests run by themselves with every change.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(found[:5]))
    if elsewhere := [Location(d.path) for d in settings if _ELSEWHERE.search(d.text)]:
        statement = Text(
            "Die automatischen Abläufe stehen in einem anderen Repository; das sehen wir hier nicht.",
            "The automated runs are described in another repository, which we do not see here.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, statement, tuple(elsewhere[:5]))
    statement = Text(
        "Es gibt Tests, aber kein automatischer Ablauf ruft sie sichtbar auf.",
        "There are tests, but no automated run visibly calls them.",
    )
    return Finding(ID, Outcome.NOT_MET, statement, tuple(Location(d.path) for d in settings[:5]))


def _command(document: Document) -> Location | None:
    for number, line in enumerate(document.text.splitlines(), start=1):
        match = None if _NO_COMMAND.search(line[:500]) else _COMMANDS.search(line[:500])
        if match:
            return Location(document.path, number, number, match.group(0)[:80])
    return None
