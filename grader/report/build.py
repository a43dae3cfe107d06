"""Puts facts, findings and verdict into one dictionary; nothing in it depends on the clock or the machine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import grader
from grader.facts.model import Facts
from grader.findings import Finding, Outcome, Text
from grader.grading import Verdict
from grader.grading.rules import GRADE_WORDS, NOT_ASSESSABLE_WORD
from grader.indicators.catalogue import indicator, topics
from grader.report.coupling import coupling_section
from grader.report.dependencies import dependencies_section
from grader.report.history import history_section
from grader.report.hotspots import hotspots
from grader.report.maintainability import files, maintainability
from grader.report.measured import comparison, components_of, languages, largest_functions, left_out, size
from grader.report.next_steps import next_steps
from grader.report.stated import stated_section
from grader.report.texts import LIMITS, NOTES
from grader.wording import join, say

SCHEMA = "marktplatz-grade/1"
SCHEMA_FILE = Path(grader.__file__).parent / "schema" / "result-1.json"
MAX_CLONES = 20
_LOWERED = Text(
    "Tests, die nicht bei jeder Änderung laufen, kosten eine Stufe.",
    "Tests that do not run with every change cost one grade.",
)

# Verdicts beside the grade that concern a municipality whatever the grade is.
NOTICES = (
    "licence-is-clear",
    "secrets-are-not-in-the-tree",
    "code-is-maintained",
    "work-rests-on-several-people",
    "releases-are-published",
    "security-contact-exists",
)


def build_report(facts: Facts, findings: tuple[Finding, ...], verdict: Verdict) -> dict[str, Any]:
    """Build the result described in `schema/result-1.json`.

    Args:
        facts: what the folder contains.
        findings: the answers of all indicators.
        verdict: the judgement of the programming.

    Returns:
        A dictionary of plain values; equal inputs give equal results, byte by byte.
    """
    return {
        "schema": SCHEMA,
        "tool": {"name": "grader", "version": grader.__version__, "rules": grader.RULES_VERSION},
        "as_of": facts.as_of.isoformat(),
        "source": _source(facts),
        "verdict": _verdict(verdict),
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "notices": [
            _notice(finding) for name in NOTICES for finding in findings if finding.indicator == name
        ],
        "topics": _topics(findings, verdict),
        "comparison": comparison(facts, verdict),
        "size": size(facts),
        "languages": languages(facts),
        "left_out": left_out(facts),
        "findings": [_finding(finding) for finding in findings],
        "largest_functions": largest_functions(facts),
        "maintainability": maintainability(facts),
        "dependencies": dependencies_section(facts.dependencies),
        "hotspots": hotspots(facts),
        "files": files(facts),
        "components": components_of(facts),
        "coupling": coupling_section(facts),
        "duplicates": _duplicates(facts),
        "next_steps": next_steps(facts, findings, graded=verdict.grade is not None),
        "history": history_section(facts.history),
        "stated": stated_section(facts),
        "limits": [text.as_dict() for text in LIMITS],
    }


def _source(facts: Facts) -> dict[str, Any]:
    committed = facts.history.committed_on
    return {
        "commit": facts.history.commit,
        "committed_on": committed.isoformat() if committed else None,
        "tree_hash": facts.tree_hash,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    sure = verdict.certainty
    return {
        "status": "graded" if verdict.grade else "not_assessable",
        "grade": verdict.grade,
        "grade_word": (GRADE_WORDS[verdict.grade] if verdict.grade else NOT_ASSESSABLE_WORD).as_dict(),
        "headline": verdict.headline.as_dict(),
        "reason": verdict.reason.as_dict() if verdict.reason else None,
        "needed": verdict.needed.as_dict() if verdict.needed else None,
        "confidence": {"level": sure.level, "word": sure.word.as_dict(), "why": sure.why.as_dict()}
        if sure
        else None,
    }


def _reason(reason: Any) -> dict[str, Any]:
    return {
        "direction": reason.direction,
        "indicator": reason.indicator,
        "title": reason.title.as_dict(),
        "text": reason.text.as_dict(),
    }


def _notice(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.indicator,
        "outcome": finding.outcome.value,
        "title": indicator(finding.indicator).title.as_dict(),
        "text": finding.statement.as_dict(),
        "evidence": [place.as_dict() for place in finding.evidence],
        "state": finding.details.get("state"),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    definition = indicator(finding.indicator)
    note = NOTES.get(str(finding.details.get("note")))
    return {
        "indicator": finding.indicator,
        "topic": definition.topic,
        "outcome": finding.outcome.value,
        "title": definition.title.as_dict(),
        "question": definition.question.as_dict(),
        "statement": finding.statement.as_dict(),
        "why": definition.why.as_dict(),
        "how": definition.how.as_dict(),
        "limits": definition.limits.as_dict(),
        "remedy": definition.remedy.as_dict(),
        "effort": definition.effort,
        "confidence": finding.confidence.value,
        "measure": finding.measure.as_dict() if finding.measure else None,
        "note_meaning": note.as_dict() if note else None,
        "evidence": [place.as_dict() for place in finding.evidence],
    }


def _topics(findings: Iterable[Finding], verdict: Verdict) -> list[dict[str, Any]]:
    grades = {topic.topic: topic for topic in verdict.topics}
    rows = []
    for topic in topics():
        own = [finding for finding in findings if indicator(finding.indicator).topic == topic.id]
        graded = grades.get(topic.id)
        rows.append(
            {
                "id": topic.id,
                "title": topic.title.as_dict(),
                "graded": topic.graded,
                "grade": graded.grade if graded else None,
                "position": graded.position if graded else None,
                "summary": _summary(own, graded.position if graded else None).as_dict(),
                "findings": [finding.indicator for finding in own],
            }
        )
    return rows


def _summary(findings: list[Finding], position: float | None) -> Text:
    if position is not None:
        place = say(
            "Besser als {position} % der vergleichbaren Projekte.",
            "Better than {position}% of comparable projects.",
            position=round(position),
        )
        is_lowered = any(f.indicator == "tests-run-in-ci" and f.outcome is Outcome.NOT_MET for f in findings)
        return join(place, _LOWERED) if is_lowered else place
    answered = [f for f in findings if f.outcome in {Outcome.MET, Outcome.NOT_MET}]
    if not answered:
        return Text("Nicht einschätzbar.", "Not assessable.")
    return say(
        "{met} von {all} Fragen erfüllt.",
        "{met} of {all} questions met.",
        met=sum(finding.outcome is Outcome.MET for finding in answered),
        all=len(answered),
    )


def _duplicates(facts: Facts) -> list[dict[str, Any]]:
    ranked = sorted(
        facts.duplication.clones, key=lambda c: (-c.lines, c.path, c.line, c.other_path, c.other_line)
    )
    return [
        {
            "path": clone.path,
            "line": clone.line,
            "end_line": clone.end_line,
            "other_path": clone.other_path,
            "other_line": clone.other_line,
            "other_end_line": clone.other_end_line,
            "lines": clone.lines,
        }
        for clone in ranked[:MAX_CLONES]
    ]
