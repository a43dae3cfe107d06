import re

from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text

ID = "security-contact-exists"

_PATH = re.compile(
    r"^(?:\.github/|\.gitlab/|docs?/)?security(?:\.(?:md|rst|txt|adoc))?$|(?:^|/)\.well-known/security\.txt$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+\.[\w.-]+|https?://\S+|report a vulnerability|schwachstelle",
    re.IGNORECASE,
)


def measure(facts: Facts) -> Finding:
    """Look for a SECURITY file that names a way to report a weakness in confidence."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    documents = [document for document in facts.documents if _PATH.search(document.path)]
    if found := [place for document in documents if (place := _contact(document))]:
        statement = Text(
            "Es ist beschrieben, wie man eine Sicherheitslücke vertraulich meldet.",
            "It is described how to report a security weakness in confidence.",
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
        "Where to report a security weakness is not written beside the source.",
    )
    return Finding(ID, Outcome.NOT_MET, missing)


def _contact(document: Document) -> Location | None:
    for number, line in enumerate(document.text.splitlines(), start=1):
        if _CONTACT.search(line[:1_000]):
            return Location(document.path, number, number, line.strip()[:120])
    return None
