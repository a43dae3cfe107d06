"""Size, branching, nesting, parameters and files: what is compared, and what is shown as evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.facts.model import Facts, FileFacts, Role
from grader.findings import Finding, Outcome
from grader.indicators.branching_is_limited.measure import measure as branching
from grader.indicators.files_are_manageable.measure import measure as file_sizes
from grader.indicators.functions_are_short.measure import measure as function_sizes
from grader.indicators.nesting_is_shallow.measure import measure as nesting
from grader.indicators.parameter_lists_are_short.measure import measure as parameters
from tests.grader.building import facts, function, source, tidy_functions, tidy_project

ALL = (function_sizes, branching, nesting, parameters, file_sizes)
TIDY = facts(*tidy_project())


@pytest.mark.parametrize("measure", ALL)
def test_a_tidy_program_meets_every_question_about_structure(measure: Callable[[Facts], Finding]) -> None:
    assert measure(TIDY).outcome is Outcome.MET


@pytest.mark.parametrize("measure", ALL)
def test_a_folder_without_source_is_not_asked(measure: Callable[[Facts], Finding]) -> None:
    assert measure(facts(documents={"README.md": "# Text"})).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("measure", ALL)
def test_source_in_a_language_we_only_count_is_not_assessable(measure: Callable[[Facts], Finding]) -> None:
    perl = FileFacts("app.pl", Role.PRODUCTION, "Perl", 9_000, lines=900, code_lines=900)
    assert measure(facts(perl)).outcome is Outcome.NOT_ASSESSABLE


def test_long_functions_are_found_with_their_lines() -> None:
    long = function(line=11, lines=190, name="import_everything")
    finding = function_sizes(facts(source("app/big.py", long, code_lines=200)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.evidence[0].path == "app/big.py"
    assert (finding.evidence[0].line, finding.evidence[0].end_line) == (11, 200)
    assert "import_everything" in finding.evidence[0].note


def test_the_statement_names_the_share_and_what_is_usual() -> None:
    half = [source(f"a{i}.py", *tidy_functions(4)) for i in range(10)]
    half += [source(f"b{i}.py", function(lines=40)) for i in range(10)]
    statement = function_sizes(facts(*half)).statement
    assert statement.de.startswith("50 von 100 Zeilen")
    assert statement.en.startswith("50 of 100 lines")


def test_comments_and_blank_lines_do_not_make_a_function_longer() -> None:
    bare = source("a.py", *tidy_functions(20))
    wordy = FileFacts(
        bare.path, bare.role, bare.language, bare.bytes, lines=900, code_lines=bare.code_lines,
        comment_lines=700, tokens=bare.tokens, functions=bare.functions, parsed=True,
    )  # fmt: skip
    assert function_sizes(facts(bare)).measure == function_sizes(facts(wordy)).measure


def test_an_inner_function_does_not_count_for_the_outer_one() -> None:
    outer = replace(function(line=1, lines=100, name="component"), tokens=100)
    inner = [function(line=2 + 9 * i, lines=9, name=f"handler_{i}") for i in range(10)]
    finding = function_sizes(facts(*[source(f"c{i}.py", outer, *inner) for i in range(5)]))
    assert finding.measure is not None
    assert finding.measure.value == 0.0


def test_tangled_functions_are_found_with_the_number_of_paths() -> None:
    tangled = function(lines=60, complexity=40, name="decide")
    finding = branching(facts(*[source(f"app/{i}.py", tangled) for i in range(5)]))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.evidence[0].note == "decide: 40"


def test_deep_nesting_is_found() -> None:
    finding = nesting(facts(source("deep.py", *tidy_functions(20, nesting=5))))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.statement.de.startswith("100 von 100 Zeilen")


def test_long_parameter_lists_are_found() -> None:
    finding = parameters(facts(source("wide.py", *tidy_functions(20, parameters=9))))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.evidence[0].note.endswith(": 9")


def test_very_large_files_are_found() -> None:
    finding = file_sizes(
        facts(source("huge.py", *tidy_functions(90)), source("small.py", *tidy_functions(9)))
    )
    assert finding.outcome is Outcome.NOT_MET
    assert [place.path for place in finding.evidence] == ["huge.py"]
