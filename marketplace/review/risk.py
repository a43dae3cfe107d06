"""How risky a case is and by when it should be decided: published rules, no weighing in secret.

Every rule that applies adds its points; the sum, three at most, is the risk. The page on review shows this
very table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.criteria.model import Text

HIGHEST = 3
DAYS = {0: 21, 1: 14, 2: 7, 3: 2}
"""Risk → days within which a case should be decided; time in which we wait for the provider is added."""


@dataclass(frozen=True)
class Rule:
    """One published rule: what it looks at, how many points it gives, and why."""

    key: str
    points: int
    words: Text
    why: Text


RULES: tuple[Rule, ...] = (
    Rule(
        "report-harm",
        3,
        Text("Meldung: schädlich, rechtswidrig oder irreführend", "Report: harmful, unlawful or misleading"),
        Text("Der Eintrag kann jetzt gerade Schaden anrichten.", "The listing may be doing harm right now."),
    ),
    Rule(
        "report-wrong",
        1,
        Text("Meldung: eine Angabe stimmt nicht", "Report: something stated is wrong"),
        Text("Andere verlassen sich darauf.", "Others rely on it."),
    ),
    Rule(
        "speaks-for-others",
        2,
        Text("Jemand will für eine Organisation sprechen", "Somebody wants to speak for an organisation"),
        Text("Wer bestätigt ist, ändert Einträge.", "Whoever is confirmed changes listings."),
    ),
    Rule(
        "contested",
        1,
        Text("Zwei Parteien beanspruchen dasselbe", "Two parties claim the same"),
        Text("Eine von beiden irrt oder täuscht.", "One of them errs or deceives."),
    ),
    Rule(
        "visible-change",
        1,
        Text("Änderung dessen, was Suchende zuerst lesen", "Change of what people read first"),
        Text(
            "Name, Kurztext und Adressen leiten die Auswahl.", "Name, summary and addresses guide the choice."
        ),
    ),
    Rule(
        "legal-weight",
        1,
        Text(
            "Kriterium mit rechtlichem Gewicht (Ausschlusskriterium oder Gesetz)",
            "Criterion with legal weight (exclusion criterion or law)",
        ),
        Text("Eine falsche Antwort kann ein Verfahren kosten.", "A wrong answer can cost a procedure."),
    ),
    Rule(
        "contradiction",
        1,
        Text("Quellen sagen zu diesem Kriterium Verschiedenes", "Sources disagree on this criterion"),
        Text("Mindestens eine Seite stimmt nicht.", "At least one side is not right."),
    ),
    Rule(
        "first-listing",
        1,
        Text("Erster geprüfter Nachweis dieses Anbieters", "First proof of this provider to be verified"),
        Text("Wir kennen den Anbieter noch nicht.", "We do not know the provider yet."),
    ),
    Rule(
        "not-public",
        1,
        Text("Nachweis ist nicht öffentlich", "The proof is not public"),
        Text("Außer uns kann niemand nachsehen.", "Nobody else can look."),
    ),
    Rule(
        "link-only",
        1,
        Text("Nachweis ist nur ein Link", "The proof is only a link"),
        Text("Sein Inhalt kann sich ändern.", "Its content can change."),
    ),
    Rule(
        "appealed",
        2,
        Text("Widerspruch gegen eine Entscheidung", "Appeal against a decision"),
        Text("Jemand sieht sich falsch beurteilt.", "Somebody feels judged wrongly."),
    ),
)
_BY_KEY = {rule.key: rule for rule in RULES}


def risk_of(keys: Iterable[str]) -> int:
    """The risk, 0 to 3, that these rules add up to; each counts once."""
    return min(HIGHEST, sum(_BY_KEY[key].points for key in set(keys)))


def rules_of(keys: Sequence[str]) -> list[Rule]:
    """The rules with these keys, in the order of the table; keys of former rules are left out."""
    return [rule for rule in RULES if rule.key in keys]


def due_on(opened: date, risk: int) -> date:
    """The day by which a case of this risk should be decided."""
    return opened + timedelta(days=DAYS[risk])
