"""The licence: clear, missing, only declared, unknown, contradicted — with both places shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.facts.model import DeclaredLicence, LicenceFile
from grader.findings import Outcome
from grader.indicators.files_carry_licence.measure import measure as carry
from grader.indicators.licence_is_clear.measure import measure
from grader.indicators.licence_statements_agree.measure import measure as agree
from tests.grader.building import facts, source, tidy_functions

CODE = source("app.py", *tidy_functions(60))
EUPL = LicenceFile("LICENSE", "EUPL-1.2")


def declared(path: str, spdx: str | None, written: str | None = None, line: int = 3) -> DeclaredLicence:
    return DeclaredLicence(path, line, written or spdx or "?", spdx)


def test_a_text_and_a_matching_declaration_are_clear() -> None:
    finding = measure(facts(CODE, licence_files=(EUPL,), declared=(declared("pyproject.toml", "EUPL-1.2"),)))
    assert finding.outcome is Outcome.MET
    assert [place.path for place in finding.evidence] == ["LICENSE", "pyproject.toml"]


def test_a_declaration_that_says_otherwise_is_a_contradiction_with_both_places() -> None:
    agpl = declared("publiccode.yml", "AGPL-3.0-or-later", line=12)
    finding = measure(facts(CODE, licence_files=(EUPL,), declared=(agpl,)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.details["state"] == "contradicted"
    assert [(place.path, place.line) for place in finding.evidence] == [
        ("LICENSE", 1),
        ("publiccode.yml", 12),
    ]
    assert "LICENSE nennt EUPL-1.2" in finding.statement.de
    assert "publiccode.yml says AGPL-3.0-or-later" in finding.statement.en


def test_a_licence_only_in_composer_json_lacks_its_text() -> None:
    finding = measure(facts(CODE, declared=(declared("composer.json", "GPL-2.0-or-later", line=4),)))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.details["state"] == "declared"
    assert finding.statement.de == (
        "Die Lizenz GPL-2.0-or-later ist nur in composer.json genannt; der Lizenztext fehlt."
    )


def test_no_licence_at_all_is_said_plainly() -> None:
    finding = measure(facts(CODE))
    assert finding.outcome is Outcome.NOT_MET
    assert "fehlt" in finding.statement.de


def test_an_unknown_text_is_left_to_a_person() -> None:
    finding = measure(facts(CODE, licence_files=(LicenceFile("LICENSE", None),)))
    assert finding.outcome is Outcome.NOT_ASSESSABLE


@pytest.mark.parametrize("spdx", ["GPL-3.0-or-later", "GPL-3.0-only"])
def test_only_and_or_later_share_their_text(spdx: str) -> None:
    text = LicenceFile("COPYING", "GPL-3.0-only")
    finding = measure(facts(CODE, licence_files=(text,), declared=(declared("package.json", spdx),)))
    assert finding.outcome is Outcome.MET


def test_unlicensed_in_package_json_contradicts_a_licence_text() -> None:
    private = declared("package.json", None, written="UNLICENSED")
    assert measure(facts(CODE, licence_files=(EUPL,), declared=(private,))).details["state"] == "contradicted"


def test_a_choice_of_licences_agrees_with_one_of_the_texts() -> None:
    choice = declared("composer.json", "EUPL-1.2 OR MIT")
    assert measure(facts(CODE, licence_files=(EUPL,), declared=(choice,))).outcome is Outcome.MET


def test_licences_of_several_kinds_of_files_are_no_contradiction() -> None:
    reuse = (LicenceFile("LICENSES/CC0-1.0.txt", "CC0-1.0"), LicenceFile("LICENSES/EUPL-1.2.txt", "EUPL-1.2"))
    finding = measure(
        facts(CODE, licence_files=(EUPL, *reuse), declared=(declared("pyproject.toml", "EUPL-1.2"),))
    )
    assert finding.outcome is Outcome.MET
    assert "CC0-1.0 und EUPL-1.2" in finding.statement.de


def test_an_empty_folder_is_not_asked() -> None:
    assert measure(facts()).outcome is Outcome.NOT_APPLICABLE


def test_statements_agree_in_every_folder() -> None:
    inner = declared("frontend/package.json", "EUPL-1.2")
    assert agree(facts(CODE, licence_files=(EUPL,), declared=(inner,))).outcome is Outcome.MET


def test_a_manifest_in_a_folder_that_says_otherwise_is_shown_with_both_lines() -> None:
    finding = agree(
        facts(CODE, licence_files=(EUPL,), declared=(declared("frontend/package.json", "MIT", line=7),))
    )
    assert finding.outcome is Outcome.NOT_MET
    assert [(p.path, p.line) for p in finding.evidence] == [("LICENSE", 1), ("frontend/package.json", 7)]
    assert finding.details["state"] == "contradicted"


def test_a_file_under_another_copyleft_licence_is_a_contradiction_and_a_permissive_one_is_none() -> None:
    copied = replace(CODE, licence="GPL-2.0-only", licence_line=2)
    assert agree(facts(copied, licence_files=(EUPL,))).evidence[1].line == 2
    assert agree(facts(replace(CODE, licence="MIT"), licence_files=(EUPL,))).outcome is Outcome.NOT_APPLICABLE


def test_one_statement_alone_cannot_disagree() -> None:
    assert agree(facts(CODE, licence_files=(EUPL,))).outcome is Outcome.NOT_APPLICABLE


def test_files_name_their_licence_themselves_or_in_the_list_of_the_project() -> None:
    named = replace(CODE, licence="EUPL-1.2", licence_line=1)
    assert carry(facts(named)).outcome is Outcome.MET
    reuse = '[[annotations]]\npath = "**"\nSPDX-License-' + 'Identifier = "EUPL-1.2"\n'
    assert carry(facts(CODE, documents={"REUSE.toml": reuse})).outcome is Outcome.MET


def test_a_list_for_another_folder_covers_nothing_here() -> None:
    reuse = '[[annotations]]\npath = "docs/*"\nSPDX-License-' + 'Identifier = "EUPL-1.2"\n'
    assert carry(facts(CODE, documents={"REUSE.toml": reuse})).outcome is Outcome.NOT_MET


def test_files_without_licence_are_counted() -> None:
    named = replace(CODE, path="named.py", licence="EUPL-1.2", licence_line=1)
    finding = carry(facts(named, CODE))
    assert finding.outcome is Outcome.NOT_MET
    assert [place.path for place in finding.evidence] == ["app.py"]
    assert finding.measure is not None
    assert finding.measure.value == 50.0
    assert carry(facts()).outcome is Outcome.NOT_APPLICABLE


def test_without_any_licence_no_licence_of_the_whole_is_promised() -> None:
    assert "Weder" in carry(facts(CODE)).statement.de
    whole = LicenceFile("LICENSE", "EUPL-1.2")
    assert "es gilt die Lizenz des Ganzen" in carry(facts(CODE, licence_files=(whole,))).statement.de
