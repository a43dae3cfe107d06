"""Entries of publiccode.yml against what the source shows."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.suitability.checks.publiccode_consistent import DESCRIBES, check
from marketplace.suitability.checks.result import Verdict
from tests.marketplace.suitability.checks.building import HOME, finding, graded, material

LICENCE = {"licence-is-clear": finding("met", ("LICENSE", 1, "EUPL-1.2"), state="evidenced")}


def result_of(publiccode: dict[str, str], **values: Any) -> Any:
    source = graded(LICENCE, publiccode=publiccode, **values)
    return check(material(source), source)


@pytest.mark.parametrize(
    ("entries", "values"),
    [
        ({"url": HOME}, {}),
        ({"url": "https://www.github.com/Amt/Melder.git"}, {}),
        ({"legal.license": "EUPL-1.2"}, {}),
        ({"legal.license": "eupl-1.2"}, {}),
        ({"legal.license": "EUPL v1.2"}, {}),
        ({"legal.license": "AGPL-3.0-only OR EUPL-1.2"}, {}),
        ({"softwareVersion": "1.2"}, {"history": {"latest_tag": "v1.2"}}),
        ({"softwareVersion": "v1.2"}, {"history": {"latest_tag": "1.2.1"}}),
        ({"softwareVersion": "1.9"}, {"history": {"latest_tag": "2026.11.1"}}),
        ({"softwareVersion": "4.3.1"}, {"history": {"latest_tag": "v4.3.9"}}),
        ({"softwareVersion": "5.0"}, {"history": {"latest_tag": "v4.3.9"}}),
        ({"softwareVersion": "0.0.1"}, {"history": {"latest_tag": "waste-web-v0.1.11"}}),
        ({"releaseDate": "2026-02-19"}, {"history": {"first_commit_on": "2026-02-19"}}),
        ({"releaseDate": "2025-01-01"}, {"history": {"first_commit_on": None}}),
        ({"developmentStatus": "obsolete"}, {"half_year": {"changes": 1}}),
        ({"developmentStatus": "stable"}, {"half_year": {"changes": 0}}),
        ({"releaseDate": "bald", "softwareVersion": "neu"}, {"history": {"latest_tag": "v1"}}),
    ],
)
def test_what_fits_or_cannot_be_compared_is_consistent(
    entries: dict[str, str], values: dict[str, Any]
) -> None:
    assert result_of(entries, **values).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("entries", "values", "seen"),
    [
        ({"legal.license": "AGPL-3.0-only"}, {}, "EUPL-1.2"),
        ({"softwareVersion": "4.1.0"}, {"history": {"latest_tag": "v4.3.0"}}, "v4.3.0"),
        ({"releaseDate": "2025-01-01"}, {"history": {"first_commit_on": "2026-02-19"}}, "19.02.2026"),
        (
            {"releaseDate": "2025-01-01", "softwareVersion": "1.0.0"},
            {"history": {"releases": {"newest": [{"name": "v1.0.0", "on": "2026-02-20", "signed": False}]}}},
            "20.02.2026",
        ),
        ({"developmentStatus": "obsolete"}, {"half_year": {"changes": 40}}, "40 Commits"),
        ({"url": "https://github.com/ikusei/melder"}, {}, HOME),
    ],
)
def test_what_differs_is_said_with_both_places(
    entries: dict[str, str], values: dict[str, Any], seen: str
) -> None:
    result = result_of(entries, **values)
    assert result.verdict is Verdict.NOT_MET
    assert seen in result.words.de
    assert result.places[0].path == "publiccode.yml"
    assert len(result.places) == 2


def test_the_address_of_another_part_of_the_listing_is_no_difference() -> None:
    main = graded(LICENCE, publiccode={"url": f"{HOME}-server"})
    other = graded(LICENCE, location=f"{HOME}-server")
    assert check(material(main, other), main).verdict is Verdict.MET


@pytest.mark.parametrize(
    "mirror", [f"https://codeberg.org/{HOME.rpartition('/')[2]}/x", "https://bitbucket.org/amt/melder"]
)
def test_a_mirror_on_another_host_is_no_difference(mirror: str) -> None:
    source = graded(LICENCE, publiccode={"url": mirror})
    assert check(material(source), source).verdict is Verdict.MET


def test_a_missing_file_is_no_inconsistency() -> None:
    source = graded({DESCRIBES: finding("not_met")})
    assert check(material(source), source).verdict is Verdict.NOT_ASSESSABLE


def test_a_result_made_before_entries_were_kept_still_knows_its_contradiction() -> None:
    source = graded({DESCRIBES: finding("not_met", ("publiccode.yml", 69, ""), ("LICENSE", 1, "EUPL-1.2"))})
    assert check(material(source), source).verdict is Verdict.NOT_MET


def test_a_file_that_cannot_be_read_is_not_met() -> None:
    stated = {"publiccode": {"path": "publiccode.yml", "readable": False, "entries": []}}
    source = graded({DESCRIBES: finding("not_met", ("publiccode.yml", 3, ""))}, stated=stated)
    assert check(material(source), source).verdict is Verdict.NOT_MET


def test_the_file_is_the_providers_word_and_the_source_says_otherwise() -> None:
    entries = {"softwareVersion": "4.1.0", "url": "https://github.com/ikusei/melder"}
    result = result_of(entries, history={"latest_tag": "v4.3.0", "latest_tag_on": "2026-05-04"})
    assert [(side.basis, side.value) for side in result.sides] == [("provider", "yes"), ("check", "no")] * 2
    assert result.sides[0].words.de == "Version 4.1.0"
    assert result.sides[1].words.de == "die neueste Version ist v4.3.0 vom 04.05.2026"
