from __future__ import annotations

import pytest

from grader.findings import Outcome
from grader.indicators.security_contact_exists.measure import measure
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
