"""Which spellings of a licence mean the same text, and which say too little to contradict anything."""

from __future__ import annotations

import pytest

from marketplace.catalogue.vocabulary import LicenceFamily, licence_family
from marketplace.suitability.fact_answers import licence_names, option_keys

OPTIONS = frozenset({"open_source", "own_terms", "proprietary", "none"})


@pytest.mark.parametrize(
    "written",
    ["AGPL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "AGPL-3.0+", "agpl-3.0-ONLY", "(AGPL-3.0-only)"],
)
def test_spellings_of_one_text_are_one_name(written: str) -> None:
    assert licence_names(written) == ("AGPL-3.0",)


def test_texts_that_differ_have_different_names() -> None:
    assert licence_names("GPL-3.0-only") != licence_names("AGPL-3.0-only")
    assert licence_names("LGPL-2.1-only") != licence_names("LGPL-3.0-only")
    assert licence_names("mit OR apache-2.0") == ("Apache-2.0", "MIT")


def test_an_exception_is_no_licence() -> None:
    assert licence_names("GPL-2.0-only WITH Classpath-exception-2.0") == ("GPL-2.0",)


@pytest.mark.parametrize(
    "written", ["GPLv3", "Apache-2", "BSD-3", "EUPL v1.2", "GPL v3", "LicenseRef-Amt-1.0", ""]
)
def test_odd_and_own_names_are_none(written: str) -> None:
    assert licence_names(written) == ()


@pytest.mark.parametrize("written", ["GPLv3", "EUPL v1.2", "siehe Webseite"])
def test_an_odd_spelling_answers_nothing(written: str) -> None:
    assert option_keys("license", written, OPTIONS) == set()


@pytest.mark.parametrize(
    ("written", "option"),
    [
        ("eupl-1.2", "open_source"),
        ("NONE", "none"),
        ("LicenseRef-Amt", "own_terms"),
        ("BUSL-1.1", "proprietary"),
    ],
)
def test_what_is_understood_is_an_answer(written: str, option: str) -> None:
    assert option_keys("license", written, OPTIONS) == {option}


def test_the_family_does_not_depend_on_capital_letters() -> None:
    assert licence_family("gpl-3.0-or-later") is LicenceFamily.STRONG_COPYLEFT


@pytest.mark.parametrize("written", ["SSPL-1.0", "CC-BY-NC-4.0", "Elastic-2.0"])
def test_a_source_that_can_be_read_but_not_used_freely_is_not_open(written: str) -> None:
    assert licence_family(written) is LicenceFamily.PROPRIETARY
