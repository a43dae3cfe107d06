"""What to ask the provider: one question per indicator whose answer is no or unknown; three always fit."""

from __future__ import annotations

from grader.findings import Text

# The most important question first. The second text names the first place found, where there is one.
QUESTIONS: dict[str, tuple[Text, Text | None]] = {
    "licence-is-clear": (
        Text(
            "Unter welcher Lizenz dürfen wir das Programm nutzen, ändern und weitergeben?",
            "Under which licence may we use, change and pass on the program?",
        ),
        None,
    ),
    "secrets-are-not-in-the-tree": (
        Text(
            "Sind die im Quelltext gefundenen Zugangsdaten echt, und wann wurden sie ausgetauscht?",
            "Are the credentials found in the source real, and when were they replaced?",
        ),
        Text(
            "Sind die Zugangsdaten in {place} echt, und wann wurden sie ausgetauscht?",
            "Are the credentials in {place} real, and when were they replaced?",
        ),
    ),
    "code-is-maintained": (
        Text(
            "Wer entwickelt das Programm weiter, und bis wann sagen Sie die Behebung von Fehlern zu?",
            "Who develops the program further, and until when do you promise to mend errors?",
        ),
        None,
    ),
    "work-rests-on-several-people": (
        Text(
            "Wer kann das Programm weiterentwickeln, wenn die wichtigste Person ausfällt?",
            "Who can develop the program further when the most important person is gone?",
        ),
        None,
    ),
    "tests-exist": (
        Text(
            "Wie prüfen Sie vor einer neuen Version, dass nichts beschädigt wurde?",
            "How do you check before a new version that nothing was broken?",
        ),
        None,
    ),
    "tests-run-in-ci": (
        Text(
            "Laufen Ihre Tests vor jeder Änderung von selbst, und können wir das Ergebnis sehen?",
            "Do your tests run before every change automatically, and can we see the result?",
        ),
        None,
    ),
    "operators-find-instructions": (
        Text(
            "Gibt es ein Handbuch für Einrichtung, Einstellungen, neue Versionen und Datensicherung?",
            "Is there a manual for setting up, settings, new versions and backups?",
        ),
        None,
    ),
    "backup-is-explained": (
        Text(
            "Wie sichern wir die Daten, und wie stellen wir sie nach einem Ausfall wieder her?",
            "How do we back up the data, and how do we restore them after a failure?",
        ),
        None,
    ),
    "security-contact-exists": (
        Text(
            "An wen melden wir eine Sicherheitslücke, und wie schnell antworten Sie?",
            "To whom do we report a weakness, and how fast do you answer?",
        ),
        None,
    ),
    "dependency-updates-are-automated": (
        Text(
            "Wie erfahren Sie von Lücken in fremden Bausteinen, und wie schnell gibt es eine neue Version?",
            "How do you learn of weaknesses in third-party parts, and how fast do you deliver a new version?",
        ),
        None,
    ),
    "code-is-easy-to-maintain": (
        Text(
            "Welche schwer zu pflegenden Teile wollen Sie als Nächstes vereinfachen?",
            "Which parts that are hard to maintain will you simplify next?",
        ),
        Text(
            "Welche schwer zu pflegenden Teile wollen Sie als Nächstes vereinfachen? Gehört {place} dazu?",
            "Which parts that are hard to maintain will you simplify next? Is {place} among them?",
        ),
    ),
    "code-is-not-repeated": (
        Text(
            "Wie stellen Sie sicher, dass ein Fehler an allen Stellen behoben wird, an denen er steht?",
            "How do you make sure that an error is mended in every place it occurs?",
        ),
        None,
    ),
    "developers-find-instructions": (
        Text(
            "Was bekommt ein anderer Dienstleister von Ihnen, damit er das Programm übernehmen kann?",
            "What does another company get from you so that it can take over the program?",
        ),
        None,
    ),
    "architecture-is-described": (
        Text(
            "Können Sie uns eine Beschreibung geben, aus welchen Teilen das Programm besteht?",
            "Can you give us a description of the parts the program consists of?",
        ),
        None,
    ),
    "releases-are-published": (
        Text(
            "Welche Version bekommen wir, und wie lange pflegen Sie diese?",
            "Which version do we get, and how long do you maintain it?",
        ),
        None,
    ),
    "changelog-exists": (
        Text(
            "Wo lesen wir vor dem Einspielen nach, was sich mit einer neuen Version ändert?",
            "Where do we read before installing what changes with a new version?",
        ),
        None,
    ),
    "dependency-licences-fit": (
        Text(
            "Passen die Lizenzen aller fremden Bausteine zur Lizenz des Programms?",
            "Do the licences of all third-party parts fit the licence of the program?",
        ),
        None,
    ),
    "dependency-licences-are-known": (
        Text(
            "Können Sie uns eine Liste der fremden Bausteine mit ihren Lizenzen geben?",
            "Can you give us a list of the third-party parts with their licences?",
        ),
        None,
    ),
    "health-can-be-checked": (
        Text(
            "Woran erkennt unsere Überwachung, dass das Programm läuft?",
            "How does our monitoring tell that the program works?",
        ),
        None,
    ),
    "api-is-described": (
        Text(
            "Wie binden wir andere Fachverfahren an, und wo ist die Schnittstelle beschrieben?",
            "How do we connect other systems, and where is the interface described?",
        ),
        None,
    ),
    "releases-are-signed": (
        Text(
            "Wie prüfen wir, dass eine Version wirklich von Ihnen stammt?",
            "How do we check that a version really comes from you?",
        ),
        None,
    ),
}

_NOT_IN_SOURCE = Text("Das beantwortet kein Quelltext.", "No source code answers this.")
GENERAL = (
    (
        Text(
            "Wie schnell beheben Sie einen Fehler, der unsere Arbeit aufhält?",
            "How fast do you mend an error that holds up our work?",
        ),
        _NOT_IN_SOURCE,
    ),
    (
        Text(
            "Welche Kommunen setzen das Programm ein, und wen dürfen wir dort anrufen?",
            "Which municipalities use the program, and whom may we call there?",
        ),
        _NOT_IN_SOURCE,
    ),
    (
        Text(
            "Wie kommen wir an unsere Daten, wenn wir das Programm nicht mehr nutzen?",
            "How do we get our data when we no longer use the program?",
        ),
        _NOT_IN_SOURCE,
    ),
)
