"""What a source states for administrations: entries that can be compared, lists of parts, half a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grader.facts.days import months_before
from grader.facts.model import Contributions, Release, Role
from grader.report.stated import stated_section
from tests.grader.building import SOME_HISTORY, facts, source
from tests.grader.test_result import as_bytes, example, graded

PUBLICCODE = """\
publiccodeYmlVersion: "0.4"
name: Mängelmelder
url: https://forge.example/amt/melder
softwareVersion: 1.2.0
releaseDate: 2025-01-01
softwareType: standalone/web
legal:
  license: AGPL-3.0-only
maintenance:
  type: internal
"""


def entries(text: str) -> dict[str, tuple[str, int | None]]:
    found = stated_section(facts(documents={"publiccode.yml": text}))["publiccode"]
    return {entry["key"]: (entry["value"], entry["line"]) for entry in found["entries"]}


def test_publiccode_entries_come_with_their_lines() -> None:
    found = entries(PUBLICCODE)
    assert found["legal.license"] == ("AGPL-3.0-only", 8)
    assert found["releaseDate"] == ("2025-01-01", 5)
    assert found["maintenance.type"] == ("internal", 10)
    assert "developmentStatus" not in found


def test_a_broken_publiccode_file_is_there_but_has_no_entries() -> None:
    found = stated_section(facts(documents={"publiccode.yml": "a: [\n"}))["publiccode"]
    assert (found["readable"], found["entries"]) == (False, [])


def test_without_a_file_nothing_is_stated() -> None:
    found = stated_section(facts(source("app.py"), history=None))
    assert found == {"publiccode": None, "sboms": [], "accessibility": [], "half_year": None}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("sbom.spdx.json", "spdx"),
        ("build/app.cdx.xml", "cyclonedx"),
        ("bom.json", "unnamed"),
        ("docs/app-sbom.xml", "unnamed"),
        ("cyclonedx-report.json", "unnamed"),
    ],
)
def test_a_list_of_parts_is_found_by_its_name(path: str, kind: str) -> None:
    found = stated_section(facts(source(path, role=Role.DATA)))["sboms"]
    assert [(one["path"], one["kind"]) for one in found] == [(path, kind)]


@pytest.mark.parametrize("path", ["bomber.json", "src/spdx.py", "bootstrap-bombs.xml", "docs/sbom.md"])
def test_other_names_are_no_list_of_parts(path: str) -> None:
    assert stated_section(facts(source(path)))["sboms"] == []


def test_a_list_in_somebody_elses_folder_says_nothing() -> None:
    assert stated_section(facts(source("vendor/x/sbom.json", role=Role.VENDORED)))["sboms"] == []


def test_a_list_made_by_an_automatic_run_is_found_with_its_line() -> None:
    settings = "jobs:\n  a:\n    # - uses: anchore/sbom-action@v0\n    - run: npx cyclonedx-npm\n"
    found = stated_section(facts(documents={".github/workflows/release.yml": settings}))["sboms"]
    assert found == [{"path": ".github/workflows/release.yml", "line": 4, "kind": "made_in_ci"}]


def test_a_run_told_to_make_no_list_makes_none() -> None:
    settings = "jobs:\n  a:\n    - run: docker buildx build --sbom=false --push .\n"
    assert stated_section(facts(documents={".github/workflows/release.yml": settings}))["sboms"] == []


def test_an_accessibility_statement_is_found_by_its_link() -> None:
    text = "# Hilfe\n\n[Erklärung zur Barrierefreiheit](https://amt.example/barrierefreiheit)\n"
    found = stated_section(facts(documents={"README.md": text}))["accessibility"]
    assert found == [{"path": "README.md", "line": 3, "url": "https://amt.example/barrierefreiheit"}]


def test_writing_about_accessibility_is_no_statement() -> None:
    text = "Wir achten auf Barrierefreiheit, siehe https://bundesfachstelle-barrierefreiheit.example/\n"
    assert stated_section(facts(documents={"README.md": text}))["accessibility"] == []


def test_the_half_year_counts_versions_after_its_beginning() -> None:
    history = replace(
        SOME_HISTORY,
        half_year=Contributions(6, 12, 3, 2, 1, 80.0),
        releases=(
            Release("v2", date(2026, 9, 1), True),
            Release("v1", date(2026, 6, 1), False),
            Release("v0", date(2026, 5, 23), False),
        ),
    )
    found = stated_section(facts(source("app.py"), history=history))["half_year"]
    assert (found["since"], found["tags"], found["signed_tags"]) == ("2026-05-23", 2, 1)
    assert (found["changes"], found["bus_factor"]) == (12, 1)


def test_signatures_are_unknown_while_a_tag_was_not_fetched() -> None:
    history = replace(
        SOME_HISTORY,
        half_year=Contributions(6, 1, 0, 1, 1, 100.0),
        releases=(Release("v2", date(2026, 9, 1), None),),
    )
    assert stated_section(facts(source("app.py"), history=history))["half_year"]["signed_tags"] is None


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 3, 15), 6, date(2025, 9, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 12, 1), 24, date(2024, 12, 1)),
    ],
)
def test_months_are_counted_back_to_the_same_day(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_a_real_history_gives_the_half_year_and_the_same_bytes_twice(tmp_path: Path) -> None:
    folder = example(tmp_path)
    first, again = graded(folder), graded(folder)
    assert first["stated"]["half_year"]["changes"] == 3
    assert as_bytes(first) == as_bytes(again)
