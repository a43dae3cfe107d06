"""The sections of an assessment: meaning, questions, pictures, excerpts, next steps; old results, too."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from grader.benchmark.comparison import Scope, language_limit, reference
from grader.report.advice import consequences, questions
from marketplace.analysis.forge import Forge
from marketplace.analysis.models import CodeSource, Grade
from marketplace.catalogue.models import Listing
from marketplace.web.assessment.findings import shown_finding
from marketplace.web.assessment.measures import measured_places
from marketplace.web.assessment.places import excerpts_by_indicator
from tests.marketplace.web.conftest import stored_grade

PAGE = "/loesungen/maengelmelder/programmierung/"
VIEWS = ("entscheidung", "fachleute", "anbieter", "verlauf", "dateien")
# What the first edition of results did not have.
NEW_SECTIONS = (
    "files",
    "maintainability",
    "coupling",
    "hotspots",
    "dependencies",
    "next_steps",
    "excerpts",
    "since",
)


def test_the_officer_reads_what_it_means_and_what_to_ask(
    client: Client, graded: Listing, result: dict[str, Any]
) -> None:
    html = client.get(PAGE).content.decode()
    assert "Was heißt das für uns?" in html
    assert html.count('class="fact meaning"') == len(consequences(result)) > 2
    asked = questions(result)
    assert html.count('<p class="question">') == len(asked)
    assert all(f"{place}. {one.text.de}" in html for place, one in enumerate(asked, 1))


def test_the_questions_can_be_sent_by_mail(client: Client, graded: Listing, result: dict[str, Any]) -> None:
    html = client.get(PAGE).content.decode()
    link = html.split('href="mailto:', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert unquote(link).startswith("?subject=Fragen zu Mängelmelder&body=")
    assert questions(result)[0].text.de in unquote(link)


def test_topics_beside_the_grade_have_verdicts_of_their_own(client: Client, graded: Listing) -> None:
    html = client.get(PAGE).content.decode()
    profile = html.split('id="profil"', 1)[1].split('id="daneben"', 1)[0]
    assert "Aufbau" in profile
    assert "Lizenz" not in profile


def test_every_number_that_was_compared_is_placed(
    client: Client, graded: Listing, result: dict[str, Any]
) -> None:
    compared = [one for one in result["findings"] if (one["measure"] or {}).get("better_than") is not None]
    html = client.get(PAGE, {"sicht": "fachleute"}).content.decode()
    assert html.count("place-strip") == len(compared) > 3


def test_better_is_on_the_left() -> None:
    findings = [
        shown_finding({"measure": {"value": 1, "better_than": share, "compared_with": 70}}, Forge(), {})
        for share in (100.0, 50.0, 0.0)
    ]
    best, middle, worst = (one.x for one in measured_places(findings))
    assert best < middle == 160 < worst


def test_quoted_lines_mark_what_is_meant() -> None:
    content = {"indicator": "x", "path": "a.py", "from_line": 7, "lines": ["a", "b", "c"], "marked": [8, 8]}
    [excerpt] = excerpts_by_indicator({"excerpts": [content]}, Forge())["x"]
    assert [(one.number, one.is_marked) for one in excerpt.lines] == [(7, False), (8, True), (9, False)]


def test_quoted_lines_are_never_markup(client: Client, source: CodeSource, result: dict[str, Any]) -> None:
    weak = {**result["findings"][0], "outcome": "not_met"}
    hostile = {
        "indicator": weak["indicator"],
        "path": "<b>.py",
        "from_line": 1,
        "lines": ["<script>alert(1)</script>"],
        "marked": [1, 1],
    }
    stored_grade(source, result | {"findings": [weak], "excerpts": [hostile]})
    html = client.get(PAGE, {"sicht": "fachleute"}).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html
    assert "<b>.py" not in html


def test_the_provider_sees_the_effect_of_each_step(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    text = {"de": "Zwei Dateien teilen.", "en": "Split two files."}
    step = {
        "indicator": "files-are-manageable",
        "topic": "structure",
        "kind": "grade",
        "title": text,
        "summary": text,
        "remedy": text,
        "assumed": {"de": "Angenommen: sonst bleibt alles.", "en": "Assumed: nothing else changes."},
        "effort": "medium",
        "topic_grade": {"before": "D", "after": "C"},
        "grade": {"before": "C", "after": "C"},
        "gain": 3.1,
        "places": [],
    }
    stored_grade(source, result | {"next_steps": [step]})
    html = client.get(PAGE, {"sicht": "anbieter"}).content.decode()
    for words in ("Zwei Dateien teilen.", "mittel", "von D auf C", "bleibt C", "Angenommen"):
        assert words in html


def test_results_of_the_first_edition_are_still_shown(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    old = {key: value for key, value in result.items() if key not in NEW_SECTIONS}
    old["components"] = [
        {key: value for key, value in part.items() if key != "expected"} for part in result["components"]
    ]
    stored_grade(source, old)
    pages = {view: client.get(PAGE, {"sicht": view}) for view in VIEWS}
    assert [page.status_code for page in pages.values()] == [200] * len(VIEWS)
    assert "mittlere Verzweigung je Funktion" in pages["fachleute"].content.decode()
    assert "bevor einzelne Dateien beurteilt wurden" in pages["dateien"].content.decode()
    first = next(one for one in result["findings"] if one["outcome"] == "not_met")
    assert first["remedy"]["de"] in pages["anbieter"].content.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_needs_few_queries(
    client: Client,
    graded: Listing,
    view: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(8):
        client.get(PAGE, {"sicht": view})


def test_the_method_page_takes_its_limits_from_the_comparison(client: Client) -> None:
    html = client.get("/so-pruefen-wir/").content.decode()
    table = html.split("Grenzwerte je Sprache", 1)[1]
    java = reference("Java")
    assert java.scope is Scope.LANGUAGE
    assert f">{len(java.repositories)}</td>" in table
    assert f">{language_limit('complexity', 'Java')}</td>" in table


def test_a_single_run_has_every_view_but_the_course(client: Client, graded: Listing) -> None:
    page = f"/prueflaeufe/{Grade.objects.get().run_id}/"
    html = client.get(page).content.decode()
    assert "sicht=anbieter" in html
    assert "sicht=verlauf" not in html
    assert "Alle beurteilten Dateien" in client.get(page, {"sicht": "dateien"}).content.decode()


def test_where_no_grade_is_possible_the_questions_remain(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    verdict = result["verdict"] | {"status": "not_assessable", "grade": None, "headline": None}
    stored_grade(source, result | {"verdict": verdict, "reasons": [], "comparison": None})
    html = client.get(PAGE).content.decode()
    assert "Das sollten Sie den Anbieter fragen" in html
    assert 'class="scale' not in html
