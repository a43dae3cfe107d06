"""Which subjects a passage is about: operating and developing, by its heading, file name or a command."""

from __future__ import annotations

import re

from grader.facts.test_commands import TEST_COMMANDS

# A passage has substance when it names something to do or look at, or explains at some length.
MIN_WORDS = 5
MIN_WORDS_WITHOUT_EXAMPLE = 30

_HEADINGS = {
    "installation": r"install|einricht|inbetriebnahme|aufsetzen|deploy|bereitstell"
    r"|getting[- ]started|quick ?-?start"
    r"|erste schritte|set[- ]?up|\bdocker|hosting|loslegen|betrieb\b|run(?:ning)? (?:in production|with)",
    "configuration": r"config|konfig|einstellung|\bsettings?\b|environment variable|umgebungsvariable|\.env\b"
    r"|environment$",
    "upgrade": r"upgrad|^updat(?:e|ing)s?$"
    r"|\bupdat(?:e|ing)\b(?! ?(?:the )?(?:translat|test|snapshot|depend|doc))"
    r"|aktualisier|migrat(?:ing from|ion guide)|versionswechsel",
    "backup": r"back-?ups?\b|back(?:ing)? up|datensicherung|sicherung(?:en)? (?:der|von|und)"
    r"|^sicherung|wiederherstell"
    r"|\brestor(?:e|ing)\b",
    "setup": r"develop|entwickl|\blocal|\blokal|\bbuild|getting[- ]started|quick ?-?start"
    r"|erste schritte|set[- ]?up"
    r"|install|kompilier|compil|\bbauen|hacking|prerequisites|voraussetzung",
    "testing": r"\btest(?:s|ing|en)?\b|testausführ",
    "contributing": r"contribut|mitmachen|mitwirk|beitragen|beiträge|pull[- ]request"
    r"|merge[- ]request|code[- ]style"
    r"|coding (?:style|standard|guide|convention)|commit (?:message|convention)",
    "architecture": r"architect|architektur|systemaufbau|\baufbau\b"
    r"|\b(?:system|software|technical|code) (?:design|overview)"
    r"|building block|baustein|komponenten|arc42"
    r"|(?:code|project|folder|repository|directory|module) (?:structure|layout)"
    r"|projektstruktur|ordnerstruktur|how it works|internals|funktionsweise|components$|technische übersicht"
    r"|data ?model|datenmodell|(?:code|project) organi[sz]ation",
}
_NAMES = {
    "installation": r"install|deploy|setup|getting[-_]?started|quick-?start|betrieb|admin|operation|docker",
    "configuration": r"config|konfig|settings|environment|umgebung",
    "upgrade": r"upgrad|updating|migrating|aktualisier",
    "backup": r"backup|sicherung|restore",
    "setup": r"develop|entwickl|hacking|build|setup|getting[-_]?started",
    "testing": r"\btest(?:s|ing)?\b",
    "contributing": r"contribut|mitmachen|coding|styleguide",
    "architecture": r"architect|architektur|\badr\b|arc42"
    r"|(?:system|software|technical)[-_]?design|design[-_ ]?(?:doc|decision)|decisions?\b|internals",
}
_COMMANDS = {
    "installation": r"docker[ -]compose\b.* up\b|docker run\b|podman run\b"
    r"|helm (?:install|upgrade)|kubectl apply"
    r"|(?:apt|apt-get|dnf|yum|zypper|brew|choco|scoop|snap|port|winget) (?:-\S+ )*install",
    "setup": r"npm (?:ci|i|install)\b|\byarn(?: install)?\s*$|pnpm i|bundle install"
    r"|composer install|poetry install|uv sync"
    r"|pip3? install (?:-e|-r|--editable|\.)|mvnw? |gradlew? |cargo (?:build|run)"
    r"|go (?:build|run)|cmake |\bmake\b"
    r"|dotnet (?:build|run)|flutter (?:run|build)|docker[ -]compose\b.* up\b"
    r"|npm run (?:dev|start|serve)|npm start|yarn (?:run )?(?:dev|start|serve|build)\b",
    "backup": r"pg_dump|mysqldump|mongodump|\bborg |\brestic ",
}
_BY_HEADING = {name: re.compile(words, re.IGNORECASE) for name, words in _HEADINGS.items()}
_BY_NAME = {name: re.compile(words, re.IGNORECASE) for name, words in _NAMES.items()}
_BY_COMMAND = {name: re.compile(words) for name, words in _COMMANDS.items()} | {"testing": TEST_COMMANDS}
SUBJECTS = tuple(_HEADINGS)


def subjects_of_heading(title: str) -> list[str]:
    """The subjects a heading names, in the order of `SUBJECTS`."""
    return [name for name, words in _BY_HEADING.items() if words.search(title)]


def subjects_of_path(path: str) -> list[str]:
    """The subjects the last folder or the name of a document names."""
    last = "/".join(path.split("/")[-2:])
    return [name for name, words in _BY_NAME.items() if words.search(last)]


def subjects_of_command(line: str) -> list[str]:
    """The subjects a line of code in a document shows how to do."""
    return [name for name, words in _BY_COMMAND.items() if words.search(line)]


def has_substance(words: int, examples: int) -> bool:
    """Say whether a passage says something.

    Args:
        words: number of different words.
        examples: number of commands, code lines, links, list items and terms set as code.
    """
    return words >= MIN_WORDS_WITHOUT_EXAMPLE or (words >= MIN_WORDS and examples > 0)
