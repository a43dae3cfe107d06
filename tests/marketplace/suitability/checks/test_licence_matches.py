"""What the source says about its licence, place by place."""

from __future__ import annotations

from marketplace.suitability.checks.licence_matches import AGREE, CLEAR, check
from marketplace.suitability.checks.result import Verdict
from tests.marketplace.suitability.checks.building import finding, graded, material

TEXT = ("LICENSE", 1, "EUPL-1.2")
OTHER = ("publiccode.yml", 69, "AGPL-3.0-only")


def test_a_text_that_nothing_contradicts_is_the_licence() -> None:
    source = graded({CLEAR: finding("met", TEXT, ("package.json", 4, "EUPL-1.2"), state="evidenced")})
    result = check(material(source), source)
    assert (result.verdict, result.answer) == (Verdict.MET, "open_source")
    assert [side.exact for side in result.sides] == [("EUPL-1.2",)]


def test_both_sides_of_a_contradiction_are_statements_with_their_places() -> None:
    source = graded({CLEAR: finding("not_met", TEXT, OTHER, state="contradicted")})
    result = check(material(source), source)
    assert result.verdict is Verdict.NOT_MET
    assert [(side.exact, side.place.shown) for side in result.sides] == [
        (("EUPL-1.2",), "LICENSE:1"),
        (("AGPL-3.0",), "publiccode.yml:69"),
    ]


def test_or_later_has_the_same_text() -> None:
    places = (("LICENSE.md", 1, "GPL-3.0-only"), ("publiccode.yml", 3, "GPL-3.0-or-later"))
    source = graded({CLEAR: finding("met", *places, state="evidenced")})
    assert check(material(source), source).verdict is Verdict.MET


def test_a_licence_only_named_in_a_manifest_has_no_text() -> None:
    source = graded({CLEAR: finding("not_met", ("composer.json", 4, "GPL-2.0-or-later"), state="declared")})
    result = check(material(source), source)
    assert (result.verdict, result.answer) == (Verdict.NOT_MET, "open_source")
    assert "ohne Text" in result.sides[0].words.de


def test_without_any_licence_the_answer_is_that_none_was_found() -> None:
    source = graded({CLEAR: finding("not_met", state="unknown")})
    result = check(material(source), source)
    assert (result.verdict, result.answer, result.sides) == (Verdict.NOT_MET, "none", ())


def test_an_unknown_text_is_not_assessable() -> None:
    source = graded({CLEAR: finding("not_assessable", ("LICENSE", 1, "?"), state="unknown")})
    assert check(material(source), source).answer == ""


def test_lines_of_single_files_may_name_the_licences_of_others() -> None:
    agree = finding("not_met", TEXT, ("src/a.py", 1, "SPDX: GPL-3.0-only"), confidence="medium")
    source = graded({CLEAR: finding("met", TEXT, state="evidenced"), AGREE: agree})
    assert len(check(material(source), source).sides) == 1


def test_a_source_nobody_asked_about_its_licence_says_nothing() -> None:
    source = graded({})
    assert check(material(source), source).verdict is Verdict.NOT_ASSESSABLE
