"""The sentences on consequences: what findings mean for one decision of a municipality."""

from __future__ import annotations

from dataclasses import dataclass

from grader.findings import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """What to say for each outcome of one indicator, or of a graded topic (`topic:…`); None says nothing."""

    rests_on: str
    met: Text | None
    not_met: Text | None
    middle: Text | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A decision of the municipality with its clauses in the order of speaking."""

    id: str
    title: Text
    clauses: tuple[Clause, ...]


NOTHING_KNOWN = Text(
    "Dazu ließ sich im Quelltext nichts feststellen. Fragen Sie den Anbieter.",
    "The source says nothing about this. Ask the provider.",
)

SUBJECTS = (
    Subject(
        "changing-provider",
        Text("Den Anbieter wechseln", "Changing the provider"),
        (
            Clause(
                "licence-is-clear",
                Text(
                    "Die Lizenz ist eindeutig; an offenen Rechtsfragen scheitert ein Wechsel nicht.",
                    "The licence is clear; a change will not fail over open legal questions.",
                ),
                Text(
                    "Die Lizenz ist nicht geklärt. Fragen Sie zuerst, ob ein anderer Dienstleister das "
                    "Programm weiterführen darf.",
                    "The licence is not settled. Ask first whether another company may carry on the program.",
                ),
            ),
            Clause(
                "developers-find-instructions",
                Text(
                    "Wer neu dazukommt, findet beschrieben, wie man das Programm einrichtet und ändert.",
                    "Newcomers find described how to set up and change the program.",
                ),
                Text(
                    "Eine vollständige Anleitung für den Einstieg fehlt; ein neuer Dienstleister muss sich "
                    "länger einarbeiten.",
                    "A complete guide for newcomers is missing; a new company needs longer to get started.",
                ),
            ),
        ),
    ),
    Subject(
        "cost-of-changes",
        Text("Änderungen beauftragen", "Ordering changes"),
        (
            Clause(
                "topic:structure",
                Text(
                    "Der Quelltext ist gut gegliedert; Änderungen bleiben eher überschaubar.",
                    "The code is well structured; changes tend to stay manageable.",
                ),
                Text(
                    "Der Quelltext ist schwer zu überblicken; Änderungen dauern eher länger und kosten mehr.",
                    "The code is hard to survey; changes tend to take longer and cost more.",
                ),
                Text(
                    "Der Aufbau ist durchschnittlich; rechnen Sie mit dem üblichen Aufwand.",
                    "The structure is average; expect the usual effort.",
                ),
            ),
            Clause(
                "topic:repetition",
                None,
                Text(
                    "Vieles steht mehrfach da; wer eine Stelle ändert, muss die anderen mit ändern.",
                    "Much is written several times; who changes one place must change the others too.",
                ),
            ),
            Clause(
                "topic:tests",
                Text(
                    "Automatische Tests zeigen früh, ob eine Änderung etwas beschädigt.",
                    "Automatic tests show early whether a change breaks something.",
                ),
                Text(
                    "Automatische Tests helfen wenig; planen Sie nach jeder Änderung Zeit zum Ausprobieren "
                    "ein.",
                    "Automatic tests help little; plan time for trying things out after every change.",
                ),
                Text(
                    "Automatische Tests decken einen Teil ab; das Wichtigste sollten Sie selbst "
                    "ausprobieren.",
                    "Automatic tests cover a part; try out the most important things yourself.",
                ),
            ),
        ),
    ),
    Subject(
        "updates",
        Text("Neue Versionen einspielen", "Installing new versions"),
        (
            Clause(
                "releases-are-published",
                None,
                Text(
                    "Aktuelle Versionen sind nicht gekennzeichnet; vereinbaren Sie, welchen Stand Sie "
                    "bekommen.",
                    "Current versions are not marked; agree on which state you get.",
                ),
            ),
            Clause(
                "database-changes-are-migrations",
                Text(
                    "Die Datenbank wird beim Einspielen schrittweise mit angepasst.",
                    "The database is adapted step by step when a version is installed.",
                ),
                Text(
                    "Für Änderungen an der Datenbank liegt nichts bereit; das Einspielen braucht Fachleute.",
                    "Nothing is prepared for changes to the database; installing needs experts.",
                ),
            ),
            Clause(
                "changelog-exists",
                Text("Was sich ändert, ist nachzulesen.", "What changes can be looked up."),
                Text(
                    "Was sich von Version zu Version ändert, steht nicht dabei; fragen Sie vor dem "
                    "Einspielen nach.",
                    "What changes from version to version is not written down; ask before installing.",
                ),
            ),
        ),
    ),
    Subject(
        "people",
        Text("Abhängigkeit von Einzelnen", "Dependence on single people"),
        (
            Clause(
                "code-is-maintained",
                Text("Am Programm wird gearbeitet.", "People work on the program."),
                Text(
                    "Am Programm wird nicht mehr laufend gearbeitet; klären Sie, wer Fehler behebt.",
                    "Nobody works on the program steadily any more; find out who mends errors.",
                ),
            ),
            Clause(
                "work-rests-on-several-people",
                Text(
                    "Die Arbeit verteilt sich auf mehrere Personen; fällt eine aus, geht es weiter.",
                    "The work is spread over several people; if one is gone, it goes on.",
                ),
                Text(
                    "Die Arbeit hängt an einer Person; fällt sie aus, fehlt das Wissen.",
                    "The work hangs on one person; without them the knowledge is missing.",
                ),
            ),
        ),
    ),
    Subject(
        "security",
        Text("Sicherheit im Alltag", "Security day by day"),
        (
            Clause(
                "secrets-are-not-in-the-tree",
                Text(
                    "Passwörter oder Schlüssel haben wir im Quelltext nicht gefunden.",
                    "We found no passwords or keys in the source.",
                ),
                Text(
                    "Im Quelltext steht, was wie ein Passwort oder Schlüssel aussieht; lassen Sie das vor "
                    "dem Einsatz klären.",
                    "The source holds what looks like a password or key; have that settled before use.",
                ),
            ),
            Clause(
                "dependency-updates-are-automated",
                None,
                Text(
                    "Veraltete fremde Bausteine fallen nicht von selbst auf; vereinbaren Sie, wer sie "
                    "aktuell hält.",
                    "Outdated third-party parts are not noticed automatically; agree on who keeps them "
                    "current.",
                ),
            ),
            Clause(
                "security-contact-exists",
                Text("Für Sicherheitslücken gibt es einen Meldeweg.", "There is a way to report weaknesses."),
                Text(
                    "Ein Meldeweg für Sicherheitslücken ist nicht genannt; vereinbaren Sie einen.",
                    "No way to report weaknesses is named; agree on one.",
                ),
            ),
        ),
    ),
    Subject(
        "operation",
        Text("Selbst betreiben", "Running it yourselves"),
        (
            Clause(
                "operators-find-instructions",
                Text(
                    "Einrichtung und Betrieb sind beschrieben.",
                    "Setting up and running it are described.",
                ),
                Text(
                    "Einrichtung und Betrieb sind nicht ausreichend beschrieben; ohne Hilfe des Anbieters "
                    "wird es schwierig.",
                    "Setting up and running it are not described well enough; without the provider it will "
                    "be hard.",
                ),
            ),
            Clause(
                "container-is-provided",
                Text(
                    "Ein Rechenzentrum kann das Programm als Container übernehmen.",
                    "A data centre can take over the program as a container.",
                ),
                None,
            ),
            Clause(
                "backup-is-explained",
                None,
                Text(
                    "Wie Daten gesichert und wiederhergestellt werden, steht nicht dabei.",
                    "How data are backed up and restored is not written down.",
                ),
            ),
        ),
    ),
)
