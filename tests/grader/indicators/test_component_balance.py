"""Whether one part of the program holds nearly everything."""

from __future__ import annotations

from grader.facts.model import FileFacts
from grader.findings import Outcome
from grader.indicators.components_are_balanced.measure import measure
from tests.grader.building import facts, source, tidy_functions


def part(folder: str, lines: int) -> list[FileFacts]:
    """A folder with that many lines in files of a hundred lines."""
    return [source(f"app/{folder}/page{i}.py", *tidy_functions(10)) for i in range(lines // 100)]


def test_parts_of_similar_size_are_met_and_shown_with_their_lines() -> None:
    finding = measure(facts(*part("fees", 2_000), *part("letters", 1_800), *part("web", 1_700)))
    assert finding.outcome is Outcome.MET
    assert [(place.path, place.note) for place in finding.evidence] == [
        ("app/fees", "2000 · 36 %"),
        ("app/letters", "1800 · 33 %"),
        ("app/web", "1700 · 31 %"),
    ]


def test_one_part_that_holds_nearly_everything_is_not_met() -> None:
    finding = measure(facts(*part("core", 5_500), *part("letters", 800), *part("web", 700)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.measure is not None
    assert finding.measure.value == 78.6
    assert "Der größte enthält 79 von 100 Zeilen" in finding.statement.de


def test_a_large_program_in_one_flat_folder_is_not_met() -> None:
    finding = measure(facts(*part("core", 6_000)))
    assert finding.outcome is Outcome.NOT_MET
    assert "in einem einzigen Ordner" in finding.statement.de
    assert [place.path for place in finding.evidence] == ["app/core"]


def test_a_small_program_is_not_asked() -> None:
    assert measure(facts(*part("core", 4_900))).outcome is Outcome.NOT_APPLICABLE


def test_a_folder_without_source_is_not_asked() -> None:
    assert measure(facts(documents={"README.md": "# Text"})).outcome is Outcome.NOT_APPLICABLE


def test_source_that_cannot_be_read_is_not_assessable() -> None:
    few = facts(source("app/a.py", *tidy_functions(3), code_lines=6_000))
    assert measure(few).outcome is Outcome.NOT_ASSESSABLE
