"""What a result means for a municipality, and what to ask the provider: sentences computed from the findings.

Every sentence follows from one topic grade or one finding of the result; where these say nothing, nothing is
said. The questions are those a person without knowledge of programming can ask and understand the answer to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.findings import Text

MAX_MEANINGS = 6
MIN_QUESTIONS, MAX_QUESTIONS = 3, 6


@dataclass(frozen=True, slots=True)
class Meaning:
    """One consequence. `good` is None where it is neither; `because` names the topic or indicator."""

    text: Text
    good: bool | None
    because: str


_PROGRAM = {
    "good": Text(
        "Ein anderer Dienstleister kann sich voraussichtlich einarbeiten. Das macht einen Wechsel leichter.",
        "Another contractor can probably find its way in. That makes a change of provider easier.",
    ),
    "middle": Text(
        "Rechnen Sie bei Änderungen mit üblichem Aufwand. Wer neu dazukommt, braucht Zeit zum Einarbeiten.",
        "Expect the usual effort for changes. Newcomers will need time to find their way in.",
    ),
    "bad": Text(
        "Änderungen werden voraussichtlich teurer als bei vergleichbaren Lösungen, und ein Wechsel des "
        "Dienstleisters wird schwerer.",
        "Changes will probably cost more than in comparable solutions, and changing the contractor is "
        "harder.",
    ),
}
_TESTS = {
    "good": Text(
        "Änderungen lassen sich automatisch prüfen. Updates sind damit weniger riskant.",
        "Changes can be checked automatically. That makes updates less risky.",
    ),
    "middle": Text(
        "Ein Teil des Programms wird automatisch geprüft. Planen Sie vor Updates eigene Proben ein.",
        "Part of the program is checked automatically. Plan trials of your own before updates.",
    ),
    "bad": Text(
        "Fehler nach Änderungen fallen eher erst im Betrieb auf. Planen Sie vor jedem Update eigene "
        "Proben ein.",
        "Mistakes after changes will rather show in operation. Plan trials of your own before every update.",
    ),
}
_DOCUMENTATION = {
    "good": Text(
        "Die Unterlagen reichen, damit Ihr Rechenzentrum sich ein Bild machen kann.",
        "The documents are enough for your data centre to form a picture.",
    ),
    "bad": Text(
        "Ohne Hilfe des Anbieters ist der Einstieg schwer: Es fehlen Unterlagen.",
        "Getting started without the provider is hard: documents are missing.",
    ),
}
_BY_FINDING: dict[str, dict[str, tuple[Text, bool]]] = {
    "work-rests-on-several-people": {
        "not_met": (
            Text(
                "Das Wissen liegt bei sehr wenigen Personen. Fallen sie aus, steht die Entwicklung still.",
                "The knowledge lies with very few people. Without them, development stops.",
            ),
            False,
        ),
        "met": (
            Text(
                "Die Arbeit verteilt sich auf mehrere Personen. Der Ausfall einer einzelnen hält sie "
                "nicht an.",
                "The work is shared by several people. The loss of one does not stop it.",
            ),
            True,
        ),
    },
    "code-is-maintained": {
        "not_met": (
            Text(
                "Rechnen Sie nicht mit Updates: Am Programm wird kaum oder nicht mehr gearbeitet.",
                "Do not count on updates: there is little or no work on the program any more.",
            ),
            False,
        ),
    },
    "licence-is-clear": {
        "not_met": (
            Text(
                "Ob Sie das Programm weitergeben und ändern dürfen, ist nicht eindeutig. Das muss vor der "
                "Beschaffung geklärt sein.",
                "It is not clear whether you may pass on and change the program. That must be settled before "
                "procurement.",
            ),
            False,
        ),
    },
    "secrets-are-not-in-the-tree": {
        "not_met": (
            Text(
                "Im Quelltext stehen Zugangsdaten. Sie gelten als bekannt und müssen ausgetauscht sein, "
                "bevor "
                "Sie das Programm betreiben.",
                "There are credentials in the source. They count as known and must be replaced before "
                "you run "
                "the program.",
            ),
            False,
        ),
    },
}

# In the order in which they matter for a decision.
_QUESTIONS: dict[str, Text] = {
    "secrets-are-not-in-the-tree": Text(
        "Welche der Zugangsdaten im Quelltext sind in Gebrauch, und wann tauschen Sie sie aus?",
        "Which of the credentials in the source are in use, and when will you replace them?",
    ),
    "licence-is-clear": Text(
        "Unter welcher Lizenz dürfen wir das Programm nutzen, ändern und weitergeben? Wo steht das?",
        "Under which licence may we use, change and pass on the program? Where is that written?",
    ),
    "code-is-maintained": Text(
        "Wer pflegt das Programm in den nächsten drei Jahren, und wo können wir die Arbeit daran sehen?",
        "Who will maintain the program in the next three years, and where can we see the work on it?",
    ),
    "work-rests-on-several-people": Text(
        "Wer außer den wenigen Hauptbeteiligten kann das Programm ändern? Gibt es eine Vertretung?",
        "Who besides the few main contributors can change the program? Is there a deputy?",
    ),
    "security-contact-exists": Text(
        "An wen melden wir eine Sicherheitslücke, und wie schnell antworten Sie?",
        "Whom do we tell about a security hole, and how soon will you answer?",
    ),
    "tests-exist": Text(
        "Wie stellen Sie fest, dass nach einer Änderung noch alles funktioniert?",
        "How do you find out that everything still works after a change?",
    ),
    "tests-are-spread": Text(
        "Welche Teile des Programms werden nicht automatisch geprüft, und wie prüfen Sie diese?",
        "Which parts of the program are not tested automatically, and how do you test those?",
    ),
    "tests-run-in-ci": Text(
        "Wann laufen Ihre automatischen Prüfungen, und wer sieht das Ergebnis?",
        "When do your automated tests run, and who sees the results?",
    ),
    "branching-is-limited": Text(
        "Was kostet es, die genannten verwickelten Stellen zu ändern? Planen Sie, sie zu vereinfachen?",
        "What does it cost to change the tangled places named here? Do you plan to simplify them?",
    ),
    "code-is-easy-to-maintain": Text(
        "Welche der schwer zu pflegenden Dateien werden in unserem Projekt geändert, und was heißt das "
        "für den Preis?",
        "Which of the files that are hard to maintain will our project change, and what does it mean for "
        "the price?",
    ),
    "code-is-not-repeated": Text(
        "Wie sorgen Sie dafür, dass eine Korrektur an allen Stellen mit gleichem Code ankommt?",
        "How do you make sure that a correction reaches all places with the same code?",
    ),
    "backup-is-explained": Text(
        "Wie sichern wir die Daten, und wer hat das Zurückspielen zuletzt geprobt?",
        "How do we back up the data, and who last tried to restore it?",
    ),
    "operators-find-instructions": Text(
        "Können Sie uns Anleitungen für Einrichtung, Update und Sicherung geben?",
        "Can you give us instructions for set-up, update and backup?",
    ),
    "dependency-updates-are-automated": Text(
        "Wie erfahren Sie von Sicherheitslücken in verwendeten Bausteinen, und wie schnell gibt es ein "
        "Update?",
        "How do you learn of security holes in third-party parts, and how soon is there an update?",
    ),
    "dependency-licences-are-known": Text(
        "Können Sie uns eine Liste aller verwendeten Bausteine mit ihren Lizenzen geben?",
        "Can you give us a list of all third-party parts with their licences?",
    ),
    "releases-are-published": Text(
        "Wie erfahren wir, welche Fassung wir betreiben und was sich in der nächsten ändert?",
        "How do we know which version we run and what the next one will change?",
    ),
    "readme-explains-start": Text(
        "Wo steht, was das Programm braucht und wie es gestartet wird?",
        "Where is it written what the program needs and how it is started?",
    ),
}
# Worth asking whatever the findings say.
_ALWAYS = (
    Text(
        "Was geschieht mit unseren Daten und dem Betrieb, wenn wir den Dienstleister wechseln?",
        "What happens to our data and to operation when we change the contractor?",
    ),
    Text(
        "Wer hat das Programm zuletzt auf Sicherheit geprüft, und dürfen wir den Bericht lesen?",
        "Who last examined the security of the program, and may we read the report?",
    ),
    Text(
        "Welche Kommune betreibt das Programm in unserer Größe, und dürfen wir dort nachfragen?",
        "Which municipality of our size runs the program, and may we ask there?",
    ),
)


def meanings(result: Mapping[str, Any]) -> list[Meaning]:
    """Say what follows from the result, at most six sentences.

    Args:
        result: what `grade_folder` returned, of any edition.

    Returns:
        Consequences of the topic grades first, then of single findings; nothing from what is unknown.
    """
    return [*_from_topics(result), *_from_findings(result)][:MAX_MEANINGS]


def _from_topics(result: Mapping[str, Any]) -> Iterator[Meaning]:
    grade = result["verdict"]["grade"]
    if grade:
        kind = _kind(grade)
        yield Meaning(_PROGRAM[kind], _good(kind), "grade")
    grades = {topic["id"]: topic["grade"] for topic in result["topics"]}
    if tests := grades.get("tests"):
        kind = _kind(tests)
        yield Meaning(_TESTS[kind], _good(kind), "tests")
    if documentation := grades.get("documentation"):
        kind = _kind(documentation)
        if kind in _DOCUMENTATION:
            yield Meaning(_DOCUMENTATION[kind], _good(kind), "documentation")


def _kind(grade: str) -> str:
    return "good" if grade in "AB" else "middle" if grade == "C" else "bad"


def _good(kind: str) -> bool | None:
    return {"good": True, "bad": False}.get(kind)


def _from_findings(result: Mapping[str, Any]) -> Iterator[Meaning]:
    outcomes = {finding["indicator"]: finding["outcome"] for finding in result["findings"]}
    for name, sentences in _BY_FINDING.items():
        if outcomes.get(name) in sentences:
            text, good = sentences[outcomes[name]]
            yield Meaning(text, good, name)


def questions(result: Mapping[str, Any]) -> list[Text]:
    """Three to six questions for the provider: from open findings, then from unknowns, then general ones."""
    outcomes = {finding["indicator"]: finding["outcome"] for finding in result["findings"]}
    asked = [
        text
        for outcome in ("not_met", "not_assessable")
        for name, text in _QUESTIONS.items()
        if outcomes.get(name) == outcome
    ][: MAX_QUESTIONS - 1]
    missing = max(MIN_QUESTIONS - len(asked), 1)
    return [*asked, *_ALWAYS[:missing]]
