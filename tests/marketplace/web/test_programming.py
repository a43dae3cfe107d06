"""The assessment in three views, and asking for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.catalogue.models import Listing
from tests.marketplace.web.conftest import AT, COMMIT, stored_grade

PAGE = "/loesungen/maengelmelder/programmierung/"
LISTING_PAGE = "/loesungen/maengelmelder/"
REQUEST = "/loesungen/maengelmelder/programmierung/anfordern/"


def test_the_officer_sees_scale_reasons_comparison_and_limits(
    client: Client, graded: Listing, result: dict[str, Any]
) -> None:
    html = client.get(PAGE).content.decode()
    assert result["verdict"]["headline"]["de"] in html
    assert "Drei Gründe" in html
    assert html.count('class="direction"') == 3
    assert "Was das nicht sagt" in html
    better, worse = result["comparison"]["better"], result["comparison"]["worse"]
    assert f"{better} Projekte liegen davor, {worse} dahinter." in html


def test_the_engineer_sees_every_finding_with_links_to_the_commit(
    client: Client, graded: Listing, result: dict[str, Any]
) -> None:
    html = client.get(PAGE, {"sicht": "fachleute"}).content.decode()
    assert html.count('class="finding"') == len(result["findings"])
    place = next(place for finding in result["findings"] for place in finding["evidence"] if place["line"])
    address = f"https://github.com/stadt/maengelmelder/blob/{COMMIT}/{place['path']}#L{place['line']}"
    assert address in html


def test_the_provider_sees_what_to_do_next(client: Client, graded: Listing, result: dict[str, Any]) -> None:
    html = client.get(PAGE, {"sicht": "anbieter"}).content.decode()
    open_findings = [one for one in result["findings"] if one["outcome"] == "not_met"]
    assert all(one["title"]["de"] in html for one in open_findings)
    assert "noch nicht möglich" in html


def test_english_texts_come_from_the_result(client: Client, graded: Listing, result: dict[str, Any]) -> None:
    html = client.get("/en/solutions/maengelmelder/programming/").content.decode()
    assert result["verdict"]["headline"]["en"] in html


def test_not_assessable_is_said_without_a_scale(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    reason = {"de": "Hier gibt es zu wenig Quelltext.", "en": "There is too little source code here."}
    verdict = result["verdict"] | {
        "status": "not_assessable",
        "grade": None,
        "reason": reason,
        "headline": None,
    }
    stored_grade(source, result | {"verdict": verdict, "reasons": [], "comparison": None})
    html = client.get(PAGE).content.decode()
    assert "Hier gibt es zu wenig Quelltext." in html
    assert 'class="scale' not in html


def test_a_result_with_holes_still_gives_a_page(client: Client, source: CodeSource) -> None:
    stored_grade(source, {"verdict": {"grade": "C"}, "tool": {"rules": "x"}})
    for view in ("entscheidung", "fachleute", "anbieter"):
        assert client.get(PAGE, {"sicht": view}).status_code == 200


def test_asking_queues_a_run_and_shows_it(client: Client, source: CodeSource) -> None:
    answer = client.post(REQUEST, {"teil": source.pk})
    run = AnalysisRun.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/prueflaeufe/{run.pk}/"
    assert "Als Nächstes an der Reihe." in client.get(answer["Location"]).content.decode()


def test_asking_twice_joins_the_open_run(client: Client, source: CodeSource) -> None:
    first = client.post(REQUEST, {"teil": source.pk})
    second = client.post(REQUEST, {"teil": source.pk})
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize("part", ["", "0", "999", "abc", "1e9", "²", "9" * 40])
def test_a_part_of_another_listing_is_not_assessed(client: Client, source: CodeSource, part: str) -> None:
    assert client.post(REQUEST, {"teil": part}).status_code == 404
    assert not AnalysisRun.objects.exists()


def test_asking_needs_the_token_of_the_form(source: CodeSource) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(REQUEST, {"teil": source.pk})
    assert answer.status_code == 403
    assert "Das Formular ist abgelaufen" in answer.content.decode()
    assert not AnalysisRun.objects.exists()


def test_asking_by_address_alone_changes_nothing(client: Client, source: CodeSource) -> None:
    assert client.get(REQUEST)["Location"] == "/loesungen/maengelmelder/programmierung/"
    assert client.put(REQUEST).status_code == 405


def test_too_many_requests_say_when_it_works_again(
    client: Client, source: CodeSource, settings: Settings
) -> None:
    settings.ASSESSMENTS_PER_HOUR = 1
    client.post(REQUEST, {"teil": source.pk})
    AnalysisRun.objects.update(state=AnalysisRun.State.FINISHED, finished_at=AT)
    answer = client.post(REQUEST, {"teil": source.pk})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Wieder möglich ab" in answer.content.decode()


def test_where_only_operators_may_ask_there_is_no_button(
    client: Client, source: CodeSource, settings: Settings
) -> None:
    settings.OPEN_ASSESSMENT = False
    assert "Prüfungen kann hier nur der Betreiber anstoßen." in client.get(PAGE).content.decode()
    assert client.post(REQUEST, {"teil": source.pk}).status_code == 403


def test_a_failed_run_leaves_the_last_good_result(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    stored_grade(source, result)
    AnalysisRun.objects.create(
        source=source,
        requested_at=AT.replace(hour=12),
        not_before=AT.replace(hour=17),
        problem="unreachable",
        problem_de="Der Rechner github.com antwortet nicht.",
        problem_en="The host github.com does not answer.",
    )
    for page in (PAGE, LISTING_PAGE):
        html = client.get(page).content.decode()
        assert "Der Rechner github.com antwortet nicht." in html
        assert "Nächster Versuch: 14. November 2026, 18:00 Uhr." in html
        assert result["verdict"]["headline"]["de"] in html
