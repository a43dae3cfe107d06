from __future__ import annotations

from grader.facts.model import Clone, Duplication
from grader.findings import Outcome
from grader.indicators.code_is_not_repeated.measure import measure
from tests.grader.building import facts, source, tidy_functions, tidy_project


def test_a_program_without_repetitions_meets_the_question() -> None:
    assert measure(facts(*tidy_project())).outcome is Outcome.MET


def test_repetitions_are_shown_with_both_places_longest_first() -> None:
    clones = (Clone("a.py", 1, 20, "b.py", 5, 24, 20), Clone("c.py", 1, 90, "d.py", 11, 100, 90))
    repeated = Duplication(clones, duplicated_lines=800, measured_lines=2_000)
    finding = measure(facts(*tidy_project(), duplication=repeated))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.statement.de.startswith("40 von 100 Zeilen")
    assert (finding.evidence[0].path, finding.evidence[0].note) == ("c.py", "= d.py:11–100")


def test_a_few_lines_are_too_little_for_a_share() -> None:
    assert measure(facts(source("a.py", *tidy_functions(2)))).outcome is Outcome.NOT_ASSESSABLE


def test_a_folder_without_source_is_not_asked() -> None:
    assert measure(facts(documents={"README.md": "# Text"})).outcome is Outcome.NOT_APPLICABLE
