import re

from grader.facts.documentation import documentation_elsewhere
from grader.facts.model import Facts, FileFacts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import say

ID = "documentation-exists"
MIN_LINES = 150
# Headings without text, or one sentence repeated, tell nothing.
MIN_WORDS = 20

_TEXT = re.compile(
    r"\.(?:md|mdx|rst|txt|adoc|asciidoc|html?|org|tex|pdf|docx?|odt|ipynb|wiki|textile)$", re.IGNORECASE
)
_NOT_COUNTED = re.compile(
    r"(?:^|/)(?:readme|licen[cs]e|copying|changelog|changes|history|news|authors|contributors|code[-_]of[-_]conduct"
    r"|requirements[^/]*|robots|manifest|pull_request_template|issue_template|agents\.md|claude\.md|security)[^/]*$|(?:^|/)(?:LICENSES|ISSUE_TEMPLATE)/",
    re.IGNORECASE,
)
_FOLDER = re.compile(
    r"(?:^|/)(?:docs?|documentation|doku(?:mentation)?|handbuch|manual|wiki|guides?|adr|website/content|site/content)/",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:^|/)(?:contributing|architecture|install(?:ation)?|development|hacking|upgrad\w+)\.\w+$",
    re.IGNORECASE,
)


def measure(facts: Facts) -> Finding:
    """Count documentation beyond README, licence and changelog."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    found = sorted((f for f in facts.files if _is_documentation(f)), key=lambda f: (-f.lines, f.path))
    evidence = tuple(Location(f.path, None, None, str(f.lines)) for f in found[:5])
    lines = sum(file.lines for file in found)
    if lines >= MIN_LINES or any(f.path.lower().endswith((".pdf", ".odt", ".docx")) for f in found):
        return Finding(ID, Outcome.MET, _amount(len(found), lines), evidence, details={"note": "lines"})
    if site := documentation_elsewhere(facts):
        elsewhere = Text(
            "Neben der README gibt es kaum Dokumentation; sie führt zu einer Website, die wir nicht sehen.",
            "Besides the README there is hardly any documentation; it leads to a website we do not see.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, elsewhere, (site, *evidence), details={"note": "lines"})
    if not facts.history.available:
        unknown = Text(
            "Das Archiv enthält kaum Dokumentation; im Repository kann es mehr geben.",
            "The archive contains hardly any documentation; the repository may have more.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, evidence, details={"note": "lines"})
    statement = Text(
        "Neben der README gibt es kaum Dokumentation für Betrieb und Entwicklung.",
        "Besides the README there is hardly any documentation for operation and development.",
    )
    return Finding(ID, Outcome.NOT_MET, statement, evidence, details={"note": "lines"})


def _amount(documents: int, lines: int) -> Text:
    if documents == 1:
        return say(
            "Neben der README gibt es ein Dokument mit {lines} Zeilen.",
            "Besides the README there is one document with {lines} lines.",
            lines=lines,
        )
    return say(
        "Neben der README gibt es {count} Dokumente mit zusammen {lines} Zeilen.",
        "Besides the README there are {count} documents with {lines} lines in total.",
        count=documents,
        lines=lines,
    )


def _is_documentation(file: FileFacts) -> bool:
    path = file.path
    if (
        not _TEXT.search(path)
        or _NOT_COUNTED.search(path)
        or file.role.value in {"vendored", "test", "generated"}
    ):
        return False
    if file.prose is not None and file.prose.words < MIN_WORDS:
        return False
    at_the_root = "/" not in path and file.prose is not None
    return at_the_root or bool(_FOLDER.search(path) or _NAMED.search(path))
