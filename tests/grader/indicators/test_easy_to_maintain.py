"""Whether the files are easy to maintain, as the trained model expects experts to say."""

from __future__ import annotations

from dataclasses import replace

from grader.facts.difficulty import FACT_NAMES
from grader.facts.model import FileFacts, Role
from grader.findings import Outcome
from grader.indicators.code_is_easy_to_maintain.measure import measure
from tests.grader.building import facts, source, tidy_functions

EASY = (0.0,) * len(FACT_NAMES)
HARD = tuple(4000.0 if name != "nesting" else 9.0 for name in FACT_NAMES)


def judged(path: str, difficulty: tuple[float, ...], *, code_lines: int = 200) -> FileFacts:
    return replace(source(path, *tidy_functions(1), code_lines=code_lines), difficulty=difficulty)


def test_easy_files_are_met() -> None:
    finding = measure(facts(judged("app/a.py", EASY), judged("app/b.py", EASY)))

    assert finding.outcome is Outcome.MET
    assert finding.measure is not None
    assert finding.measure.value == 0.0
    assert finding.measure.better_than is not None
    assert finding.measure.better_than > 50.0
    assert finding.measure.compared_with >= 8
    assert finding.evidence == ()
    assert finding.statement.de.startswith("Keine von 100 Zeilen steht in Dateien")


def test_hard_files_are_named_with_the_strongest_reason() -> None:
    finding = measure(
        facts(judged("app/a.py", EASY, code_lines=100), judged("app/hard.py", HARD, code_lines=300))
    )

    assert finding.outcome is Outcome.NOT_MET
    assert [(place.path, place.note) for place in finding.evidence] == [("app/hard.py", "3.0")]
    assert "75 von 100 Zeilen" in finding.statement.de
    assert "bei vergleichbaren Projekten sind es" in finding.statement.de
    assert "Am schwersten dürfte app/hard.py sein. " in finding.statement.de


def test_without_any_hard_file_a_weak_place_is_explained() -> None:
    middling = tuple(value / 50 for value in HARD)
    files = [
        replace(judged(path, middling), language="TypeScript") for path in ("app/fees.ts", "app/people.ts")
    ]
    finding = measure(facts(*files))

    assert finding.outcome is Outcome.NOT_MET
    assert "Im Mittel dürften die Dateien aber mehr Mühe machen" in finding.statement.de


def test_tests_that_are_hard_to_maintain_do_not_count() -> None:
    tests = replace(judged("tests/test_a.py", HARD), role=Role.TEST)

    finding = measure(facts(judged("a.py", EASY), tests))

    assert finding.measure is not None
    assert finding.measure.value == 0.0
    assert finding.evidence == ()


def test_a_folder_without_source_is_not_asked() -> None:
    assert measure(facts(documents={"README.md": "# Text"})).outcome is Outcome.NOT_APPLICABLE


def test_code_the_model_cannot_read_is_not_assessable() -> None:
    unread = FileFacts("fees.pl", Role.PRODUCTION, "Perl", 9_000, lines=900, code_lines=900)

    assert measure(facts(unread)).outcome is Outcome.NOT_ASSESSABLE
