import re

from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Document, Facts
from grader.facts.settings_templates import settings_templates
from grader.facts.signs import ENVIRONMENT
from grader.findings import Confidence, Finding, Location, Outcome, Text

ID = "configuration-is-explained"

_HEADING = re.compile(
    r"^(?:#{1,6}\s+|=+\s+)?[^\n|]{0,40}\b(?:konfiguration|konfigurieren|einstellungen|umgebungsvariablen|configuration|configuring"
    r"|configure|environment variables|env(?:ironment)? vars|settings)\b[^\n|]{0,40}$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^\s*(?:[-*|]|\d+\.|`{3}|`?\w[\w.-]*`?\s*[:=])\s*\S")
_LOOKED_AT, _FEWEST_ENTRIES = 40, 2
_TABLE_ROW = re.compile(r"^\s*(?:\||-|\*)?\s*`?[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+`?\s*(?:\||:|=|–|-)")
_MANUAL = re.compile(
    r"(?:^|/)(?:readme|install|config|setup|deploy|operat|admin|betrieb)[^/]*$|^(?:docs?|documentation|handbuch)/",
    re.I,
)


def measure(facts: Facts) -> Finding:
    """Look for a template of settings or for a section that lists them."""
    program = kind_of_program(facts)
    if program.kind in (Kind.LIBRARY, Kind.APP, Kind.COMMAND_LINE, Kind.BROWSER):
        reason = Text(
            "Das Programm wird nicht auf einem Server eingerichtet; diese Frage stellt sich nicht.",
            "The program is not set up on a server; the question does not arise.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, reason, program.evidence)
    templates = settings_templates(facts)
    sections = [place for document in facts.documents if (place := _section(document))]
    if templates or sections:
        statement = Text(
            "Die Einstellungen des Programms sind einzeln aufgeführt.",
            "The settings of the program are listed one by one.",
        )
        return Finding(ID, Outcome.MET, statement, tuple((templates + sections)[:6]))
    if program.kind is Kind.UNKNOWN:
        unknown = Text(
            "Wir erkennen nicht, ob dieses Programm auf einem Server läuft.",
            "We cannot tell whether this program runs on a server.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Eine Vorlage oder Liste der Einstellungen haben wir beim Quelltext nicht gefunden.",
        "We found no template or list of the settings in the repository.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, _read_settings(facts), confidence=Confidence.MEDIUM)


def _section(document: Document) -> Location | None:
    if not _MANUAL.search(document.path):
        return None
    lines = document.text.splitlines()
    for index, line in enumerate(lines):
        if _TABLE_ROW.match(line[:200]) or _lists_settings(lines, index):
            return Location(document.path, index + 1, index + 1, line.strip()[:80])
    return None


def _lists_settings(lines: list[str], index: int) -> bool:
    """Whether a heading about settings has entries below it; a heading alone explains nothing."""
    if not (_is_heading(lines, index) and _HEADING.match(lines[index][:200])):
        return False
    below = lines[index + 1 : index + _LOOKED_AT]
    return sum(bool(_ENTRY.match(line[:200])) for line in below) >= _FEWEST_ENTRIES


def _is_heading(lines: list[str], index: int) -> bool:
    """Markdown and AsciiDoc mark headings in front, reStructuredText below."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return lines[index].startswith(("#", "=")) or bool(re.match(r"^([=\-~^])\1{2,}\s*$", below))


def _read_settings(facts: Facts) -> tuple[Location, ...]:
    """Places where the program reads settings nobody explains."""
    places = [
        Location(file.path, sign.line, sign.line)
        for file in facts.production
        for sign in file.signs
        if sign.kind == ENVIRONMENT
    ]
    return tuple(places[:5])
