import re

from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import say

ID = "workflow-steps-are-pinned"

_USES = re.compile(r"^\s*-?\s*uses:\s*[\"']?(?P<name>[\w.-]+/[\w./-]+)@(?P<version>[^\s\"'#]+)")
_COMMIT = re.compile(r"^[0-9a-f]{40}$")
# The makers of the platform could change the runs anyway.
_PLATFORM = ("actions/", "github/")


def measure(facts: Facts) -> Finding:
    """Look for steps of others in automated runs that are not fixed to a commit."""
    owner = _owner(facts)
    steps = [
        (match["name"], match["version"], Location(document.path, number, number, match[0].strip()[:80]))
        for document in facts.documents
        if re.match(r"\.(?:github|gitea|forgejo)/workflows/", document.path)
        for number, line in enumerate(document.text.splitlines(), start=1)
        if (match := _USES.match(line[:300]))
        and not match["name"].startswith(_PLATFORM)
        and match["name"].split("/")[0].lower() != owner
    ]
    if not steps:
        nothing = Text(
            "Wir sehen keine automatischen Abläufe, die Schritte Dritter verwenden.",
            "We see no automated runs that use steps of third parties.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    loose = [place for _, version, place in steps if not _COMMIT.match(version)]
    if not loose:
        statement = Text(
            "Fremde Schritte in den automatischen Abläufen sind auf einen genauen Stand festgelegt.",
            "Third-party steps in the automated runs are fixed to an exact state.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(place for _, _, place in steps[:5]))
    statement = say(
        "{count} von {all} fremden Schritten in den automatischen Abläufen können sich unbemerkt ändern.",
        "{count} of {all} third-party steps in the automated runs can change unnoticed.",
        count=len(loose),
        all=len(steps),
    )
    return Finding(ID, Outcome.NOT_MET, statement, tuple(loose[:10]))


def _owner(facts: Facts) -> str:
    """Who owns the repository, as publiccode.yml or package.json name its address."""
    for document in facts.documents:
        if document.path in ("publiccode.yml", "publiccode.yaml", "package.json", "composer.json"):
            match = re.search(
                r"^\s*\"?(?:url|repository|homepage)\"?\s*:\s*\"?[^\s\"]*github\.com/([\w-]+)/",
                document.text,
                re.M,
            )
            if match:
                return match[1].lower()
    return ""
