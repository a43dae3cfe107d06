import re

from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text

ID = "readme-explains-start"
MIN_CHARACTERS = 300

_README = re.compile(r"^(?:(?:docs?|\.github)/)?(?:readme|liesmich)[^/]*$", re.IGNORECASE)
_HEADING = re.compile(
    r"install|getting[- ]started|quick ?-?start|set[- ]?up|usage|\brun|start|deploy|develop|build|docker"
    r"|tutorial|configur|einricht|inbetriebnahme|erste schritte|loslegen|entwickl|betrieb|aufsetzen|anleitung"
    r"|nutzung|konfigur",
    re.IGNORECASE,
)
# A section that leads to the instructions is as good as the instructions.
_HANDBOOK = re.compile(r"documentation|dokumentation|handb(?:uch|ook)|manual|\bdocs\b", re.IGNORECASE)
_LINK = re.compile(r"\]\([^)\s]+\)|https?://|`[^`]+ <[^>]+>`_")
_HANDBOOK_LINK = re.compile(
    r"\[[^\]\n]{0,60}(?:documentation|dokumentation|handb(?:uch|ook)|manual|install|getting started)"
    r"[^\]\n]{0,60}\]\(\S",
    re.IGNORECASE,
)
LINES_AFTER_HEADING = 8
LINES_OF_SECTION = 15
MIN_WORDS = 8
_BADGE = re.compile(r"!?\[[^\]]*\]\([^)]*\)\]?(?:\([^)]*\))?")
_COMMAND = re.compile(
    r"^\s*(?:\$ |# )?(?:pip3? install|npm (?:ci|i|install|run|start)|yarn|pnpm|docker(?:-| )|git clone"
    r"|make\b|mvnw?\b|\./|composer |bundle |python3? |go (?:run|install|build)|cargo |gem install|rails )"
)


def measure(facts: Facts) -> Finding:
    """Look for a README that says how to install or start the program."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    readmes = sorted((d for d in facts.documents if _README.match(d.path)), key=_nearest_and_longest)
    if not readmes:
        missing = Text(
            "Eine README fehlt: Wer neu anfängt, findet keinen Einstieg.",
            "There is no README: newcomers find no place to start.",
        )
        return Finding(ID, Outcome.NOT_MET, missing)
    if found := [place for readme in readmes if (place := _start(readme))]:
        statement = Text(
            "Die README erklärt oder verlinkt, wie man das Programm einrichtet oder startet.",
            "The README explains how to install or start the program, or links to it.",
        )
        return Finding(ID, Outcome.MET, statement, tuple(found[:3]))
    statement = Text(
        "Die README erklärt nicht, wie man das Programm einrichtet oder startet.",
        "The README does not explain how to install or start the program.",
    )
    return Finding(ID, Outcome.NOT_MET, statement, (Location(readmes[0].path, 1),))


def _nearest_and_longest(document: Document) -> tuple[int, int, str]:
    return document.path.count("/"), -len(document.text), document.path


def _start(readme: Document) -> Location | None:
    if len(readme.text) < MIN_CHARACTERS:
        return None
    lines = readme.text.splitlines()
    for number, line in enumerate(lines, start=1):
        title = _BADGE.sub("", line) if _is_heading(lines, number - 1) else ""
        below = "\n".join(lines[number : number + LINES_AFTER_HEADING])
        if _LINK.search(below) and _HANDBOOK.search(title):
            return Location(readme.path, number, number, line.strip("#=* ")[:80])
        if _HEADING.search(title) and _tells_something(lines, number):
            return Location(readme.path, number, number, line.strip("#=* ")[:80])
    for number, line in enumerate(lines, start=1):
        if _COMMAND.match(line) or _HANDBOOK_LINK.search(line[:2_000]):
            return Location(readme.path, number, number, line.strip()[:80])
    return None


def _tells_something(lines: list[str], start: int) -> bool:
    """Whether text or commands follow a heading, also below smaller ones; headings alone tell nothing."""
    words: set[str] = set()
    for index in range(start, min(start + LINES_OF_SECTION, len(lines))):
        if _COMMAND.match(lines[index]) or _LINK.search(lines[index]):
            return True
        if not _is_heading(lines, index):
            words.update(re.findall(r"[^\W\d_]{2,}", lines[index].lower()))
    return len(words) >= MIN_WORDS


def _is_heading(lines: list[str], index: int) -> bool:
    """Markdown `## Title`, HTML `<h2>`, AsciiDoc `== Title` or a title underlined as in reStructuredText."""
    line = lines[index].lstrip()
    following = lines[index + 1].strip() if index + 1 < len(lines) else ""
    underlined = (
        bool(line) and len(following) >= 3 and not following.strip(following[0]) and following[0] in "=-~^*#"
    )
    return line.startswith(("#", "= ", "== ", "=== ", "<h", "**")) or underlined
