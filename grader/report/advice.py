"""What a result means for a municipality, and what it should ask the provider: computed from the findings.

Both read a finished result, also one that was stored earlier. Every sentence hangs on findings that say the
same; where nothing is known, nothing is claimed and a question is asked instead. The wording is our choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.findings import Text
from grader.report.advice_texts import NOTHING_KNOWN, SUBJECTS, Clause, Subject
from grader.report.questions import GENERAL, QUESTIONS
from grader.wording import join

MOST_QUESTIONS = 6
FEWEST_QUESTIONS = 3
_OF_GRADE = {"A": "met", "B": "met", "C": "middle", "D": "not_met", "E": "not_met"}
_TOPIC = "topic:"
_LICENCES_OF_PARTS = ("dependency-licences-fit", "dependency-licences-are-known")


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the findings mean for one decision. `state` is met, not_met or not_assessable; `basis` names the
    indicators the sentences rest on."""

    id: str
    title: Text
    state: str
    text: Text
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the provider; `why` is the finding's own statement, `indicator` empty where the source
    code cannot answer at all."""

    text: Text
    why: Text
    indicator: str = ""


def consequences(result: Mapping[str, Any]) -> list[Consequence]:
    """Say for each subject what the findings mean.

    Args:
        result: a result of the grader, of any edition; missing sections are unknown.

    Returns:
        One row per subject that applies. A subject is not met as soon as one of its clauses is not.
    """
    outcomes = _outcomes(result)
    rows = (_consequence(subject, outcomes) for subject in SUBJECTS)
    return [row for row in rows if row is not None]


def _outcomes(result: Mapping[str, Any]) -> dict[str, str]:
    found = {str(one.get("indicator")): str(one.get("outcome")) for one in result.get("findings") or []}
    for topic in result.get("topics") or []:
        if topic.get("graded", True):
            found[_TOPIC + str(topic.get("id"))] = _OF_GRADE.get(str(topic.get("grade")), "not_assessable")
    return found


def _consequence(subject: Subject, outcomes: Mapping[str, str]) -> Consequence | None:
    asked = [
        one for one in subject.clauses if outcomes.get(one.rests_on, "not_applicable") != "not_applicable"
    ]
    if not asked:
        return None
    said = [(one, text) for one in asked if (text := _said(one, outcomes[one.rests_on])) is not None]
    basis = tuple(_indicators(one for one, _text in said))
    if not said:
        return Consequence(subject.id, subject.title, "not_assessable", NOTHING_KNOWN, basis)
    weak = any(outcomes[one.rests_on] == "not_met" for one, _text in said)
    text = join(*(text for _clause, text in said))
    return Consequence(subject.id, subject.title, "not_met" if weak else "met", text, basis)


def _said(clause: Clause, outcome: str) -> Text | None:
    return {"met": clause.met, "not_met": clause.not_met, "middle": clause.middle}.get(outcome)


def _indicators(clauses: Iterator[Clause]) -> Iterator[str]:
    return (one.rests_on for one in clauses if not one.rests_on.startswith(_TOPIC))


def questions(result: Mapping[str, Any]) -> list[Question]:
    """Ask the provider what is open: first what is not met, then what could not be found out.

    Args:
        result: a result of the grader, of any edition.

    Returns:
        Three to six questions, the most important first. Where little is open, questions that no source code
        answers fill up to three.
    """
    findings = {str(one.get("indicator")): one for one in result.get("findings") or []}
    if all(findings.get(one, {}).get("outcome") == "not_assessable" for one in _LICENCES_OF_PARTS):
        # Whether unknown licences fit is answered by the list the other question asks for.
        del findings[_LICENCES_OF_PARTS[0]]
    open_ones = [
        question
        for outcome in ("not_met", "not_assessable")
        for name in QUESTIONS
        if (question := _question(name, findings.get(name), outcome)) is not None
    ]
    missing = max(0, FEWEST_QUESTIONS - len(open_ones))
    return [*open_ones[:MOST_QUESTIONS], *(Question(text, why) for text, why in GENERAL[:missing])]


def _question(name: str, finding: Mapping[str, Any] | None, outcome: str) -> Question | None:
    if finding is None or finding.get("outcome") != outcome:
        return None
    why = finding.get("statement") or {}
    text = _with_place(QUESTIONS[name], finding.get("evidence") or [])
    return Question(text, Text(str(why.get("de", "")), str(why.get("en", ""))), name)


def _with_place(text: tuple[Text, Text | None], evidence: Sequence[Mapping[str, Any]]) -> Text:
    """Name the first place where the question has room for one; a path is never a format."""
    plain, with_place = text
    path = str(evidence[0].get("path") or "") if evidence else ""
    if with_place is None or not path or path == ".git":
        return plain
    return Text(with_place.de.replace("{place}", path), with_place.en.replace("{place}", path))
