import re

from grader.facts.databases import database_part
from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Document, Facts
from grader.findings import Confidence, Finding, Location, Outcome, Text

ID = "backup-is-explained"

_TOOL = re.compile(
    r"pg_dump|pg_basebackup|pgbackrest|mysqldump|mongodump|mariadb-dump|pg_restore|\brestic\b"
    r"|\bborg (?:create|init)",
    re.I,
)
_HINT = re.compile(
    r"datensicherung|sicherungskopie|\bback(?:s|ing)?[ -]?up\b|\bbackups\b|wiederherstell", re.IGNORECASE
)
# "Backup" also means support, a spare server or a second colour; lines that say what is saved mean data.
_ABOUT_DATA = re.compile(
    r"\bdata\b|\bdaten\b|database|datenbank|restore|dump|volume|postgres|mysql|mongo|sql\b|media|dateien|files|daily|täglich|cron|archiv",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:^|/)(?:backup|db[_-]?dump|dump[_-]?db|restore)[\w-]*\.(?:sh|py|rb|php|pl|ya?ml)$", re.IGNORECASE
)
_PROSE = re.compile(r"\.(?:md|rst|adoc|txt)$|(?:^|/)(?:readme|install|liesmich)$", re.IGNORECASE)
_NEWS = re.compile(
    r"(?:^|/)(?:changelog|changes|history|news|release[-_ ]?notes?|updat|security)[^/]*$", re.IGNORECASE
)


def measure(facts: Facts) -> Finding:
    """Look in the manuals for how data are saved and restored."""
    program = kind_of_program(facts)
    part = database_part(facts)
    if program.kind is not Kind.SERVER or part is None:
        nothing = Text(
            "Wir haben keine Datenbank auf einem Server gefunden, die man sichern müsste.",
            "We found no database on a server that would have to be backed up.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    scripts = [Location(f.path, 1) for f in facts.production if _SCRIPT.search(f.path)]
    places = [place for document in facts.documents if (place := _hint(document))] + scripts
    if places:
        statement = Text(
            "Es gibt konkrete Hinweise, wie oder welche Daten zu sichern sind.",
            "There are concrete hints on how or which data to back up.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(places[:5]), confidence=Confidence.MEDIUM)
    missing = Text(
        "Wie oder welche Daten zu sichern sind, ist nicht konkret gesagt.",
        "How or which data to back up is not said concretely.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, (part,), confidence=Confidence.MEDIUM)


def _hint(document: Document) -> Location | None:
    if not _PROSE.search(document.path) or _NEWS.search(document.path):
        return None
    for number, line in enumerate(document.text.splitlines(), start=1):
        if _TOOL.search(line[:1000]) or (_HINT.search(line[:1000]) and _ABOUT_DATA.search(line[:1000])):
            return Location(document.path, number, number, line.strip()[:80])
    return None
