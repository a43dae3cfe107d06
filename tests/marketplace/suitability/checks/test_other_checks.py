"""Activity, openCode's rules, lists of parts, and what is taken over from the grader."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.suitability.checks import opencode
from marketplace.suitability.checks.result import Verdict
from marketplace.suitability.checks.running import CHECKS, claims_of, run
from tests.marketplace.suitability.checks.building import finding, graded, material

MAINTAINED = "code-is-maintained"
SECURITY = "security-contact-exists"


@pytest.mark.parametrize(
    ("outcome", "state", "answer"),
    [
        ("met", "steady", "active"),
        ("not_met", "with_pauses", "active"),
        ("not_met", "dormant", ""),
        ("not_met", "ended", "ended"),
        ("not_assessable", "unknown", ""),
    ],
)
def test_activity_answers_only_what_the_history_shows(outcome: str, state: str, answer: str) -> None:
    source = graded({MAINTAINED: finding(outcome, state=state)})
    assert CHECKS["actively_maintained"](material(source), source).answer == answer


def test_what_activity_says_expires_after_a_year() -> None:
    checked = run("actively_maintained", material(graded({MAINTAINED: finding("met", state="steady")})))
    assert checked is not None
    (claim,) = claims_of(checked)
    assert (claim.until and claim.until.isoformat()) == "2027-11-23"


def test_too_few_commits_reach_no_level() -> None:
    source = graded(half_year={"changes": 3, "automatic": 1}, history={"months": [0] * 11 + [4]})
    result = opencode.maintained(material(source), source)
    assert (result.verdict, result.answer) == (Verdict.NOT_MET, "none")


def test_merges_are_commits_too() -> None:
    source = graded(half_year={"changes": 3}, history={"months": [0] * 11 + [5]})
    assert opencode.maintained(material(source), source).answer == ""


@pytest.mark.parametrize(
    ("half", "level"),
    [
        ({"tags": 0}, "höchstens Stufe 1"),
        ({"bus_factor": 1}, "höchstens Stufe 2"),
        ({"bus_factor": None}, "höchstens Stufe 2"),
        ({}, "auch Stufe 3"),
    ],
)
def test_what_cannot_be_seen_leaves_the_level_open(half: dict[str, Any], level: str) -> None:
    source = graded(half_year=half)
    result = opencode.maintained(material(source), source)
    assert result.answer == ""
    assert level in result.words.de
    assert "nicht feststellbar" in result.words.de


@pytest.mark.parametrize("half", [None, {"complete": False, "changes": 1}])
def test_without_the_whole_half_year_nothing_is_said(half: dict[str, Any] | None) -> None:
    source = graded(half_year=half)
    assert opencode.maintained(material(source), source).answer == ""


@pytest.mark.parametrize(
    ("outcome", "path", "answer"),
    [
        ("met", "SECURITY.md", ""),
        ("met", ".github/SECURITY.md", "none"),
        ("not_met", "", "none"),
        ("not_assessable", "", ""),
    ],
)
def test_security_needs_its_file_in_the_root(outcome: str, path: str, answer: str) -> None:
    places = [(path, 1, "")] if path else []
    source = graded({SECURITY: finding(outcome, *places)})
    assert opencode.security(material(source), source).answer == answer


def test_a_list_of_parts_is_met_or_not_assessable() -> None:
    none = graded({})
    some = graded(stated={"sboms": [{"path": "sbom.spdx.json", "line": None, "kind": "spdx"}]})
    assert CHECKS["sbom_present"](material(none), none).answer == ""
    assert CHECKS["sbom_present"](material(some), some).answer == "yes"


def test_few_tests_are_tests() -> None:
    source = graded({"tests-exist": finding("not_met", ("tests", None, "80"))})
    assert CHECKS["tests_present"](material(source), source).answer == "yes"


def test_a_list_that_no_longer_fits_fixes_nothing() -> None:
    pinned, match = "dependencies-are-pinned", "lock-files-match-manifests"
    source = graded({pinned: finding("met"), match: finding("not_met", ("package-lock.json", None, ""))})
    assert CHECKS["dependencies_locked"](material(source), source).answer == "no"


@pytest.mark.parametrize(("kind", "answer"), [("git", "complete"), ("pypi", ""), ("folder", "")])
def test_only_a_public_repository_shows_that_the_source_is_public(kind: str, answer: str) -> None:
    source = graded(kind=kind)
    assert CHECKS["source_public"](material(source), source).answer == answer


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_result_that_knows_nothing_answers_nothing(name: str) -> None:
    source = graded({}, kind="folder", history={"available": False, "months": []})
    assert CHECKS[name](material(source), source).answer == ""


@pytest.mark.parametrize(
    "name", ["documentation_present", "release_notes", "api_description", "container_images"]
)
def test_what_may_lie_elsewhere_is_never_missing(name: str) -> None:
    names = ("documentation-exists", "changelog-exists", "api-is-described", "container-is-provided")
    source = graded({one: finding("not_met") for one in names})
    assert CHECKS[name](material(source), source).verdict is Verdict.NOT_ASSESSABLE


def test_what_the_grader_is_unsure_of_is_no_statement() -> None:
    source = graded({"releases-are-signed": finding("not_met", confidence="low")})
    assert CHECKS["signed_releases"](material(source), source).answer == ""


def test_the_part_that_fails_speaks_for_the_whole_and_is_named() -> None:
    signed = "releases-are-signed"
    good, bad = graded({signed: finding("met")}), graded({signed: finding("not_met")}, part="Server")
    checked = run("signed_releases", material(good, bad))
    assert checked is not None
    (claim,) = claims_of(checked)
    assert claim.value == ("no",)
    assert claim.words_de.startswith("Server: ")


def test_activity_is_asked_of_the_main_source_alone() -> None:
    main = graded({MAINTAINED: finding("met", state="steady")})
    old = graded({MAINTAINED: finding("not_met", state="ended")}, part="Altes Modul")
    checked = run("actively_maintained", material(main, old))
    assert checked is not None
    assert checked.result.answer == "active"


def test_an_unknown_check_and_a_listing_without_results_say_nothing() -> None:
    assert run("weather", material(graded({}))) is None
    assert run("sbom_present", material()) is None
