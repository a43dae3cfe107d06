"""When there is no grade: the reason and what would be needed."""

from __future__ import annotations

from grader.facts.code import MeasuredCode
from grader.facts.model import Facts, Role
from grader.findings import Text
from grader.grading.rules import MIN_CODE_LINES, MIN_READ_PERCENT
from grader.wording import join, say

_FOREIGN = {
    Role.GENERATED: Text("maschinell erzeugter Text", "generated text"),
    Role.MINIFIED: Text("verdichteter Text ohne lesbare Form", "minified text without readable form"),
    Role.VENDORED: Text("Quelltext fremder Projekte", "source code of other projects"),
    Role.BINARY: Text("Dateien, die kein Text sind", "files that are no text"),
    Role.DATA: Text("Daten", "data"),
    Role.TOO_LARGE: Text("zu große Dateien", "files that are too large"),
    Role.UNREADABLE: Text("nicht lesbare Dateien", "unreadable files"),
}
_NEEDED_SOURCE = Text(
    "Nötig wäre der Quelltext, aus dem das Programm entsteht.",
    "What is needed is the source code the program is made from.",
)


def why_not_assessable(facts: Facts, code: MeasuredCode) -> tuple[Text, Text] | None:
    """Return the reason and what would be needed, or None where the programming can be judged."""
    if not facts.files:
        return Text("Der Ordner ist leer.", "The folder is empty."), _NEEDED_SOURCE
    if code.production_lines == 0 and not code.unread_lines:
        return _no_source(facts)
    read = read_percent(code)
    if code.production_lines < MIN_CODE_LINES and read >= MIN_READ_PERCENT:
        return _too_small(facts, code)
    if read < MIN_READ_PERCENT:
        return _languages_unknown(read)
    if not code.functions:
        return (
            Text("Der Quelltext enthält keine Funktionen.", "The source contains no functions."),
            _NEEDED_SOURCE,
        )
    return None


def read_percent(code: MeasuredCode) -> float:
    """Percentage (0 to 100) of the program lines whose functions could be read."""
    total = code.production_lines + code.unread_lines
    return 100.0 * code.production_lines / total if total else 0.0


def _no_source(facts: Facts) -> tuple[Text, Text]:
    largest = _largest_foreign(facts)
    if largest is None:
        return Text("Wir haben keinen Quelltext gefunden.", "We found no source code."), _NEEDED_SOURCE
    reason = say(
        "Wir haben keinen eigenen Quelltext gefunden; was da ist, ist vor allem: {kind}.",
        "We found no source code of the project's own; what is there is mostly {kind}.",
        kind=_FOREIGN[largest],
    )
    return reason, _NEEDED_SOURCE


def _largest_foreign(facts: Facts) -> Role | None:
    sizes = {role: sum(file.bytes for file in facts.with_role(role)) for role in _FOREIGN}
    largest = max(sizes, key=lambda role: sizes[role])
    return largest if sizes[largest] else None


def _too_small(facts: Facts, code: MeasuredCode) -> tuple[Text, Text]:
    reason = say(
        "Mit {lines} Zeilen ist das Programm für einen Vergleich zu klein.",
        "With {lines} lines the program is too small for a comparison.",
        lines=code.production_lines,
    )
    kind = _largest_foreign(facts)
    if kind is not None and sum(file.lines for file in facts.with_role(kind)) > code.production_lines:
        rest = say("Das Übrige ist vor allem {kind}.", "The rest is mostly {kind}.", kind=_FOREIGN[kind])
        reason = join(reason, rest)
    needed = say(
        "Nötig sind mindestens {least} Zeilen Programm. Kleine Programme liest besser ein Mensch.",
        "At least {least} lines of program are needed. Small programs are better read by a person.",
        least=MIN_CODE_LINES,
    )
    return reason, needed


def _languages_unknown(read: float) -> tuple[Text, Text]:
    reason = say(
        "Nur {read} % des Quelltextes stehen in Programmiersprachen, die wir lesen können.",
        "Only {read}% of the source is in programming languages we can read.",
        read=round(read),
    )
    needed = say(
        "Nötig sind mindestens {least} % in Sprachen, deren Funktionen wir erkennen.",
        "At least {least}% in languages whose functions we recognise is needed.",
        least=round(MIN_READ_PERCENT),
    )
    return reason, needed
