"""All judged files: filters stand in the address, pages are short, nothing is loaded without need."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from marketplace.analysis.forge import Forge
from marketplace.analysis.models import CodeSource
from marketplace.analysis.stored_results import FIRST_FILES, judged_files, with_short_results
from marketplace.web.assessment.file_table import PER_PAGE, FileFilter, file_table
from tests.marketplace.web.conftest import stored_grade

PAGE = "/loesungen/maengelmelder/programmierung/"


def row(path: str, language: str = "Java", kind: str = "easy", role: str = "production") -> dict[str, Any]:
    """A row of the section `files` as the grader writes it."""
    return {
        "path": path,
        "language": language,
        "role": role,
        "lines": 10,
        "maintainability": {"expected": 0.2, "low": 0.0, "high": 0.9},
        "class": kind,
        "word": {"de": "leicht zu pflegen", "en": "easy to maintain"},
        "reasons": [],
        "twin": 0.3,
        "disagreement": path.endswith("odd.py"),
        "mapped": True,
    }


ROWS = [
    row("src/karte/Plan.java", kind="hard"),
    row("src/karte/odd.py", "Python"),
    row("src/meldung/Annahme.java"),
    row("tests/AnnahmeTest.java", role="test"),
]


def paths(query: str) -> list[str]:
    table = file_table(ROWS, FileFilter.from_query(QueryDict(query)), Forge())
    return [one.place.path for one in table.files]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [one["path"] for one in ROWS]),
        ("sprache=Python", ["src/karte/odd.py"]),
        ("klasse=hard", ["src/karte/Plan.java"]),
        ("art=test", ["tests/AnnahmeTest.java"]),
        ("ordner=KARTE", ["src/karte/Plan.java", "src/karte/odd.py"]),
        ("uneinig=1", ["src/karte/odd.py"]),
        ("ordner=karte&sprache=Java", ["src/karte/Plan.java"]),
        ("klasse=unsinn&seite=-3&art=x", [one["path"] for one in ROWS]),
        ("sprache=COBOL", []),
    ],
)
def test_filters_stand_in_the_address(query: str, expected: list[str]) -> None:
    assert paths(query) == expected


def test_a_page_holds_fifty_files_and_leads_to_the_next() -> None:
    rows = [row(f"a/{number:03}.py") for number in range(120)]
    table = file_table(rows, FileFilter(folder="a/", page=2), Forge())
    assert (table.first, table.last, table.pages) == (51, 100, 3)
    assert len(table.files) == PER_PAGE
    assert table.previous_query == "&ordner=a%2F"
    assert table.next_query == "&ordner=a%2F&seite=3"


def test_a_page_behind_the_last_gives_the_last() -> None:
    table = file_table(ROWS, FileFilter(page=99), Forge())
    assert (table.asked.page, len(table.files)) == (1, 4)


def test_the_page_filters_without_scripts(client: Client, source: CodeSource, result: dict[str, Any]) -> None:
    stored_grade(source, result | {"files": ROWS})
    html = client.get(PAGE, {"sicht": "dateien", "ordner": "meldung"}).content.decode()
    assert "src/meldung/Annahme.java" in html
    assert "Plan.java" not in html
    assert "1 bis 1 von 1 Dateien" in html


def test_htmx_gets_the_table_alone(client: Client, source: CodeSource, result: dict[str, Any]) -> None:
    stored_grade(source, result | {"files": ROWS})
    answer = client.get(PAGE, {"sicht": "dateien"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Annahme.java" in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_pages_never_load_the_files_of_a_large_result(source: CodeSource, result: dict[str, Any]) -> None:
    rows = [row(f"a/{number}.py") for number in range(500)]
    grade = stored_grade(source, result | {"files": rows})
    [short] = with_short_results(type(grade).objects.filter(pk=grade.pk))
    assert [one["path"] for one in short.result["files"]] == [one["path"] for one in rows[:FIRST_FILES]]
    assert short.result["verdict"] == result["verdict"]
    assert len(judged_files(grade.pk)) == 500


def test_a_result_without_files_stays_without(source: CodeSource, result: dict[str, Any]) -> None:
    grade = stored_grade(source, {key: value for key, value in result.items() if key != "files"})
    [short] = with_short_results(type(grade).objects.filter(pk=grade.pk))
    assert "files" not in short.result
    assert judged_files(grade.pk) == []
