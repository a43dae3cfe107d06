"""Why a file has its role: a closed vocabulary, so that every reason can be shown in both languages.

`FileFacts.why_left_out` holds ``<reason>`` or ``<reason>: <detail>``; the detail is a name from the tree.
"""

from __future__ import annotations

from enum import StrEnum

from grader.findings import Text


class Reason(StrEnum):
    """The rules that decide a role other than production."""

    GENERATED_HEADER = "generated-header"
    GENERATED_NAME = "generated-name"
    GENERATED_LIST = "generated-list"
    GENERATED_ATTRIBUTE = "generated-attribute"
    BUILD_OUTPUT = "build-output"
    VENDORED_FOLDER = "vendored-folder"
    VENDORED_NAME = "vendored-name"
    VENDORED_ATTRIBUTE = "vendored-attribute"
    MINIFIED_NAME = "minified-name"
    MINIFIED_LINES = "minified-lines"
    TEST_FOLDER = "test-folder"
    TEST_NAME = "test-name"
    TEST_DATA_FOLDER = "test-data-folder"
    DOCUMENTATION_FOLDER = "documentation-folder"
    DOCUMENTATION_ATTRIBUTE = "documentation-attribute"
    DOCUMENTATION_FILE = "documentation-file"
    CONFIGURATION_FILE = "configuration-file"
    DATA_FILE = "data-file"
    TABLE_OF_TEXTS = "table-of-texts"
    LOCK_FILE = "lock-file"
    UNKNOWN_LANGUAGE = "unknown-language"
    BINARY_CONTENT = "binary-content"
    TOO_LARGE = "too-large"
    NOT_READABLE = "not-readable"
    NOT_A_FILE = "not-a-file"
    PARSE_TIMEOUT = "parse-timeout"
    PARSER_CRASH = "parser-crash"


_TEXTS: dict[Reason, Text] = {
    Reason.GENERATED_HEADER: Text(
        "Erzeugt: so steht es im Kopf der Datei", "Generated: the file's header says so"
    ),
    Reason.GENERATED_NAME: Text("Erzeugt: Name eines Generators", "Generated: a generator's file name"),
    Reason.GENERATED_LIST: Text(
        "Erzeugt: in der Dateiliste des OpenAPI-Generators", "Generated: listed by the OpenAPI generator"
    ),
    Reason.GENERATED_ATTRIBUTE: Text(
        "Erzeugt: laut .gitattributes des Projekts", "Generated: according to the project's .gitattributes"
    ),
    Reason.BUILD_OUTPUT: Text("Erzeugt: Ergebnis eines Build-Laufs", "Generated: output of a build"),
    Reason.VENDORED_FOLDER: Text(
        "Fremder Code: Ordner für Fremdes", "Third-party code: a folder for such code"
    ),
    Reason.VENDORED_NAME: Text("Fremder Code: bekannte Bibliothek", "Third-party code: a well-known library"),
    Reason.VENDORED_ATTRIBUTE: Text(
        "Fremder Code: laut .gitattributes des Projekts",
        "Third-party code: according to the project's .gitattributes",
    ),
    Reason.MINIFIED_NAME: Text("Verdichtet: dem Namen nach", "Minified: by its name"),
    Reason.MINIFIED_LINES: Text("Verdichtet: sehr lange Zeilen", "Minified: very long lines"),
    Reason.TEST_FOLDER: Text("Test: liegt in einem Testordner", "Test: lies in a test folder"),
    Reason.TEST_NAME: Text("Test: dem Namen nach", "Test: by its name"),
    Reason.TEST_DATA_FOLDER: Text(
        "Daten: liegt in einem Ordner für Testdaten", "Data: lies in a folder for test data"
    ),
    Reason.DOCUMENTATION_FOLDER: Text(
        "Dokumentation: liegt in einem Ordner dafür", "Documentation: lies in a folder for it"
    ),
    Reason.DOCUMENTATION_ATTRIBUTE: Text(
        "Dokumentation: laut .gitattributes des Projekts",
        "Documentation: according to the project's .gitattributes",
    ),
    Reason.DOCUMENTATION_FILE: Text("Dokumentation", "Documentation"),
    Reason.CONFIGURATION_FILE: Text("Konfiguration", "Configuration"),
    Reason.TABLE_OF_TEXTS: Text(
        "Daten: eine Tabelle aus Texten ohne Ablauf, etwa Übersetzungen",
        "Data: a table of texts without any flow, such as translations",
    ),
    Reason.DATA_FILE: Text("Daten", "Data"),
    Reason.LOCK_FILE: Text("Daten: Sperrdatei der Abhängigkeiten", "Data: lock file of the dependencies"),
    Reason.UNKNOWN_LANGUAGE: Text("Daten: keine bekannte Sprache", "Data: no known language"),
    Reason.BINARY_CONTENT: Text("Binärdatei: kein Text", "Binary: no text"),
    Reason.TOO_LARGE: Text("Zu groß zum Messen", "Too large to measure"),
    Reason.NOT_READABLE: Text("Nicht lesbar", "Not readable"),
    Reason.NOT_A_FILE: Text("Keine gewöhnliche Datei", "Not a regular file"),
    Reason.PARSE_TIMEOUT: Text(
        "Nicht zerlegt: Der Parser wurde nicht rechtzeitig fertig",
        "Not parsed: the parser did not finish in time",
    ),
    Reason.PARSER_CRASH: Text("Nicht zerlegt: Der Parser ist abgestürzt", "Not parsed: the parser crashed"),
}


def because(reason: Reason, detail: str = "") -> str:
    """The stored form of a reason."""
    return f"{reason}: {detail}" if detail else str(reason)


def explain(why: str) -> Text:
    """The sentence for a stored reason, the detail in brackets. Raises ValueError for unknown ones."""
    name, _, detail = why.partition(": ")
    text = _TEXTS[Reason(name)]
    return Text(f"{text.de} ({detail})", f"{text.en} ({detail})") if detail else text
