"""Documentation of functions, names, switched-off code and lines: found, not found, not asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.facts.model import Facts, FileFacts, Mark, Role
from grader.findings import Finding, Outcome
from grader.indicators.commented_out_code_is_rare.measure import measure as switched_off
from grader.indicators.functions_are_documented.measure import measure as documented
from grader.indicators.lines_are_readable.measure import measure as lines
from grader.indicators.names_are_telling.measure import measure as names
from tests.grader.building import facts, function, source

ALL = (documented, names, switched_off, lines)
PERL = FileFacts("app.vb", Role.PRODUCTION, "Visual Basic", 9_000, lines=900, code_lines=900)


def program(*, explained: bool = True) -> FileFacts:
    """Twenty functions of 20 lines."""
    functions = [function(line=1 + 20 * i, lines=20, name=f"step_{i}") for i in range(20)]
    return source("app/steps.py", *(replace(f, documented=explained) for f in functions))


@pytest.mark.parametrize("measure", ALL)
def test_an_explained_tidy_program_meets_every_question(measure: Callable[[Facts], Finding]) -> None:
    assert measure(facts(program())).outcome is Outcome.MET


@pytest.mark.parametrize("measure", ALL)
def test_a_folder_without_source_is_not_asked(measure: Callable[[Facts], Finding]) -> None:
    assert measure(facts(documents={"README.md": "# Text"})).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("measure", ALL)
def test_source_in_a_language_we_only_count_is_not_assessable(measure: Callable[[Facts], Finding]) -> None:
    assert measure(facts(PERL)).outcome is Outcome.NOT_ASSESSABLE


def test_functions_without_explanation_are_shown() -> None:
    finding = documented(facts(program(explained=False)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.statement.de.startswith("0 von 100")
    assert (finding.evidence[0].path, finding.evidence[0].line) == ("app/steps.py", 1)


def test_short_simple_functions_need_no_explanation() -> None:
    short = source("app/short.py", *(function(line=1 + 9 * i, lines=9) for i in range(40)))
    assert documented(facts(short)).outcome is Outcome.NOT_APPLICABLE


def test_names_that_say_nothing_are_shown() -> None:
    unclear = tuple(Mark(10 * i, 10 * i + 30, "q") for i in range(1, 9))
    finding = names(facts(replace(program(), unclear_names=unclear)))
    assert finding.outcome is Outcome.NOT_MET
    assert (finding.evidence[0].line, finding.evidence[0].end_line, finding.evidence[0].note) == (10, 40, "q")


def test_switched_off_code_is_shown_longest_first() -> None:
    marks = (Mark(3, 6), Mark(50, 90))
    finding = switched_off(facts(replace(program(), commented_out=marks)))
    assert finding.outcome is Outcome.NOT_MET
    assert [place.line for place in finding.evidence] == [50, 3]


def test_long_lines_and_mixed_indentation_are_shown() -> None:
    finding = lines(facts(replace(program(), long_lines=90, longest_line=7, mixed_indentation=True)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.evidence[0].line == 7
    assert "Leerzeichen" in finding.statement.de
