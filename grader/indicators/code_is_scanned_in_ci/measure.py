import re

from grader.facts.documents import is_ci_settings
from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "code-is-scanned-in-ci"

# Programs and templates that look for weaknesses in code, dependencies, images or for secrets.
_SCANNERS = re.compile(
    r"(?P<name>codeql|semgrep|trivy|snyk|gitleaks|trufflehog|detect-secrets|grype|anchore"
    r"|osv-scanner|bandit|gosec"
    r"|govulncheck|brakeman|bundler?-audit|pip-audit|safety check|npm audit|yarn (?:npm )?audit|pnpm audit"
    r"|composer audit|cargo[ -](?:audit|deny)|dependency-review-action|dependency-check"
    r"|dependency[-_]scanning"
    r"|secret[-_]detection|container[-_]scanning|findsecbugs|security[-_]checker|sonarqube"
    r"|sonarcloud|sonar-scanner"
    r"|sonar:sonar|mobsf|zaproxy|checkov|kics|hadolint|zizmor|scorecard-action|\bsast\b)",
    re.IGNORECASE,
)
_NO_STEP = re.compile(r"^\s*#|^\s*(?:if|paths?|branches|on|key)\s*:")
_ELSEWHERE = re.compile(
    r"uses:[ \t]*\S{1,300}\.ya?ml@|^[ \t]*(?:-[ \t]*)?(?:project|component):|@Library", re.MULTILINE
)


def measure(facts: Facts) -> Finding:
    """Look in the settings of automated runs for a step that searches for weaknesses."""
    if not facts.production:
        nothing = Text("Es gibt keinen Programmtext.", "There is no program text.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    settings = [document for document in facts.documents if is_ci_settings(document.path)]
    if not settings and not facts.history.available:
        unknown = Text(
            "Das Archiv enthält keine automatischen Abläufe; im Repository kann es sie geben.",
            "The archive contains no settings for automated runs; the repository may have them.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    if found := [place for document in settings if (place := _step(document))]:
        return _scanned(found)
    if elsewhere := [Location(d.path) for d in settings if _ELSEWHERE.search(d.text)]:
        statement = Text(
            "Die automatischen Abläufe stehen in einem anderen Repository; das sehen wir hier nicht.",
            "The automated runs are described in another repository, which we do not see here.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, statement, tuple(elsewhere[:5]))
    missing = Text(
        "Kein automatischer Ablauf sucht sichtbar nach Schwachstellen.",
        "No automated run visibly searches for vulnerabilities.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, tuple(Location(d.path) for d in settings[:5]))


def _scanned(found: list[Location]) -> Finding:
    names = list(dict.fromkeys(place.note for place in found))[:3]
    statement = say(
        "Automatische Abläufe suchen nach Schwachstellen: {names}.",
        "Automated runs search for vulnerabilities: {names}.",
        names=listing([Text(name, name) for name in names]),
    )
    return Finding(ID, Outcome.MET, statement, tuple(found[:5]))


def _step(document: Document) -> Location | None:
    for number, line in enumerate(document.text.splitlines(), start=1):
        match = None if _NO_STEP.search(line[:500]) else _SCANNERS.search(line[:500])
        if match:
            return Location(document.path, number, number, match["name"].lower())
    return None
