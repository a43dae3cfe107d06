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
        "Ob Namen und Kommentare gut gewählt sind. Wir sehen nur, ob sie fehlen oder nichts sagen.",
        "Whether names and comments are well chosen. We only see where they are missing or say nothing.",
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
    "expected_judgement": Text("von 3, erwartetes Urteil", "of 3, expected judgement"),
    "test_cases": Text("Testfälle", "test cases"),
    "skipped_tests": Text("abgeschaltete Stellen", "places switched off"),
}

# What a figure counts, where the question above it praises what the figure complains of.
MEASURES = {
    "hard_share": Text("Zeilen in schwer zu pflegenden Dateien", "lines in files that are hard to maintain"),
    "long_lines": Text("überlange Zeilen", "overlong lines"),
    "commented_out": Text("Zeilen stillgelegter Quelltext", "lines of commented-out code"),
    "ccn10": Text("Zeilen in verwickelten Funktionen", "lines in tangled functions"),
    "largest_part": Text("Zeilen im größten Teil", "lines in the largest part"),
    "cyclic_parts": Text("Zeilen in Teilen, die einander brauchen", "lines in parts that need each other"),
    "file500": Text("Zeilen in sehr großen Dateien", "lines in very large files"),
    "cognitive15": Text("Zeilen in schwer überschaubaren Funktionen", "lines in functions hard to follow"),
    "size30": Text("Zeilen in langen Funktionen", "lines in long functions"),
    "nesting3": Text("Zeilen in tief verschachtelten Funktionen", "lines in deeply nested functions"),
    "par4": Text("Zeilen in Funktionen mit vielen Angaben", "lines in functions with many inputs"),
    "duplicated": Text("Zeilen, die sich wiederholen", "repeated lines"),
    "test_ratio": Text("Zeilen Tests je Zeile Programm", "lines of tests per line of program"),
    "skipped_tests": Text("abgeschaltete Tests", "tests switched off"),
    "broken_links": Text("Verweise ins Leere", "links leading nowhere"),
}

COMPARISON_SOURCE = Text(
    "{count} öffentliche Projekte, gemessen {month} mit diesem Programm, je Sprache verglichen. "
    "Eine Gelegenheitsauswahl, keine Zufallsstichprobe.",
    "{count} public projects, measured {month} with this program, compared by language. "
    "A convenience sample, not drawn by chance.",
)

MODEL_IN_THE_GRADE = Text(
    "Diese Werte zählen für die Stufe im Thema Verständlichkeit. Wie gut die Stufe selbst mit dem Urteil von "
    "Fachleuten übereinstimmt, ist noch nicht gemessen.",
    "These values count for the grade in the topic of understandable code. How well the grade itself agrees "
    "with the judgement of experts has not been measured yet.",
)

NOT_JUDGED = ("not_judged", Text("nicht beurteilt", "not judged"))
