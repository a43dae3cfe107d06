import re

from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text

ID = "security-contact-exists"

_PATH = re.compile(
    r"^(?:\.github/|\.gitlab/|docs?/)?security(?:\.(?:md|rst|txt|adoc))?$|(?:^|/)security\.txt$",
    re.IGNORECASE,
)
# In README and CONTRIBUTING links lead anywhere; only an address or a confidential report counts there.
_ADDRESS = re.compile(
    r"[\w.+-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+\.[\w.-]+|confidential issue"
    r"|vertrauliche[sn]? (?:issue|ticket|meldung)|security/advisories",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+\.[\w.-]+|https?://\S+|report a vulnerability|schwachstelle"
    r"|confidential issue|vertrauliche[sn]? (?:issue|ticket|meldung)",
    re.IGNORECASE,
)
_OTHER_TEXT = re.compile(r"^(?:docs?/|\.github/)?(?:readme|liesmich|contributing)[^/]*$", re.IGNORECASE)
_ABOUT_WEAKNESSES = re.compile(
    r"(?:security|sicherheits)[ -]?(?:issue|problem|vulnerab|lücke|meldung|bug)|vulnerabilit|schwachstelle",
    re.I,
)
# In README and CONTRIBUTING links lead anywhere; only an address or a confidential report counts there.
_ADDRESS = re.compile(
    r"[\w.+-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+\.[\w.-]+|confidential issue"
    r"|vertrauliche[sn]? (?:issue|ticket|meldung)|security/advisories",
    re.IGNORECASE,
)
_PUBLICCODE_CONTACT = re.compile(r"^\s*-?\s*(?:email|phone):\s*\S")


def measure(facts: Facts) -> Finding:
    """Look for a SECURITY file that names a way to report a weakness in confidence."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    documents = [document for document in facts.documents if _PATH.search(document.path)]
    found = [place for document in documents if (place := _contact(document))]
    found += [place for document in facts.documents if (place := _said_elsewhere(document))]
    if found:
        statement = Text(
            "Es ist beschrieben, wie man eine Sicherheitslücke vertraulich meldet.",
            "It is described how to report a vulnerability in confidence.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(found[:3]))
    if documents:
        statement = Text(
            "Es gibt eine Sicherheitsdatei, aber sie nennt keinen Kontakt.",
            "There is a security file, but it names no contact.",
        )
        return Finding(ID, Outcome.NOT_MET, statement, (Location(documents[0].path, 1),))
    if not facts.history.available:
        unknown = Text(
            "Archive enthalten diese Angabe oft nicht; im Repository kann es sie geben.",
            "Archives often leave this out; the repository may have it.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Wohin man eine Sicherheitslücke meldet, steht nicht beim Quelltext.",
        "Where to report a vulnerability is not written in the repository.",
    )
    general = _general_contact(facts)
    if general:
        missing = Text(
            "publiccode.yml nennt einen Kontakt, aber keinen Weg für Sicherheitslücken.",
            "publiccode.yml names a contact, but no way to report vulnerabilities.",
        )
    return Finding(ID, Outcome.NOT_MET, missing, general)


def _contact(document: Document) -> Location | None:
    for number, line in enumerate(document.text.splitlines(), start=1):
        if _CONTACT.search(line[:1_000]):
            return Location(document.path, number, number, line.strip()[:120])
    return None


def _said_elsewhere(document: Document) -> Location | None:
    """A passage of README or CONTRIBUTING on weaknesses that names a contact within five lines."""
    if not _OTHER_TEXT.match(document.path):
        return None
    lines = document.text.splitlines()
    for index, line in enumerate(lines):
        if _ABOUT_WEAKNESSES.search(line[:1_000]):
            for number, near in enumerate(lines[index : index + 5], start=index + 1):
                if _ADDRESS.search(near[:1_000]):
                    return Location(document.path, number, number, near.strip()[:120])
    return None


def _general_contact(facts: Facts) -> tuple[Location, ...]:
    for document in facts.documents:
        if document.path in ("publiccode.yml", "publiccode.yaml"):
            for number, line in enumerate(document.text.splitlines(), start=1):
                if _PUBLICCODE_CONTACT.match(line):
                    return (Location(document.path, number, number, line.strip()[:80]),)
    return ()
