"""The three strongest reasons and the one sentence that heads the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.findings import Finding, Outcome, Text
from grader.grading.rules import MIN_STRENGTH_OF_OTHER_SIDE, REASON_STRENGTH, REASON_WEIGHT
from grader.grading.topic_grades import ANSWERED
from grader.indicators.catalogue import indicator
from grader.wording import join, say

MAX_REASONS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """`direction` is plus or minus; `strength` orders the reasons."""

    direction: str
    indicator: str
    title: Text
    text: Text
    strength: float


def strongest_reasons(findings: Mapping[str, Finding], limiting_topic: str | None) -> tuple[Reason, ...]:
    """Choose exactly three reasons; the other side is heard where it has something to say.

    Args:
        findings: all findings by indicator.
        limiting_topic: topic that holds the grade down; its reason always belongs to the three.
    """
    candidates = [reason for finding in findings.values() if (reason := _reason(finding))]
    candidates.sort(key=lambda reason: (-reason.strength, reason.indicator))
    if limiting := next((reason for reason in candidates if _limits(reason, limiting_topic)), None):
        candidates.remove(limiting)
        candidates.insert(0, limiting)
    chosen, rest = candidates[:MAX_REASONS], candidates[MAX_REASONS:]
    directions = {reason.direction for reason in chosen}
    other_side = next((reason for reason in rest if reason.direction not in directions), None)
    if other_side and len(directions) == 1 and other_side.strength >= MIN_STRENGTH_OF_OTHER_SIDE:
        chosen[-1] = other_side
    return tuple(sorted(chosen, key=lambda reason: (reason.direction == "minus", -reason.strength)))


def _limits(reason: Reason, topic: str | None) -> bool:
    return reason.direction == "minus" and indicator(reason.indicator).topic == topic


def _reason(finding: Finding) -> Reason | None:
    if finding.outcome not in ANSWERED:
        return None
    if finding.indicator in REASON_WEIGHT and finding.measure and finding.measure.better_than is not None:
        distance = finding.measure.better_than - 50.0
        direction = "plus" if distance >= 0 else "minus"
        strength = abs(distance) * REASON_WEIGHT[finding.indicator]
    else:
        direction = "plus" if finding.outcome is Outcome.MET else "minus"
        strength = REASON_STRENGTH.get((finding.indicator, direction), -1.0)
    definition = indicator(finding.indicator)
    title = definition.reason_plus if direction == "plus" else definition.reason_minus
    if strength < 0 or title is None:
        return None
    text = finding.details.get("reason", finding.statement)
    return Reason(direction, finding.indicator, title, text, round(strength, 1))


_OPENING = {
    "A": Text("Vorbildlich gebaut.", "Exemplary work."),
    "B": Text("Gut gebaut.", "Well built."),
    "C": Text("Gebaut wie die meisten öffentlichen Projekte.", "Built like most public projects."),
    "D": Text(
        "Schwächer gebaut als die meisten vergleichbaren Projekte.",
        "Built less well than most comparable projects.",
    ),
    "E": Text(
        "Weit schwächer gebaut als vergleichbare Projekte.", "Built far less well than comparable projects."
    ),
}
_CAUTION = {
    "repetition": Text(
        "Korrekturen sind oft an mehreren Stellen nötig.", "Corrections are often needed in several places."
    ),
    "tests": Text(
        "Wichtige Abläufe sollten Sie vor jeder Aktualisierung selbst prüfen lassen.",
        "Have important procedures tested yourselves before every update.",
    ),
    "changelog-exists": Text(
        "Was eine neue Version ändert, sollten Sie sich jeweils erklären lassen.",
        "Have each new version's changes explained to you.",
    ),
    "documentation": Text(
        "Für die Einarbeitung sollten Sie mehr Zeit einplanen.",
        "Plan more time for becoming acquainted with it.",
    ),
}
_NO_WEAKNESS = Text("Auffällige Schwächen haben wir nicht gefunden.", "We found no conspicuous weakness.")


def headline(grade: str, reasons: tuple[Reason, ...], hardest_part: str | None) -> Text:
    """One or two sentences: how it is built, and what to look at first.

    Args:
        grade: A to E.
        reasons: the three reasons.
        hardest_part: folder with the most tangled code, where there are several parts.
    """
    against = [reason for reason in reasons if reason.direction == "minus"]
    if not against:
        return join(_OPENING[grade], _NO_WEAKNESS)
    strongest = max(against, key=lambda reason: reason.strength).indicator
    if caution := _CAUTION.get(strongest) or _CAUTION.get(indicator(strongest).topic):
        return join(_OPENING[grade], caution)
    if hardest_part is None:
        look = Text(
            "Vor größeren Änderungen lohnt ein eigener Blick.",
            "Before larger changes it deserves a closer look.",
        )
        return join(_OPENING[grade], look)
    look = say(
        "Vor Änderungen an „{part}“ lohnt ein eigener Blick.",
        "Before changes to “{part}”, take a closer look.",
        part=hardest_part,
    )
    return join(_OPENING[grade], look)
