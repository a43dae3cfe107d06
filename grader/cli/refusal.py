"""What is wrong with a call or a source, in one sentence that names cause and place."""

from __future__ import annotations

from grader.formats.writing import printable

_SENTENCES = {
    "missing": {
        "de": "„{path}“ gibt es nicht.",
        "en": "“{path}” does not exist.",
    },
    "unreadable": {
        "de": "„{path}“ lässt sich nicht lesen: {cause}.",
        "en": "“{path}” cannot be read: {cause}.",
    },
    "special": {
        "de": "„{path}“ ist weder ein Ordner noch eine Datei.",
        "en": "“{path}” is neither a folder nor a file.",
    },
    "bare": {
        "de": "„{path}“ ist ein Repository ohne Arbeitsordner. Bitte klonen Sie es und nennen Sie den Klon.",
        "en": "“{path}” is a repository without a work tree. Please clone it and name the clone.",
    },
    "archive": {
        "de": "„{path}“: {de}",
        "en": "“{path}”: {en}",
    },
    "unwritable": {
        "de": "Das Ergebnis lässt sich nicht ausgeben: {cause}.",
        "en": "The result cannot be written: {cause}.",
    },
    "unwritable_file": {
        "de": "„{path}“ lässt sich nicht schreiben: {cause}.",
        "en": "“{path}” cannot be written: {cause}.",
    },
    "no_repository": {
        "de": "--since braucht ein Git-Repository; „{path}“ ist keines.",
        "en": "--since needs a git repository; “{path}” is none.",
    },
    "revision": {
        "de": "--since: „{revision}“ ist in „{path}“ nicht bekannt, oder der Klon reicht nicht so weit "
        "zurück.",
        "en": "--since: “{revision}” is not known in “{path}”, or the clone does not reach back that far.",
    },
    "no_result": {
        "de": "„{path}“ ist kein Ergebnis dieses Programms: {cause}.",
        "en": "“{path}” is no result of this program: {cause}.",
    },
    "unknown_indicator": {
        "de": "Die Frage „{name}“ gibt es nicht. Alle zeigt: grader indicators",
        "en": "There is no question “{name}”. To see all: grader indicators",
    },
    "no_places": {
        "de": "„{name}“ ist weder eine Frage noch eine beurteilte Datei in „{path}“.",
        "en": "“{name}” is neither a question nor a judged file in “{path}”.",
    },
}


class Refused(Exception):
    """The command ends with exit code 2 and this sentence.

    Args:
        kind: which sentence.
        values: what it names; foreign names are shown without control characters.
    """

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self._kind = kind
        self._values = {key: str(value) for key, value in values.items()}

    def sentence(self, language: str) -> str:
        """The sentence in `de` or `en`."""
        return sentence(self._kind, language, **self._values)


def sentence(kind: str, language: str, **values: str) -> str:
    """Fill one of the sentences."""
    return _SENTENCES[kind][language].format(**{key: printable(value) for key, value in values.items()})


def cause(problem: OSError) -> str:
    """Why the system refused, without the path, which the sentence names."""
    return problem.strerror or str(problem)
