"""What a mended finding would do to the grade: computed by grading again, and named as an estimate."""

from __future__ import annotations

from typing import Any

from grader.facts.model import Clone, Duplication, Facts, Role
from grader.grading import grade_findings
from grader.grading.rules import GRADES
from grader.indicators.catalogue import measure_all
from grader.report.next_steps import next_steps
from tests.grader.building import GOOD_DOCUMENTS, facts, function, source, tidy_functions, tidy_project

LONG = tuple(
    source(f"app/long{i}.py", function(lines=120, complexity=30, parameters=8), *tidy_functions(3))
    for i in range(12)
)


def steps(some: Facts) -> dict[str, dict[str, Any]]:
    graded = grade_findings(some, measure_all(some)).grade is not None
    return {step["indicator"]: step for step in next_steps(some, measure_all(some), graded=graded)}


def test_splitting_the_longest_functions_says_what_it_would_bring_and_where_to_begin() -> None:
    step = steps(facts(*LONG, documents=GOOD_DOCUMENTS))["functions-are-short"]
    assert step["kind"] == "grade"
    assert step["gain"] > 0
    assert step["summary"]["de"].startswith("Die 1")
    assert step["assumed"]["de"].startswith("Angenommen")
    assert step["places"][0]["path"].startswith("app/long")
    assert step["topic_grade"]["after"] < step["topic_grade"]["before"]


def test_a_single_place_is_named_in_the_singular() -> None:
    endless = source("app/long.py", function(lines=2000, complexity=30), *tidy_functions(40))
    step = steps(facts(endless, documents=GOOD_DOCUMENTS))["functions-are-short"]
    assert step["summary"]["de"] == "Die längste Funktion zerlegen."


def test_a_step_never_makes_a_grade_worse() -> None:
    for some in (facts(*LONG), facts(*tidy_project(files=6)), facts(*LONG, documents=GOOD_DOCUMENTS)):
        for step in steps(some).values():
            if step["kind"] == "grade":
                assert GRADES.index(step["grade"]["after"]) <= GRADES.index(step["grade"]["before"])


def test_tests_are_counted_up_to_the_median_project() -> None:
    untested = [file for file in tidy_project() if file.role is Role.PRODUCTION]
    step = steps(facts(*untested, documents=GOOD_DOCUMENTS))["tests-exist"]
    assert "Zeilen Tests" in step["summary"]["de"]
    assert step["topic_grade"] == {"before": "E", "after": "C"}
    assert step["gain"] > 5


def test_merging_the_longest_repetitions_raises_their_topic() -> None:
    clones = tuple(
        Clone("app/long0.py", 1 + 40 * i, 40 + 40 * i, f"app/long{i + 1}.py", 1, 40, 40) for i in range(9)
    )
    repeated = facts(*LONG, duplication=Duplication(clones, 720, 1_800))
    step = steps(repeated)["code-is-not-repeated"]
    assert step["topic_grade"]["before"] > step["topic_grade"]["after"]
    assert len(step["places"]) == 9


def test_a_missing_document_is_a_step_with_its_effect_on_the_topic() -> None:
    without = {path: text for path, text in GOOD_DOCUMENTS.items() if path != "CHANGELOG.md"}
    step = steps(facts(*tidy_project(), documents=without))["changelog-exists"]
    assert step["effort"] == "low"
    assert step["topic_grade"]["after"] <= step["topic_grade"]["before"]


def test_what_stands_beside_the_grade_comes_last_and_promises_no_gain() -> None:
    found = next_steps(facts(*LONG), measure_all(facts(*LONG)), graded=True)
    kinds = [step["kind"] for step in found]
    assert kinds == sorted(kinds)
    security = next(step for step in found if step["indicator"] == "security-contact-exists")
    assert security["kind"] == "own_verdict"
    assert security["gain"] is None
    assert security["grade"] is None


def test_more_gain_for_less_effort_comes_first() -> None:
    found = [
        step for step in steps(facts(*LONG, documents=GOOD_DOCUMENTS)).values() if step["kind"] == "grade"
    ]
    assert len(found) > 2
    assert found[0]["gain"] > 0


def test_without_a_grade_only_own_verdicts_are_left() -> None:
    small = facts(source("a.py", *tidy_functions(3)))
    assert {step["kind"] for step in steps(small).values()} == {"own_verdict"}
