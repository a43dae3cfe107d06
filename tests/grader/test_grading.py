"""The grading rule: what raises, lowers and limits a grade, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.benchmark import COMPARISON
from grader.facts.model import Duplication, Facts, FileFacts, LicenceFile, Role
from grader.findings import Finding, Outcome, Text
from grader.grading import Verdict, comparison_decisions, grade_findings
from grader.grading.rules import DOCUMENTATION_QUESTIONS, GRADE_WORDS, GRADES, HEADLINE_WEIGHTS
from grader.grading.topic_grades import grade_of
from grader.indicators.catalogue import indicator, measure_all
from tests.grader.building import GOOD_DOCUMENTS as DOCUMENTS
from tests.grader.building import archive_of, facts, function, source, tidy_functions, tidy_project

GRADED_TOPICS = {"understandability", "structure", "repetition", "tests", "documentation"}
# Values of the difficulty facts far beyond what is usual in any language.
HARD = (9_000.0,) * 12
TIDY = facts(*tidy_project(), documents=DOCUMENTS)


def verdict(some: Facts) -> Verdict:
    return grade_findings(some, measure_all(some))


def test_a_tidy_tested_documented_program_is_exemplary() -> None:
    assert verdict(TIDY).grade == "A"


def test_a_tangled_program_without_tests_is_far_below_the_middle() -> None:
    tangled = [source(f"app/{i}.py", function(lines=400, complexity=80, parameters=9)) for i in range(5)]
    assert verdict(facts(*tangled)).grade == "E"


def test_the_five_topics_of_the_programming_are_graded_and_no_others() -> None:
    assert [topic.topic for topic in verdict(TIDY).topics] == [
        "understandability",
        "structure",
        "repetition",
        "tests",
        "documentation",
    ]


def test_no_grade_is_more_than_two_steps_better_than_the_weakest_topic() -> None:
    repeated = replace(TIDY, duplication=Duplication(duplicated_lines=1_600, measured_lines=2_000))
    judged = verdict(repeated)
    assert {topic.topic: topic.grade for topic in judged.topics}["repetition"] == "E"
    assert judged.grade == "C"
    assert "code-is-not-repeated" in {reason.indicator for reason in judged.reasons}


def test_a_grade_lies_between_those_of_its_parts() -> None:
    for lines in (10, 25, 45, 90):
        for amount in (0, 2, 8, 20):
            tests = [source(f"tests/test_{i}.py", *tidy_functions(10), role=Role.TEST) for i in range(amount)]
            program = [source(f"app/{i}.py", *tidy_functions(5, lines=lines)) for i in range(20)]
            judged = verdict(facts(*program, *tests, documents=DOCUMENTS))
            grades = {topic.topic: topic.grade for topic in judged.topics}
            assert judged.grade is not None
            assert judged.grade <= max(str(grades[part]) for part in HEADLINE_WEIGHTS if grades[part])


def test_code_the_model_cannot_judge_leaves_understandability_open() -> None:
    grades = {topic.topic: topic.grade for topic in verdict(TIDY).topics}
    assert grades["understandability"] is None
    hard = [replace(file, difficulty=HARD) for file in TIDY.files if file.role is Role.PRODUCTION]
    rest = [file for file in TIDY.files if file.role is not Role.PRODUCTION]
    judged = verdict(replace(TIDY, files=tuple(sorted([*hard, *rest], key=lambda file: file.path))))
    assert {topic.topic: topic.grade for topic in judged.topics}["understandability"] == "E"
    assert judged.grade is not None
    assert judged.grade >= "C"


def test_no_tests_at_all_are_the_worst_grade_however_many_projects_have_none() -> None:
    untested = [file for file in tidy_project() if file.role is Role.PRODUCTION]
    topics = {topic.topic: topic.grade for topic in verdict(facts(*untested, documents=DOCUMENTS)).topics}
    assert topics["tests"] == "E"


def test_test_code_that_checks_nothing_stands_in_for_no_tests() -> None:
    empty = [replace(file, assertions=0) if file.role is Role.TEST else file for file in tidy_project()]
    topics = {topic.topic: topic.grade for topic in verdict(facts(*empty, documents=DOCUMENTS)).topics}
    assert topics["tests"] == "E"


def test_a_document_more_never_lowers_the_grade_of_documentation() -> None:
    grades = []
    for count in range(len(DOCUMENTS) + 1):
        some = dict(list(DOCUMENTS.items())[:count])
        topics = {
            topic.topic: topic.grade for topic in verdict(facts(*tidy_project(), documents=some)).topics
        }
        grades.append(topics["documentation"])
    assert grades == sorted(grades, key=str, reverse=True)
    assert len(set(grades)) > 1


def test_the_picture_shows_a_held_down_project_inside_its_grade() -> None:
    repeated = replace(TIDY, duplication=Duplication(duplicated_lines=1_600, measured_lines=2_000))
    comparison = verdict(repeated).comparison
    assert comparison is not None
    assert grade_of(comparison.own, comparison.boundaries) == "C"
    assert comparison.own < comparison.measured


def test_licence_and_liveliness_never_enter_the_grade() -> None:
    dead_and_unlicensed = verdict(TIDY)
    licensed = replace(TIDY, licence_files=(LicenceFile("LICENSE", "EUPL-1.2"),))
    assert verdict(licensed).grade == dead_and_unlicensed.grade


def test_tests_that_nobody_runs_cost_one_step_in_their_topic() -> None:
    documents = {path: text for path, text in DOCUMENTS.items() if not path.startswith(".github")}
    by_topic = {
        topic.topic: topic.grade for topic in verdict(facts(*tidy_project(), documents=documents)).topics
    }
    with_runs = {topic.topic: topic.grade for topic in verdict(TIDY).topics}
    assert with_runs["tests"] is not None
    assert by_topic["tests"] == GRADES[GRADES.index(with_runs["tests"]) + 1]


def test_an_archive_without_tests_is_graded_by_its_structure_but_never_best() -> None:
    program = [file for file in tidy_project() if file.role is Role.PRODUCTION]
    judged = verdict(archive_of(facts(*program, documents=DOCUMENTS)))
    assert judged.grade == "B"
    assert judged.certainty is not None
    assert "Tests" in judged.certainty.why.de


def test_exactly_three_reasons_with_few_words_each() -> None:
    for judged in (verdict(TIDY), verdict(facts(*tidy_project(files=8)))):
        assert len(judged.reasons) == 3
        for reason in judged.reasons:
            assert len(reason.text.de.split()) <= 30
            assert len(reason.text.en.split()) <= 30
            assert indicator(reason.indicator).topic in GRADED_TOPICS


def test_files_that_are_hard_to_maintain_can_be_a_reason_in_few_words() -> None:
    hard = [replace(file, difficulty=HARD) for file in tidy_project() if file.role is Role.PRODUCTION]
    reasons = {reason.indicator: reason for reason in verdict(facts(*hard, documents=DOCUMENTS)).reasons}
    assert len(reasons["code-is-easy-to-maintain"].text.de.split()) <= 30


def test_the_other_side_is_heard() -> None:
    untested = [file for file in tidy_project() if file.role is Role.PRODUCTION]
    directions = {reason.direction for reason in verdict(facts(*untested, documents=DOCUMENTS)).reasons}
    assert directions == {"plus", "minus"}


def test_the_headline_warns_of_the_strongest_weakness() -> None:
    untested = [file for file in tidy_project() if file.role is Role.PRODUCTION]
    assert "prüfen lassen" in verdict(facts(*untested, documents=DOCUMENTS)).headline.de


def test_an_error_of_ours_lowers_the_confidence_and_not_the_grade() -> None:
    findings = measure_all(TIDY)
    broken = Finding("publiccode-describes", Outcome.ERROR, Text("Fehler", "Error"))
    with_error = tuple(broken if finding.indicator == broken.indicator else finding for finding in findings)
    before, after = grade_findings(TIDY, findings), grade_findings(TIDY, with_error)
    assert before.certainty is not None
    assert after.certainty is not None
    assert (after.grade, after.certainty.level) == (before.grade, before.certainty.level - 1)


def test_confidence_never_claims_agreement_with_experts_that_nobody_measured() -> None:
    certainty = verdict(facts(*tidy_project(files=40), documents=DOCUMENTS)).certainty
    assert certainty is not None
    assert certainty.level <= 3
    assert "noch nicht gemessen" in certainty.why.de


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ((), "Ordner ist leer"),
        ((FileFacts("notes.md", Role.DOCUMENTATION, "Markdown", 10),), "keinen Quelltext"),
        ((FileFacts("logo.png", Role.BINARY, None, 900),), "kein Text"),
        ((FileFacts("client.py", Role.GENERATED, "Python", 90_000, code_lines=3_000),), "maschinell erzeugt"),
        ((FileFacts("app.min.js", Role.MINIFIED, "JavaScript", 90_000),), "verdichteter Text"),
        ((source("small.py", *tidy_functions(12)),), "zu klein"),
        ((FileFacts("a.pl", Role.PRODUCTION, "Perl", 9, code_lines=4_000),), "Programmiersprachen"),
    ],
)
def test_without_enough_evidence_there_is_a_reason_instead_of_a_grade(
    files: tuple[FileFacts, ...], reason: str
) -> None:
    judged = verdict(facts(*files))
    assert judged.grade is None
    assert judged.reason is not None
    assert reason in judged.reason.de
    assert judged.needed is not None
    assert judged.reasons == ()


@pytest.mark.parametrize(
    "topic", ["understandability", "structure", "repetition", "tests", "documentation", None]
)
def test_grades_of_the_comparison_projects_are_spread(topic: str | None) -> None:
    decisions = comparison_decisions()
    grades = [decision.grade_of(topic) if topic else decision.letter for decision in decisions]
    shares = {letter: grades.count(letter) / len(COMPARISON.peers) for letter in GRADES}
    assert all(share > 0 for share in shares.values()), shares
    if topic != "documentation":
        assert shares["A"] <= 0.12, shares
    assert max(shares.values()) <= 0.5, shares


def test_every_question_about_documentation_exists() -> None:
    assert {indicator(name).topic for name in DOCUMENTATION_QUESTIONS} == {"documentation"}


def test_every_grade_has_a_word_in_both_languages() -> None:
    assert set(GRADE_WORDS) == set(GRADES)
    assert all(word.de and word.en for word in GRADE_WORDS.values())


@pytest.mark.parametrize(("lines", "named"), [(40, True), (400, False)])
def test_the_headline_names_a_tangled_part_but_not_most_of_the_program(lines: int, named: bool) -> None:
    tangled = source("billing/a.py", *[function(lines=lines, complexity=30)] * 10)
    tests = source("tests/test_a.py", *tidy_functions(200), role=Role.TEST)
    program = [source(f"people/{i}.py", *tidy_functions(30)) for i in range(4)]
    headline = verdict(facts(tangled, *program, tests, documents=DOCUMENTS)).headline.de
    assert ("„billing“" in headline) is named
    assert "lohnt ein eigener Blick" in headline
