from grader.facts.model import Facts, FileFacts, Role, Secret
from grader.facts.secret_words import is_harmless_place
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import say

ID = "secrets-are-not-in-the-tree"
MAX_PLACES = 10

_ONE = Text("Stelle sieht", "place looks")
_MANY = Text("Stellen sehen", "places look")

Placed = tuple[FileFacts, Secret]


def measure(facts: Facts) -> Finding:
    """Report places that look like keys, tokens or passwords; never the value."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    found = [(file, secret) for file in facts.files for secret in file.secrets]
    serious = [(file, secret) for file, secret in found if not _is_beside(file)]
    if serious:
        return _found(serious)
    return _only_beside(found) if found else _none(facts)


def _is_beside(file: FileFacts) -> bool:
    """Keys of tests, examples and developers' machines usually open nothing."""
    return file.role in (Role.TEST, Role.DOCUMENTATION, Role.GENERATED) or is_harmless_place(file.path)


def _found(serious: list[Placed]) -> Finding:
    statement = say(
        "{count} {places} nach einem Passwort oder Schlüssel aus. Wer den Quelltext kennt, kennt dann auch "
        "das Passwort; ein Mensch sollte das prüfen.",
        "{count} {places} like a password or key in the source. Whoever has the source then has it too; "
        "a person should check this.",
        count=len(serious),
        places=_ONE if len(serious) == 1 else _MANY,
    )
    return Finding(ID, Outcome.NOT_MET, statement, _places(serious), confidence=Confidence.MEDIUM)


def _only_beside(found: list[Placed]) -> Finding:
    statement = Text(
        "Schlüssel liegen nur bei Tests, Beispielen und Entwicklungsumgebungen; dort öffnen sie meist "
        "nichts. Für den Betrieb dürfen sie nicht verwendet werden.",
        "Keys lie only with tests, examples and development set-ups, where they usually open nothing. "
        "They must not be used in operation.",
    )
    return Finding(ID, Outcome.MET, statement, _places(found), confidence=Confidence.MEDIUM)


def _none(facts: Facts) -> Finding:
    statement = say(
        "In {count} Dateien haben wir keine Passwörter oder Schlüssel gefunden.",
        "We found no passwords or keys in {count} files.",
        count=sum(file.role not in (Role.VENDORED, Role.MINIFIED, Role.BINARY) for file in facts.files),
    )
    return Finding(ID, Outcome.MET, statement, confidence=Confidence.MEDIUM)


def _places(found: list[Placed]) -> tuple[Location, ...]:
    return tuple(
        Location(file.path, secret.line, secret.line, secret.kind) for file, secret in found[:MAX_PLACES]
    )
