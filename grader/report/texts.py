"""Fixed texts of the result: what the assessment does not say, and names of what was left out."""

from __future__ import annotations

from grader.facts.model import Role
from grader.findings import Text

LIMITS = (
    Text("Ob die Lösung zu Ihren Abläufen passt.", "Whether the solution fits your procedures."),
    Text(
        "Ob sie im Betrieb sicher ist. Dafür braucht es eine eigene Prüfung.",
        "Whether it is secure in operation. That needs an examination of its own.",
    ),
    Text(
        "Ob das Programm tut, was es soll: Es wurde gelesen, nicht ausgeführt.",
        "Whether the program does what it should: it was read, not run.",
    ),
    Text("Ob der Anbieter zuverlässig arbeitet.", "Whether the provider works reliably."),
    Text(
        "Wie gut Namen und Kommentare sind. Das misst diese Fassung noch nicht.",
        "How good names and comments are. This edition does not measure that yet.",
    ),
)

LEFT_OUT = {
    Role.DOCUMENTATION: Text("Dokumentation", "Documentation"),
    Role.CONFIGURATION: Text("Einstellungen", "Configuration"),
    Role.GENERATED: Text("Maschinell erzeugt", "Generated"),
    Role.VENDORED: Text("Von anderen Projekten übernommen", "Taken from other projects"),
    Role.MINIFIED: Text("Verdichtet", "Minified"),
    Role.DATA: Text("Daten", "Data"),
    Role.BINARY: Text("Kein Text", "Not text"),
    Role.TOO_LARGE: Text("Zu groß", "Too large"),
    Role.UNREADABLE: Text("Nicht lesbar", "Unreadable"),
}

# What the number in the note of a place means.
NOTES = {
    "code_lines": Text("Codezeilen", "code lines"),
    "lines": Text("Zeilen", "lines"),
    "complexity": Text("mögliche Wege", "possible paths"),
    "nesting": Text("Ebenen", "levels"),
    "parameters": Text("Parameter", "parameters"),
}

COMPARISON_SOURCE = Text(
    "{count} öffentliche Projekte, gemessen {month}: {own} mit diesem Programm, {others} mit lizard. "
    "Eine Gelegenheitsauswahl, keine Zufallsstichprobe.",
    "{count} public projects, measured {month}: {own} with this program, {others} with lizard. "
    "A convenience sample, not drawn by chance.",
)

MODEL_CHANGES_NO_GRADE = Text(
    "Diese Werte ändern die Stufe nicht. Wie gut die Stufe selbst mit dem Urteil von Fachleuten "
    "übereinstimmt, ist noch nicht gemessen.",
    "These values do not change the grade. How well the grade itself agrees with the judgement of experts "
    "has not been measured yet.",
)

# The four answers experts could give, 0 to 3.
DIFFICULTY_CLASSES = {
    "easy": Text("leicht zu pflegen", "easy to maintain"),
    "rather_easy": Text("eher leicht zu pflegen", "rather easy to maintain"),
    "rather_hard": Text("eher schwer zu pflegen", "rather hard to maintain"),
    "hard": Text("schwer zu pflegen", "hard to maintain"),
}
NOT_JUDGED = ("not_judged", Text("nicht beurteilt", "not judged"))

# What each fact of `grader.facts.difficulty` means to a reader.
DIFFICULTY_REASONS = {
    "tokens": Text(
        "Viel Code in einer Datei: {value} Wörter und Zeichen",
        "Much code in one file: {value} words and signs",
    ),
    "function_mass": Text("Der Code steckt in wenigen großen Stücken", "The code sits in few large pieces"),
    "long_functions": Text(
        "Lange Funktionen: zusammen {value} Wörter und Zeichen über dem Üblichen",
        "Long functions: together {value} words and signs above the usual",
    ),
    "words": Text(
        "Funktionen mit sehr vielen Namen und Schlüsselwörtern: zusammen {value} über dem Üblichen",
        "Functions with very many names and keywords: together {value} above the usual",
    ),
    "distinct_words": Text(
        "Viele verschiedene Namen in einer Funktion: zusammen {value} über dem Üblichen",
        "Many different names in one function: together {value} above the usual",
    ),
    "live_words": Text(
        "Viele Variablen, die man beim Lesen gleichzeitig im Kopf behalten muss",
        "Many variables to keep in mind at the same time while reading",
    ),
    "cognitive_complexity": Text(
        "Verschachtelte Verzweigungen: zusammen {value} Punkte über dem Üblichen",
        "Nested branches: together {value} points above the usual",
    ),
    "fan_out": Text(
        "Funktionen, die viele andere aufrufen: zusammen {value} über dem Üblichen",
        "Functions that call many others: together {value} above the usual",
    ),
    "numbers": Text(
        "Viele feste Zahlen in einer Funktion: zusammen {value} über dem Üblichen",
        "Many fixed numbers in one function: together {value} above the usual",
    ),
    "boolean_operators": Text(
        "Zusammengesetzte Bedingungen: {value}-mal „und“ oder „oder“",
        "Compound conditions: “and” or “or” {value} times",
    ),
    "subscripts": Text(
        "Viele Zugriffe über eckige Klammern: {value}", "Many accesses by square brackets: {value}"
    ),
    "nesting": Text("Tief verschachtelt: bis zu {value} Ebenen", "Deeply nested: up to {value} levels"),
}
