"""Circles between the large folders of a program, and flow that is hard to follow."""

from __future__ import annotations

from dataclasses import replace

from grader.facts.model import FileFacts, Import, Role
from grader.findings import Outcome
from grader.indicators.components_need_no_circle.measure import measure as circles
from grader.indicators.flow_is_easy_to_follow.measure import measure as flow
from tests.grader.building import facts, function, source, tidy_functions


def part(path: str, *targets: str, types_only: bool = False) -> FileFacts:
    imports = tuple(Import(target, line, types_only) for line, target in enumerate(targets, 1))
    return replace(source(path, *tidy_functions(10)), imports=imports)


def layered() -> list[FileFacts]:
    """Ten pages that each need two files of the catalogue."""
    catalogue = [part(f"catalogue/part{i}.py") for i in range(10)]
    pages = [part(f"web/page{i}.py", "catalogue.part0", f"catalogue.part{i}") for i in range(10)]
    return catalogue + [
        replace(page, imports=(*page.imports, Import("catalogue.part9.name", 9))) for page in pages
    ]


def test_parts_that_build_on_each_other_are_met() -> None:
    assert circles(facts(*layered())).outcome is Outcome.MET


def test_a_circle_is_shown_with_the_imports_that_close_it() -> None:
    files = layered()
    files[3] = part("catalogue/part3.py", "os", "web.page1")
    finding = circles(facts(*files))
    assert finding.outcome is Outcome.NOT_MET
    assert [(p.path, p.line, p.note) for p in finding.evidence] == [
        ("catalogue/part3.py", 2, "catalogue → web"),
        ("web/page0.py", 1, "web → catalogue"),
    ]


def test_imports_for_types_alone_close_no_circle() -> None:
    files = layered()
    files[3] = part("catalogue/part3.py", "web.page1", types_only=True)
    assert circles(facts(*files)).outcome is Outcome.MET


def test_one_single_part_is_not_asked() -> None:
    files = [part(f"app/core/a{i}.py", f"app.core.a{(i + 1) % 30}") for i in range(30)]
    assert circles(facts(*files)).outcome is Outcome.NOT_APPLICABLE


def test_without_visible_imports_it_is_not_assessable() -> None:
    files = [part(f"web/page{i}.py") for i in range(5)] + [part("catalogue/part.py")]
    assert circles(facts(*files)).outcome is Outcome.NOT_ASSESSABLE


def test_a_folder_without_source_is_not_asked() -> None:
    empty = facts(documents={"README.md": "# Text"})
    assert circles(empty).outcome is Outcome.NOT_APPLICABLE
    assert flow(empty).outcome is Outcome.NOT_APPLICABLE


def test_simple_flow_is_met() -> None:
    assert flow(facts(source("a.py", *tidy_functions(30)))).outcome is Outcome.MET


def test_flow_that_is_hard_to_follow_is_shown_hardest_first() -> None:
    hard = replace(function(lines=100, name="decide"), cognitive=60)
    harder = replace(function(line=101, lines=100, name="import_all"), cognitive=90)
    finding = flow(facts(source("a.py", hard, harder)))
    assert finding.outcome is Outcome.NOT_MET
    assert [place.note for place in finding.evidence] == ["import_all: 90", "decide: 60"]


def test_flow_in_a_language_we_only_count_is_not_assessable() -> None:
    unread = FileFacts("app.vb", Role.PRODUCTION, "Visual Basic", 9_000, lines=900, code_lines=900)
    assert flow(facts(unread)).outcome is Outcome.NOT_ASSESSABLE
