"""Whether tests reach the whole program, check results and are switched on."""

from __future__ import annotations

from dataclasses import replace

from grader.facts.model import FileFacts, Import, Role
from grader.findings import Outcome
from grader.indicators.skipped_tests_are_few.measure import measure as switched_off
from grader.indicators.tests_are_spread.measure import measure as spread
from grader.indicators.tests_check_something.measure import measure as checks
from grader.indicators.tests_exist.measure import measure as amount
from tests.grader.building import archive_of, facts, function, source, tidy_functions


def program(*folders: str) -> tuple[FileFacts, ...]:
    """400 lines in each folder."""
    return tuple(source(f"{folder}/work.py", *tidy_functions(40)) for folder in folders)


def a_test(path: str, *imports: str, cases: int = 10, assertions: int = 10, skipped: int = 0) -> FileFacts:
    return replace(
        source(path, function(lines=20), role=Role.TEST),
        imports=tuple(Import(target, 1) for target in imports),
        test_cases=cases,
        assertions=assertions,
        skipped_tests=skipped,
    )


PARTS = program("app/billing", "app/people", "app/search", "app/mail", "app/maps")


def test_parts_that_tests_mirror_or_import_are_reached() -> None:
    mirrored = [a_test(f"tests/{name}/test_work.py") for name in ("billing", "people", "search")]
    finding = spread(facts(*PARTS, *mirrored, a_test("tests/test_all.py", "app.mail.work")))
    assert finding.outcome is Outcome.MET
    assert "4 von 5 größeren Teilen" in finding.statement.de
    assert [place.path for place in finding.evidence] == ["app/maps"]
    assert finding.measure is not None
    assert finding.measure.value == 80.0


def test_tests_of_perl_mirror_the_program_below_t() -> None:
    parts = [
        source(f"perllib/Fees/{folder}/Waste.pm", *tidy_functions(40))
        for folder in ("Admin", "Cobrand", "Mail")
    ]
    finding = spread(
        facts(*parts, a_test("t/admin/waste.t"), a_test("t/cobrand/waste.t"), a_test("t/mail/waste.t"))
    )
    assert finding.outcome is Outcome.MET
    assert "3 von 3" in finding.statement.de


def test_one_tested_corner_is_said() -> None:
    finding = spread(facts(*PARTS, a_test("tests/billing/test_work.py")))
    assert finding.outcome is Outcome.NOT_MET
    assert "Geprüft wird nur app/billing." in finding.statement.de


def test_a_relative_import_is_followed_from_the_test() -> None:
    finding = spread(facts(*PARTS, a_test("app/maps/spec/map.spec.ts", "../work")))
    assert "Geprüft wird nur app/maps." in finding.statement.de


def test_tests_inside_of_program_files_reach_them() -> None:
    inside = replace(PARTS[0], test_cases=5, assertions=5)
    assert "1 von 5" in spread(facts(inside, *PARTS[1:])).statement.de


def test_tests_that_use_the_program_from_outside_cannot_be_assigned() -> None:
    outside = a_test("e2e/start_page.py", "playwright.sync_api")
    assert spread(facts(*PARTS, outside)).outcome is Outcome.NOT_ASSESSABLE


def test_a_program_of_one_part_has_nothing_to_spread_over() -> None:
    assert spread(facts(*program("app"))).outcome is Outcome.NOT_APPLICABLE


def test_without_tests_nothing_is_spread_and_an_archive_does_not_tell() -> None:
    assert spread(facts(*PARTS)).outcome is Outcome.NOT_APPLICABLE
    assert spread(archive_of(facts(*PARTS))).outcome is Outcome.NOT_ASSESSABLE


def test_tests_that_compare_results_check_something() -> None:
    finding = checks(facts(*PARTS, a_test("tests/test_a.py", cases=10, assertions=25)))
    assert finding.outcome is Outcome.MET
    assert "2,5 Prüfungen" in finding.statement.de


def test_tests_without_any_check_are_listed() -> None:
    silent = a_test("tests/test_b.py", cases=8, assertions=0)
    finding = checks(facts(*PARTS, a_test("tests/test_a.py"), silent))
    assert finding.outcome is Outcome.NOT_MET
    assert [(place.path, place.note) for place in finding.evidence] == [("tests/test_b.py", "8")]


def test_not_one_check_is_said_plainly() -> None:
    finding = checks(facts(*PARTS, a_test("tests/test_b.py", assertions=0)))
    assert finding.outcome is Outcome.NOT_MET
    assert "keine einzige Prüfung" in finding.statement.de


def test_material_for_tests_is_not_asked_for_checks() -> None:
    material = a_test("tests/factories.py", cases=0, assertions=0)
    assert checks(facts(*PARTS, a_test("tests/test_a.py"), material)).outcome is Outcome.MET


def test_too_few_recognised_cases_are_not_assessable() -> None:
    assert checks(facts(*PARTS, a_test("tests/a.py", cases=2))).outcome is Outcome.NOT_ASSESSABLE


def test_without_tests_there_is_nothing_to_check_and_an_archive_does_not_tell() -> None:
    assert checks(facts(*PARTS)).outcome is Outcome.NOT_APPLICABLE
    assert checks(archive_of(facts(*PARTS))).outcome is Outcome.NOT_ASSESSABLE


def test_few_tests_that_are_switched_off_are_accepted() -> None:
    assert switched_off(facts(*PARTS, a_test("tests/test_a.py", cases=100, skipped=2))).outcome is Outcome.MET


def test_many_tests_that_are_switched_off_are_listed() -> None:
    finding = switched_off(facts(*PARTS, a_test("tests/test_a.py", cases=100, skipped=20)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.evidence[0].path == "tests/test_a.py"


def test_without_test_cases_nothing_can_be_switched_off() -> None:
    assert switched_off(facts(*PARTS)).outcome is Outcome.NOT_APPLICABLE


def test_the_amount_of_tests_inside_of_program_files_is_not_assessable() -> None:
    inside = replace(PARTS[0], language="Rust", test_cases=30, assertions=40)
    finding = amount(facts(inside, *PARTS[1:]))
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert finding.evidence[0].path == "app/billing/work.py"
