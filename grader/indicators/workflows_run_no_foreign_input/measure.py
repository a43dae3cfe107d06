import re
from collections.abc import Iterator

from grader.facts.model import Document, Facts
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import say

ID = "workflows-run-no-foreign-input"

_WORKFLOW = re.compile(r"^\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml$")
# Events that people without rights in the repository can cause.
_BY_STRANGERS = re.compile(
    r"\b(?:issues|issue_comment|pull_request(?:_target|_review|_review_comment)?|discussion(?:_comment)?"
    r"|commit_comment|workflow_run|gollum)\b"
)
# What strangers write there, as GitHub lists it: "Script injections", GitHub Docs, secure use reference.
_INPUT = re.compile(
    r"\$\{\{(?:(?!\}\}).)*\bgithub\.(?:head_ref\b|event\.[\w.*\[\]]*\.(?:title|body|message|email|ref|label|page_name"
    r"|default_branch)\b|event\.(?:comment|review|review_comment)\.body\b)"
)
_BLOCK = re.compile(r"^(?P<indent>\s*(?:-\s+)?)(?:run|script):\s*(?P<rest>.*)$")
# Rights of the repository, files of a stranger: "Preventing pwn requests", GitHub Security Lab.
_WITH_RIGHTS = re.compile(r"\b(?:pull_request_target|workflow_run)\b")
_FOREIGN_FILES = re.compile(
    r"^\s*ref:\s*.*(?:github\.event\.(?:pull_request\.head\.(?:sha|ref)|workflow_run\.head_(?:sha|branch))"
    r"|github\.head_ref|refs/pull/)"
)


def measure(facts: Facts) -> Finding:
    """Look for automated runs that execute what strangers write or send."""
    workflows = [document for document in facts.documents if _WORKFLOW.match(document.path)]
    if not workflows:
        nothing = Text(
            "Wir sehen hier keine automatischen Abläufe von GitHub, Gitea oder Forgejo.",
            "We see no automated runs of GitHub, Gitea or Forgejo here.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    places = [place for workflow in workflows for place in (*_injected(workflow), *_foreign_files(workflow))]
    if not places:
        statement = Text(
            "Die automatischen Abläufe führen nichts aus, was Fremde schreiben oder schicken.",
            "The automated runs execute nothing that strangers write or send.",
        )
        evidence = tuple(Location(workflow.path) for workflow in workflows[:5])
        return Finding(ID, Outcome.MET, statement, evidence, confidence=Confidence.MEDIUM)
    statement = say(
        "Fremde könnten in den automatischen Abläufen eigene Befehle ausführen; Stellen dafür: {count}.",
        "Strangers could execute their own commands in the automated runs; places for it: {count}.",
        count=len(places),
    )
    return Finding(ID, Outcome.NOT_MET, statement, tuple(places[:10]), confidence=Confidence.MEDIUM)


def _injected(workflow: Document) -> Iterator[Location]:
    """Lines of commands into which text of strangers is written as it is."""
    if not _BY_STRANGERS.search(_triggers(workflow)):
        return
    for number, line in _commands(workflow.text.splitlines()):
        if _INPUT.search(line[:1_000]):
            yield Location(workflow.path, number, number, line.strip()[:80])


def _foreign_files(workflow: Document) -> Iterator[Location]:
    """Lines that fetch the files of a stranger in a run with the rights of the repository."""
    if not _WITH_RIGHTS.search(_triggers(workflow)):
        return
    for number, line in enumerate(workflow.text.splitlines(), start=1):
        if _FOREIGN_FILES.match(line[:500]):
            yield Location(workflow.path, number, number, line.strip()[:80])


def _triggers(workflow: Document) -> str:
    """What stands before the jobs, without comments."""
    return re.sub(r"#[^\n]*", "", re.split(r"(?m)^jobs\s*:", workflow.text)[0])


def _commands(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that a run executes: ``run:`` and ``script:`` with what is below them."""
    depth: int | None = None
    for number, line in enumerate(lines, start=1):
        if depth is not None and line.strip() and len(line) - len(line.lstrip()) <= depth:
            depth = None
        if match := _BLOCK.match(line):
            depth = len(match["indent"])
            yield number, match["rest"]
        elif depth is not None:
            yield number, line
