"""The words for what the model says: its four classes and what each fact means to a reader."""

from __future__ import annotations

from grader.findings import Text

CLASSES = {
    "easy": Text("leicht zu pflegen", "easy to maintain"),
    "rather_easy": Text("eher leicht zu pflegen", "rather easy to maintain"),
    "rather_hard": Text("eher schwer zu pflegen", "rather hard to maintain"),
    "hard": Text("schwer zu pflegen", "hard to maintain"),
}
"""The four answers experts could give, 0 to 3."""

HARD_FROM = 1.5
_LIMITS = (0.5, HARD_FROM, 2.5)

REASONS = {
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
"""What each fact of `grader.facts.difficulty` means to a reader; `{value}` is the fact as measured."""


def difficulty_class(expected: float) -> str:
    """The class of an expected judgement from 0 to 3: the nearest of the four answers experts could give."""
    return list(CLASSES)[sum(expected >= limit for limit in _LIMITS)]
