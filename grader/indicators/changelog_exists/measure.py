import re

from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text

ID = "changelog-exists"

_FILE = re.compile(
    r"^(?:[^/]+/){0,2}"
    r"(?:changelog|changes|history|news|release[-_ ]?notes?|releases|änderungen)(?:[._-][^/]*)?$",
    re.IGNORECASE,
)
_FOLDER = re.compile(
    r"^(?:[^/]+/){0,2}"
    r"(?:changelog|changelog\.d|changelogs|changes|newsfragments|release[-_]?notes|whatsnew)/[^/]+",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\.(?:py|js|jsx|ts|tsx|vue|java|kt|php|rb|go|rs|cs|c|h|cpp|json|svg|png|html|css|scss|xml|sql)$",
    re.IGNORECASE,
)
_FOREIGN = frozenset({"vendored", "test", "generated", "binary"})


def measure(facts: Facts) -> Finding:
    """Look for a file or folder that says what changed between versions."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    own = [f.path for f in facts.files if f.role.value not in _FOREIGN and not _CODE.search(f.path)]
    found = [path for path in own if _FILE.match(path)] or [path for path in own if _FOLDER.match(path)]
    if found:
        found.sort(key=lambda path: (path.count("/"), path))
        statement = Text(
            "Ein Änderungsverzeichnis sagt, was sich von Version zu Version ändert.",
            "A changelog says what changes from version to version.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(Location(path) for path in found[:3]))
    missing = Text(
        "Ein Änderungsverzeichnis fehlt: Was eine neue Version bringt, steht nicht beim Quelltext.",
        "There is no changelog: what a new version brings is not written beside the source.",
    )
    return Finding(ID, Outcome.NOT_MET, missing)
