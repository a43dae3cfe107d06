from __future__ import annotations

import pytest

from grader.facts.model import DeclaredLicence, FileFacts, LicenceFile, Role
from grader.findings import Outcome
from grader.indicators.ci_is_configured.measure import measure as ci
from grader.indicators.dependencies_are_pinned.measure import measure as pinned
from grader.indicators.publiccode_describes.measure import measure as publiccode
from tests.grader.building import archive_of, facts, source, tidy_functions

CODE = source("app.py", *tidy_functions(60))
PUBLICCODE = """publiccodeYmlVersion: "0.4"
name: Beispiel
url: https://example.org/code
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
softwareVersion: "2.1"
description:
  de:
    shortDescription: Beispiel
legal:
  license: EUPL-1.2
maintenance:
  type: internal
localisation:
  localisationReady: true
  availableLanguages: [de]
"""


def lock(path: str) -> FileFacts:
    return FileFacts(path, Role.DATA, None, 10)


@pytest.mark.parametrize("path", [".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", ".ci/run"])
def test_settings_of_automated_runs_are_found(path: str) -> None:
    finding = ci(facts(CODE, documents={path: "on: push"}))
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].path == path


def test_a_repository_without_automated_runs_is_told_so_and_an_archive_is_not() -> None:
    assert ci(facts(CODE)).outcome is Outcome.NOT_MET
    assert ci(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("manifest", "text", "lock_file"),
    [
        ("package.json", '{"dependencies": {"vue": "^3"}}', "yarn.lock"),
        ("composer.json", '{"require": {"php": "^8", "laravel/framework": "^11"}}', "composer.lock"),
        ("Gemfile", 'gem "rails"\n', "Gemfile.lock"),
        ("go.mod", "module x\nrequire a v1\n", "go.sum"),
        ("Cargo.toml", '[dependencies]\nserde = "1"\n', "Cargo.lock"),
        ("pyproject.toml", '[project]\nname = "x"\ndependencies = ["django"]\n', "uv.lock"),
    ],
)
def test_dependencies_need_a_lock_file_beside_them(manifest: str, text: str, lock_file: str) -> None:
    open_ones = pinned(facts(CODE, documents={manifest: text}))
    assert open_ones.outcome is Outcome.NOT_MET
    assert open_ones.evidence[0].path == manifest
    assert pinned(facts(CODE, lock(lock_file), documents={manifest: text})).outcome is Outcome.MET


def test_exact_requirements_are_pinned_and_open_ones_are_not() -> None:
    exact = "# comment\ndjango==5.2.1 \\\n    --hash=sha256:abc\n-r other.txt\nnumpy==2.0.0\n"
    assert pinned(facts(CODE, documents={"requirements.txt": exact})).outcome is Outcome.MET
    assert (
        pinned(facts(CODE, documents={"requirements.txt": "django>=5\nnumpy\n"})).outcome is Outcome.NOT_MET
    )


@pytest.mark.parametrize("documents", [{}, {"package.json": '{"name": "x"}'}, {"package.json": "{broken"}])
def test_without_dependencies_nothing_needs_pinning(documents: dict[str, str]) -> None:
    assert pinned(facts(CODE, documents=documents)).outcome is Outcome.NOT_APPLICABLE


def test_a_complete_publiccode_file_is_met() -> None:
    assert publiccode(facts(CODE, documents={"publiccode.yml": PUBLICCODE})).outcome is Outcome.MET


def test_missing_entries_are_named() -> None:
    text = PUBLICCODE.replace("  license: EUPL-1.2\n", "  mainCopyrightOwner: Stadt\n")
    finding = publiccode(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.details["missing"] == ["legal.license"]


def test_another_licence_than_in_the_licence_text_is_a_contradiction() -> None:
    finding = publiccode(
        facts(
            CODE,
            documents={"publiccode.yml": PUBLICCODE},
            licence_files=(LicenceFile("LICENSE", "MIT"),),
            declared=(DeclaredLicence("publiccode.yml", 12, "EUPL-1.2", "EUPL-1.2"),),
        )
    )
    assert finding.details["state"] == "contradicted"
    assert [place.path for place in finding.evidence] == ["publiccode.yml", "LICENSE"]


def test_an_older_version_than_the_newest_tag_is_a_contradiction() -> None:
    text = PUBLICCODE.replace('"2.1"', '"1.9"')
    finding = publiccode(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.details["state"] == "contradicted"
    assert finding.evidence[0].line == 7


@pytest.mark.parametrize(
    "text", ["a: &x [1]\nb: *x\n", "a: [", "- just\n- a list\n", "x: " + "[" * 60 + "]" * 60]
)
def test_a_hostile_or_broken_file_is_unreadable_and_harmless(text: str) -> None:
    finding = publiccode(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.outcome is Outcome.NOT_MET
    assert "lässt sich nicht lesen" in finding.statement.de


def test_a_missing_file_is_a_weakness_of_a_repository_only() -> None:
    assert publiccode(facts(CODE)).outcome is Outcome.NOT_MET
    assert publiccode(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE


def test_an_empty_folder_is_not_asked() -> None:
    assert ci(facts()).outcome is Outcome.NOT_APPLICABLE
    assert publiccode(facts()).outcome is Outcome.NOT_APPLICABLE
