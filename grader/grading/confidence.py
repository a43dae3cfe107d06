"""How sure the grade is, in four steps, with the reasons for doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.benchmark import Scope, figures_of, reference
from grader.facts.code import MeasuredCode, measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Outcome, Text
from grader.grading.assessable import read_percent
from grader.grading.decision import Decision
from grader.grading.rules import (
    CONFIDENCE_WORDS,
    HIGHEST_CONFIDENCE,
    MUCH_ELSEWHERE_PERCENT,
    NEAR_BOUNDARY_POINTS,
    NEARLY_ALL_READ_PERCENT,
    SMALL_PROJECT_LINES,
)
from grader.wording import join, say


@dataclass(frozen=True, slots=True)
class Certainty:
    """`level` is 1 (uncertain) to 4 (certain)."""

    level: int
    word: Text
    why: Text


def certainty(facts: Facts, findings: Iterable[Finding], decision: Decision) -> Certainty:
    """Start from the highest level reachable today and go down one step for each doubt.

    Args:
        facts: what the folder contains.
        findings: all findings; an error of ours is a doubt.
        decision: the grade and how it came about.
    """
    code = measured_code(facts)
    doubts = [*_doubts_about_the_code(facts, code), *_doubts_about_the_grade(decision)]
    if any(finding.outcome is Outcome.ERROR for finding in findings):
        doubts.append(
            Text("Eine Frage blieb wegen eines Fehlers offen.", "One question stayed open by an error.")
        )
    level = max(1, HIGHEST_CONFIDENCE - len(doubts))
    read = say(
        "Gelesen wurden {read} % der Programmzeilen.",
        "{read}% of the program lines were read.",
        read=round(read_percent(code)),
    )
    ceiling = Text(
        "Ob Fachleute zum selben Urteil kämen, ist noch nicht gemessen.",
        "Whether experts would come to the same verdict has not been measured yet.",
    )
    return Certainty(level, CONFIDENCE_WORDS[level], join(read, *doubts, ceiling))


def _doubts_about_the_code(facts: Facts, code: MeasuredCode) -> Iterable[Text]:
    if code.production_lines < SMALL_PROJECT_LINES:
        yield say(
            "Mit {lines} Zeilen ist das Programm klein; einzelne Stellen verschieben das Ergebnis.",
            "With {lines} lines the program is small; single places shift the result.",
            lines=code.production_lines,
        )
    if read_percent(code) < NEARLY_ALL_READ_PERCENT:
        yield Text("Ein Teil steht in Sprachen, die wir nur zählen.", "A part is in languages we only count.")
    if (elsewhere := _compared_elsewhere(facts)) > MUCH_ELSEWHERE_PERCENT:
        yield say(
            "{share} % des Codes haben wir mit Projekten anderer Sprachen verglichen; in der eigenen gibt es "
            "zu wenige.",
            "{share}% of the code was compared with projects in other languages; its own has too few.",
            share=round(elsewhere),
        )


def _compared_elsewhere(facts: Facts) -> float:
    """Percentage (0 to 100) of the code that could not be compared with its own language."""
    rows = figures_of(facts).languages
    total = sum(row.lines for row in rows)
    other = sum(row.lines for row in rows if reference(row.language).scope is not Scope.LANGUAGE)
    return 100.0 * other / total if total else 0.0


def _doubts_about_the_grade(decision: Decision) -> Iterable[Text]:
    if "tests" not in decision.parts:
        yield Text(
            "Über Tests sagt das Archiv nichts; die Stufe beruht auf dem Quelltext allein.",
            "The archive says nothing about tests; the grade rests on the code alone.",
        )
    if any(abs(decision.value - limit) < NEAR_BOUNDARY_POINTS for limit in decision.limits):
        yield Text(
            "Das Ergebnis liegt nahe an der Grenze zur Nachbarstufe.",
            "The result is close to the boundary of the neighbouring grade.",
        )
