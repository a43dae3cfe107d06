from __future__ import annotations

import pytest

from grader.findings import Outcome
from grader.indicators.changelog_exists.measure import measure as changelog
from grader.indicators.documentation_exists.measure import measure as documentation
from grader.indicators.readme_explains_start.measure import measure as readme
from tests.grader.building import archive_of, facts, source, tidy_functions

CODE = source("app.py", *tidy_functions(60))
PROSE = "Ein Programm für die Meldung von Schäden an Straßen und Wegen. " * 10
CHANGES = (
    "## 2.1.0 (2026-09-01)\n\n- Meldungen lassen sich nach Straßen und Ortsteilen filtern, auch in Listen.\n"
)
STEPS = "Das Archiv entpacken, die Datei settings.example kopieren und den Dienst danach einmal neu laden."
PAGE = (
    "Der Dienst läuft hinter einem Webserver und legt Meldungen in einer Datenbank ab, die jede Nacht auf "
    "einen zweiten Rechner gesichert wird.\n"
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"# App\n\n{PROSE}\n\n## Installation\n\n{STEPS}\n", 5),
        (f"# App\n\n{PROSE}\n\n## Erste Schritte\n\n### Server\n\n{STEPS}\n", 5),
        (f"App\n===\n\n{PROSE}\n\nGetting started\n---------------\n\n{STEPS}\n", 6),
        (f"# App\n\n{PROSE}\n\n    docker compose up\n", 5),
        (f"# App\n\n{PROSE}\n\n- [Documentation & Class Reference](https://docs.example.org/)\n", 5),
        (f"# App\n\n{PROSE}\n\n## Dokumentation\n\n- [Handbuch](https://example.org/handbuch)\n", 5),
    ],
)
def test_a_readme_that_explains_the_start_is_found_with_its_line(text: str, line: int) -> None:
    finding = readme(facts(CODE, documents={"README.md": text}))
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].line == line


def test_a_readme_of_one_sentence_does_not_explain_the_start() -> None:
    assert readme(facts(CODE, documents={"README.md": "# App\n## Installation\n"})).outcome is Outcome.NOT_MET


def test_a_badge_about_the_build_is_no_instruction() -> None:
    text = f"# App [![Build](https://example.org/run.svg)](https://example.org/run)\n\n{PROSE}\n"
    assert readme(facts(CODE, documents={"README.md": text})).outcome is Outcome.NOT_MET


def test_a_missing_readme_is_a_weakness() -> None:
    finding = readme(facts(CODE))
    assert finding.outcome is Outcome.NOT_MET
    assert "README fehlt" in finding.statement.de


def test_documents_beside_the_readme_are_counted() -> None:
    pages = {"docs/betrieb.md": PAGE * 100, "docs/aufbau.md": PAGE * 80, "README.md": "x\n" * 500}
    finding = documentation(facts(CODE, documents=pages))
    assert finding.outcome is Outcome.MET
    assert "2 Dokumente" in finding.statement.de


def test_a_readme_and_a_licence_are_no_further_documentation() -> None:
    pages = {"README.md": "x\n" * 500, "docs/LICENSE.md": "x\n" * 500}
    assert documentation(facts(CODE, documents=pages)).outcome is Outcome.NOT_MET


def test_an_archive_without_documentation_says_nothing() -> None:
    assert documentation(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE


@pytest.mark.parametrize(
    "path",
    ["CHANGELOG.md", "CHANGES.rst", "NEWS", "docs/release-notes.md", "changelog.d/12.md", "HISTORY.txt"],
)
def test_a_changelog_is_found_under_its_usual_names(path: str) -> None:
    finding = changelog(facts(CODE, documents={path: CHANGES}))
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].path == path


def test_a_section_of_the_readme_with_versions_is_a_changelog() -> None:
    entries = "FIXED: Admins can filter the list of items and locations by their category again\n"
    text = f"=== Fees ===\n\n== Changelog ==\n\n= 2.11 =\n{entries}"
    finding = changelog(facts(CODE, documents={"readme.txt": text}))
    assert finding.outcome is Outcome.MET
    assert [(place.path, place.line) for place in finding.evidence] == [("readme.txt", 3)]


def test_a_section_that_only_points_elsewhere_is_none() -> None:
    text = "# Fees\n\n## Changelog\n\nPlease see the other page.\n\n## Use\n\n" + "word and more 1.0 " * 20
    assert changelog(facts(CODE, documents={"README.md": text})).outcome is Outcome.NOT_MET


def test_one_document_is_counted_in_the_singular() -> None:
    finding = documentation(facts(CODE, documents={"docs/betrieb.md": PAGE * 200}))
    assert finding.statement.de.startswith("Neben der README gibt es ein Dokument mit ")


@pytest.mark.parametrize(
    "path",
    [
        "src/history.py", "docs/handbuch.md", "src/deep/er/still/changes.md", "docs/changelog/.gitkeep",
        "openspec/changes/faster-search/design.md",
    ],
)  # fmt: skip
def test_other_files_are_no_changelog(path: str) -> None:
    assert changelog(facts(CODE, documents={path: CHANGES})).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("measure", [readme, documentation, changelog])
def test_an_empty_folder_is_not_asked(measure: object) -> None:
    assert callable(measure)
    assert measure(facts()).outcome is Outcome.NOT_APPLICABLE


def test_a_changelog_without_entries_says_nothing() -> None:
    finding = changelog(facts(CODE, documents={"CHANGELOG.md": "# Changelog\n\n## Unreleased\n"}))
    assert finding.outcome is Outcome.NOT_MET
    assert "sagt aber nichts" in finding.statement.de


def test_a_changelog_that_ends_long_before_the_latest_version_is_out_of_date() -> None:
    old = CHANGES.replace("2.1.0 (2026-09-01)", "1.0.0 (2024-02-01)")
    finding = changelog(facts(CODE, documents={"CHANGELOG.md": old}))
    assert finding.outcome is Outcome.NOT_MET
    assert "endet am 1.2.2024" in finding.statement.de


def test_release_notes_on_the_platform_are_not_assessable() -> None:
    text = "# App\n\nNeues steht unter [Versionen](https://example.org/stadt/app/releases).\n"
    finding = changelog(facts(CODE, documents={"README.md": text}))
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert finding.evidence[0].line == 3


def test_documentation_on_a_website_is_not_assessable() -> None:
    text = "# App\n\nDie [Dokumentation](https://handbuch.example.org/) steht im Netz.\n"
    assert documentation(facts(CODE, documents={"README.md": text})).outcome is Outcome.NOT_ASSESSABLE


def test_pages_of_headings_are_no_documentation() -> None:
    pages = {"docs/a.md": "# Betrieb\n\n## Sicherung\n\n" * 100}
    assert documentation(facts(CODE, documents=pages)).outcome is Outcome.NOT_MET


def test_a_readme_of_headings_does_not_explain_the_start() -> None:
    headings = "# App\n\n" + "## Installation\n\n## Start\n\n## Betrieb\n\n" * 20
    assert readme(facts(CODE, documents={"README.md": headings})).outcome is Outcome.NOT_MET
