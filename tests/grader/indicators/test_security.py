"""Security practice: a contact, no secrets, renewed parts, scans, fixed steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.facts.model import Role, Secret
from grader.findings import Outcome
from grader.indicators.code_is_scanned_in_ci.measure import measure as scanned
from grader.indicators.dependency_updates_are_automated.measure import measure as updates
from grader.indicators.secrets_are_not_in_the_tree.measure import measure as secrets
from grader.indicators.security_contact_exists.measure import measure
from grader.indicators.workflow_steps_are_pinned.measure import measure as steps
from tests.grader.building import archive_of, facts, source, tidy_functions

CODE = source("app.py", *tidy_functions(60))


@pytest.mark.parametrize(
    "path", ["SECURITY.md", ".github/SECURITY.md", "docs/security.rst", ".well-known/security.txt"]
)
def test_a_contact_is_found_with_its_line(path: str) -> None:
    finding = measure(
        facts(CODE, documents={path: "# Sicherheit\n\nBitte an sicherheit@example.org schreiben.\n"})
    )
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].line == 3


@pytest.mark.parametrize(
    "line",
    [
        "Sicherheitslücken bitte an sicherheit@example.org melden.",
        "Report vulnerabilities as a confidential issue.",
    ],
)
def test_a_way_named_in_the_readme_is_found(line: str) -> None:
    finding = measure(facts(CODE, documents={"README.md": f"# Amt\n\n{line}\n"}))
    assert (finding.outcome, finding.evidence[0].line) == (Outcome.MET, 3)


def test_an_address_in_the_readme_for_other_matters_is_none() -> None:
    text = "# Amt\n\nFragen an info@example.org.\n"
    assert measure(facts(CODE, documents={"README.md": text})).outcome is Outcome.NOT_MET


def test_a_general_contact_is_shown_and_not_enough() -> None:
    text = "maintenance:\n  contacts:\n    - name: Anna\n      email: anna@example.org\n"
    finding = measure(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.outcome is Outcome.NOT_MET
    assert [(place.path, place.line) for place in finding.evidence] == [("publiccode.yml", 4)]


def test_a_security_file_without_contact_is_not_enough() -> None:
    assert (
        measure(facts(CODE, documents={"SECURITY.md": "Wir nehmen das ernst.\n"})).outcome is Outcome.NOT_MET
    )


def test_a_repository_without_contact_is_told_so() -> None:
    assert measure(facts(CODE)).outcome is Outcome.NOT_MET


def test_an_archive_without_contact_says_nothing() -> None:
    assert measure(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE


def test_an_empty_folder_is_not_asked() -> None:
    assert measure(facts()).outcome is Outcome.NOT_APPLICABLE


PARTS = {"requirements.txt": "django==5.2.1\n"}


def test_a_secret_in_the_program_is_shown_by_line_without_its_value() -> None:
    leaky = replace(CODE, secrets=(Secret(12, "github-token"),))
    finding = secrets(facts(leaky))
    assert finding.outcome is Outcome.NOT_MET
    assert [(p.path, p.line, p.note) for p in finding.evidence] == [("app.py", 12, "github-token")]


@pytest.mark.parametrize("path", ["tests/test_login.py", "etc/dev/key.pem", "docs/example/app.env"])
def test_keys_of_tests_and_developers_weigh_less(path: str) -> None:
    file = replace(CODE, path=path, role=Role.TEST if "tests/" in path else Role.DATA)
    finding = secrets(facts(replace(file, secrets=(Secret(1, "private-key"),))))
    assert finding.outcome is Outcome.MET
    assert finding.evidence


def test_a_tree_without_secrets_says_how_much_was_searched() -> None:
    assert "1 Dateien" in secrets(facts(CODE)).statement.de
    assert secrets(facts()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/dependabot.yml", "version: 2\nupdates:\n  - package-ecosystem: pip\n"),
        ("renovate.json", '{\n\n  "extends": ["config:recommended"]\n}\n'),
        (".github/renovate.json5", "{\n\n  extends: []\n}\n"),
    ],
)
def test_automatic_proposals_are_found_with_their_line(path: str, text: str) -> None:
    finding = updates(facts(CODE, documents={**PARTS, path: text}))
    assert finding.outcome is Outcome.MET
    assert (finding.evidence[0].path, finding.evidence[0].line) == (path, 3)


def test_updates_missing_unknown_and_not_needed() -> None:
    assert updates(facts(CODE, documents=PARTS)).outcome is Outcome.NOT_MET
    assert updates(archive_of(facts(CODE, documents=PARTS))).outcome is Outcome.NOT_ASSESSABLE
    assert updates(facts(CODE)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "line", ["uses: github/codeql-action/init@v3", "run: npm audit", "- template: Jobs/SAST.gitlab-ci.yml"]
)
def test_a_scan_in_automated_runs_is_found(line: str) -> None:
    finding = scanned(facts(CODE, documents={".github/workflows/ci.yml": f"jobs:\n  - {line}\n"}))
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].line == 2


def test_scans_missing_unknown_and_elsewhere() -> None:
    def ask(text: str) -> Outcome:
        return scanned(facts(CODE, documents={".github/workflows/ci.yml": text})).outcome

    assert ask("jobs:\n  # codeql would be nice\n  - run: make\n") is Outcome.NOT_MET
    assert ask("jobs:\n  a:\n    uses: stadt/ablauf/.github/workflows/x.yml@v1\n") is Outcome.NOT_ASSESSABLE
    assert scanned(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE
    assert scanned(facts()).outcome is Outcome.NOT_APPLICABLE


def test_steps_of_others_are_fixed_or_movable() -> None:
    def ask(uses: str) -> Outcome:
        return steps(facts(CODE, documents={".github/workflows/ci.yml": f"- uses: {uses}\n"})).outcome

    assert ask("docker/login-action@" + "a1" * 20) is Outcome.MET
    assert ask("docker/login-action@v3") is Outcome.NOT_MET
    assert ask("actions/checkout@v4") is Outcome.NOT_APPLICABLE
    assert steps(facts(CODE)).outcome is Outcome.NOT_APPLICABLE
