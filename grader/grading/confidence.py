"""How sure the grade is, in four steps, with the reasons for doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.benchmark import COMPARISON, peers_of
from grader.facts.code import MeasuredCode
from grader.findings import Finding, Outcome, Text
from grader.grading.assessable import read_percent
from grader.grading.rules import (
    CONFIDENCE_WORDS,
    HIGHEST_CONFIDENCE,
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


def certainty(
    code: MeasuredCode,
    findings: Iterable[Finding],
    own: float,
    boundaries: Iterable[float],
    tests_known: bool,
) -> Certainty:
    """Start from the highest level reachable today and go down one step for each doubt.

    Args:
        code: the measured code.
        findings: all findings; an error of ours is a doubt.
        own: index of the project.
        boundaries: index values at which the grade changes.
        tests_known: whether the amount of tests could be determined.
    """
    doubts = list(_doubts(code, own, boundaries, tests_known))
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


def _doubts(code: MeasuredCode, own: float, boundaries: Iterable[float], tests_known: bool) -> Iterable[Text]:
    if code.production_lines < SMALL_PROJECT_LINES:
        yield say(
            "Mit {lines} Zeilen ist das Programm klein; einzelne Stellen verschieben das Ergebnis.",
            "With {lines} lines the program is small; single places shift the result.",
            lines=code.production_lines,
        )
    if read_percent(code) < NEARLY_ALL_READ_PERCENT:
        yield Text("Ein Teil steht in Sprachen, die wir nur zählen.", "A part is in languages we only count.")
    if len(peers_of(code.main_language)) == len(COMPARISON.peers):
        yield Text(
            "Es gibt zu wenige Vergleichsprojekte in derselben Sprache; verglichen wurde mit allen.",
            "There are too few projects in the same language; all of them were compared.",
        )
    if not tests_known:
        yield Text(
            "Über Tests sagt das Archiv nichts; die Stufe beruht auf dem Aufbau.",
            "The archive says nothing about tests; the grade rests on the structure.",
        )
    if any(abs(own - boundary) < NEAR_BOUNDARY_POINTS for boundary in boundaries):
        yield Text(
            "Das Ergebnis liegt nahe an der Grenze zur Nachbarstufe.",
            "The result is close to the boundary of the neighbouring grade.",
        )
