"""What a result means for a municipality, and what to ask: only what its findings say."""

from __future__ import annotations

from typing import Any

from grader.indicators.catalogue import indicators
from grader.report.advice import consequences, questions
from grader.report.advice_texts import SUBJECTS
from grader.report.questions import QUESTIONS


def result(outcomes: dict[str, str], grades: dict[str, str | None] | None = None) -> dict[str, Any]:
    """A result with these answers and topic grades, and nothing else."""
    statement = {"de": "So steht es da.", "en": "So it says."}
    findings = [
        {"indicator": name, "outcome": outcome, "statement": statement, "evidence": []}
        for name, outcome in outcomes.items()
    ]
    topics = [{"id": name, "graded": True, "grade": grade} for name, grade in (grades or {}).items()]
    return {"findings": findings, "topics": topics}


def test_an_unclear_licence_makes_changing_the_provider_a_question() -> None:
    said = consequences(result({"licence-is-clear": "not_met"}))
    assert [(one.id, one.state, one.basis) for one in said] == [
        ("changing-provider", "not_met", ("licence-is-clear",))
    ]
    assert "Lizenz ist nicht geklärt" in said[0].text.de


def test_one_weak_point_outweighs_a_strong_one() -> None:
    met = {"licence-is-clear": "met", "developers-find-instructions": "met"}
    assert consequences(result(met))[0].state == "met"
    assert consequences(result({**met, "developers-find-instructions": "not_met"}))[0].state == "not_met"


def test_what_changes_cost_follows_from_the_topic_grades() -> None:
    cheap = consequences(result({}, {"structure": "B", "tests": "A"}))[0]
    dear = consequences(result({}, {"structure": "E", "tests": "A"}))[0]
    assert (cheap.id, cheap.state) == ("cost-of-changes", "met")
    assert dear.state == "not_met"
    assert "kosten mehr" in dear.text.de


def test_the_unknown_is_neither_good_nor_bad() -> None:
    said = consequences(result({"work-rests-on-several-people": "not_assessable"}))
    assert [one.state for one in said] == ["not_assessable"]
    assert "Fragen Sie den Anbieter" in said[0].text.de


def test_what_does_not_apply_is_not_mentioned() -> None:
    assert consequences(result({"operators-find-instructions": "not_applicable"})) == []


def test_questions_ask_what_is_not_met_before_what_is_unknown() -> None:
    asked = questions(result({"licence-is-clear": "not_assessable", "changelog-exists": "not_met"}))
    assert [one.indicator for one in asked] == ["changelog-exists", "licence-is-clear", ""]
    assert asked[0].why.de == "So steht es da."


def test_there_are_three_to_six_questions() -> None:
    assert len(questions(result({}))) == 3
    assert len(questions(result(dict.fromkeys(QUESTIONS, "not_met")))) == 6


def test_a_hostile_path_stays_a_path() -> None:
    asked = result({"code-is-easy-to-maintain": "not_met"})
    asked["findings"][0]["evidence"] = [{"path": "a/{place.__class__}.py"}]
    assert "a/{place.__class__}.py" in questions(asked)[0].text.en


def test_advice_rests_on_questions_that_are_asked() -> None:
    known = {one.id for one in indicators()}
    rests_on = {clause.rests_on for subject in SUBJECTS for clause in subject.clauses}
    assert {name for name in rests_on if not name.startswith("topic:")} <= known
    assert set(QUESTIONS) <= known
