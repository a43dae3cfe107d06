import re

from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text

ID = "dependency-updates-are-automated"

_SETTINGS = re.compile(
    r"^(?:\.github/|\.gitlab/|\.forgejo/|\.gitea/)?(?:dependabot\.ya?ml|\.?renovate(?:rc)?(?:\.json5?)?)$",
    re.IGNORECASE,
)
_WHERE = re.compile(r"package-ecosystem|\"?extends\"?\s*:|\"?packageRules")
_ELSEWHERE = re.compile(
    r"renovate/renovate|renovatebot/|renovate-bot|renovate-runner|dependabot-gitlab", re.IGNORECASE
)


def measure(facts: Facts) -> Finding:
    """Look for the settings of Dependabot, Renovate or the like."""
    if not any(manifest.dependencies for manifest in facts.dependencies.manifests):
        nothing = Text(
            "Wir haben keine Liste fremder Bausteine gefunden, die zu erneuern wären.",
            "We found no list of third-party parts that would have to be renewed.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    places = [place for document in facts.documents if (place := _place(document))]
    if places:
        statement = Text(
            "Neue Fassungen der fremden Bausteine werden von selbst vorgeschlagen.",
            "New versions of the third-party parts are proposed automatically.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(places[:3]))
    if not facts.history.available:
        unknown = Text(
            "Archive enthalten diese Einstellungen oft nicht; im Repository kann es sie geben.",
            "Archives often leave these settings out; the repository may have them.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Eine Einrichtung, die neue Fassungen fremder Bausteine von selbst vorschlägt, liegt nicht bei.",
        "There are no settings that would propose new versions of third-party parts automatically.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, tuple(_manifests(facts)))


def _place(document: Document) -> Location | None:
    if _SETTINGS.search(document.path):
        return _line(document, _WHERE) or Location(document.path, 1)
    if document.path == "package.json":
        return _line(document, re.compile(r'^\s*"renovate"\s*:'))
    is_run = document.path.startswith((".github/workflows/", ".gitlab-ci", ".gitlab/"))
    return _line(document, _ELSEWHERE) if is_run else None


def _line(document: Document, pattern: re.Pattern[str]) -> Location | None:
    for number, line in enumerate(document.text.splitlines(), start=1):
        if pattern.search(line[:500]) and not line.lstrip().startswith("#"):
            return Location(document.path, number, number, line.strip()[:80])
    return None


def _manifests(facts: Facts) -> list[Location]:
    return [Location(m.path) for m in facts.dependencies.manifests if m.dependencies][:3]
