import re
from datetime import date, timedelta

from grader.facts.documentation import releases_elsewhere
from grader.facts.model import Facts, FileFacts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import join, say

ID = "changelog-exists"
MIN_WORDS = 10
BEHIND = timedelta(days=365)
# Older days are mostly no dates of versions.
RECENT = timedelta(days=3 * 365)

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
# Program code says nothing about a version, nor do hidden files and the proposals that OpenSpec keeps.
_NO_NOTES = re.compile(
    r"\.(?:py|js|jsx|ts|tsx|vue|java|kt|php|rb|go|rs|cs|c|h|cpp|svg|png|html|css|scss|xml|sql)$"
    r"|/\.[^/]*$|(?:^|/)openspec/",
    re.IGNORECASE,
)
# In a folder of its own, each change may be a file for a program that joins them.
_DATA = re.compile(r"\.json$", re.IGNORECASE)
_README = re.compile(r"^(?:readme|liesmich)[^/]*$", re.IGNORECASE)
_SECTION = re.compile(
    r"^(?:#{1,4}|==)[ \t]*(?:change ?log|änderungen|änderungsverzeichnis|versionsgeschichte|release notes)"
    r"\b.*\n"
    r"(?P<entries>(?:(?!#{1,2}[ \t]|==[ \t]).*\n?)*)",
    re.IGNORECASE | re.MULTILINE,
)
_VERSION = re.compile(r"\d+\.\d+|\b20\d\d\b")
_FOREIGN = frozenset({"vendored", "test", "generated", "binary"})


def measure(facts: Facts) -> Finding:
    """Look for a file or folder that says what changed between versions."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    own = [f for f in facts.files if f.role.value not in _FOREIGN and not _NO_NOTES.search(f.path)]
    named = [f for f in own if _FILE.match(f.path) and not _DATA.search(f.path)]
    named = named or [f for f in own if _FOLDER.match(f.path)]
    named.sort(key=lambda file: (file.path.count("/"), file.path))
    if found := [file for file in named if _tells_something(file)]:
        return _there(facts, found)
    if section := _in_readme(facts):
        return Finding(ID, Outcome.MET, _tells(), (section,))
    if place := releases_elsewhere(facts):
        return _elsewhere(place)
    if named:
        hollow = Text(
            "Ein Änderungsverzeichnis ist angelegt, sagt aber nichts.",
            "A changelog has been set up, but says nothing.",
        )
        return Finding(ID, Outcome.NOT_MET, hollow, tuple(Location(file.path) for file in named[:3]))
    missing = Text(
        "Ein Änderungsverzeichnis fehlt: Was eine neue Version bringt, steht nicht beim Quelltext.",
        "There is no changelog: what a new version brings is not written in the repository.",
    )
    return Finding(ID, Outcome.NOT_MET, missing)


def _elsewhere(place: Location) -> Finding:
    statement = Text(
        "Was sich ändert, steht auf einer Seite außerhalb des Quelltextes; die sehen wir hier nicht.",
        "What changes is written on a page outside of the source, which we do not see here.",
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement, (place,))


def _tells_something(file: FileFacts) -> bool:
    """Files in formats we do not read get the benefit of the doubt when they are not empty."""
    return file.prose.words >= MIN_WORDS if file.prose is not None else file.bytes > 0


def _in_readme(facts: Facts) -> Location | None:
    """A section of the README with entries for versions, as extensions of WordPress have it."""
    for document in facts.documents:
        if not _README.match(document.path):
            continue
        for match in _SECTION.finditer(document.text):
            entries = match["entries"]
            if len(set(re.findall(r"[^\W\d_]{2,}", entries))) >= MIN_WORDS and _VERSION.search(entries):
                return Location(document.path, document.text.count("\n", 0, match.start()) + 1)
    return None


def _tells() -> Text:
    return Text(
        "Ein Änderungsverzeichnis sagt, was sich von Version zu Version ändert.",
        "A changelog says what changes from version to version.",
    )


def _there(facts: Facts, found: list[FileFacts]) -> Finding:
    evidence = tuple(Location(file.path) for file in found[:3])
    days = [date.fromisoformat(day) for f in found if f.prose for day in f.prose.dates if _is_day(day)]
    newest = max((day for day in days if day <= facts.as_of), default=None)
    tagged, tag = facts.history.latest_tag_on, facts.history.latest_tag
    mentioned = tag is not None and _mentions(facts, found, tag)
    if newest and tagged and tag and tagged - newest > BEHIND and not mentioned:
        behind = say(
            "Das Änderungsverzeichnis endet am {newest}; die neueste Version {tag} ist vom {tagged}.",
            "The changelog ends on {newest}; the latest version {tag} dates from {tagged}.",
            newest=_day(newest),
            tagged=_day(tagged),
            tag=tag,
        )
        if place := releases_elsewhere(facts):
            return _elsewhere(place)
        return Finding(ID, Outcome.NOT_MET, behind, evidence)
    statement = _tells()
    if newest and facts.as_of - newest < RECENT:
        last = say(
            "Das neueste Datum darin ist der {day}.", "The latest date in it is {day}.", day=_day(newest)
        )
        statement = join(statement, last)
    return Finding(ID, Outcome.MET, statement, evidence)


def _mentions(facts: Facts, found: list[FileFacts], tag: str) -> bool:
    numbers = re.search(r"\d[\w.-]*$", tag)
    paths = {file.path for file in found}
    return numbers is not None and any(
        document.path in paths and (document.truncated or numbers.group() in document.text)
        for document in facts.documents
    )


def _is_day(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False


def _day(day: date) -> Text:
    return Text(f"{day.day}.{day.month}.{day.year}", day.isoformat())
