"""The margin beside each statement: short, linked and dated."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from django.test import Client

from marketplace.analysis.models import CodeSource
from marketplace.analysis.queries import main_grades_by_listing
from marketplace.catalogue import queries
from marketplace.catalogue.models import Fact, Listing, Source
from marketplace.web.evidence import margin_of, short_address
from tests import factories
from tests.marketplace.web.conftest import stored_grade


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://www.masterportal.org/dokumentation.html", "masterportal.org/dokumentation.html"),
        ("https://github.com/stadt/app/", "github.com/stadt/app"),
        ("https://github.com/stadt/app/blob/ee2909e09d0b/API.md", "github.com/stadt/app: API.md"),
        ("https://gitlab.com/stadt/app/-/tree/main", "gitlab.com/stadt/app"),
        ("dieses Programm selbst", "dieses Programm selbst"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_addresses_are_written_as_people_say_them(url: str, short: str) -> None:
    assert short_address(url) == short


def test_the_place_is_named_instead_of_the_same_title_in_every_row(graded: Listing) -> None:
    fact = factories.fact(graded, "technology", ["Python"])
    Fact.objects.filter(pk=fact.pk).update(locator="pyproject.toml")
    profile = queries.profile(graded)
    row = profile.row("technology")
    assert row is not None
    margin = margin_of(row.entries[0], profile)
    assert margin.text == "Quelltext: pyproject.toml"
    assert margin.read_on == row.entries[0].source.seen_on


def _with_history(result: dict[str, Any], **changes: Any) -> dict[str, Any]:
    changed = copy.deepcopy(result)
    changed["history"] = {
        "available": True,
        "truncated": False,
        "first_commit_on": "2020-01-01",
        "commits_last_12_months": 12,
        "months": [1] * 12,
        **changes,
    }
    return changed


def test_the_list_draws_the_months_of_a_known_history(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    stored_grade(source, _with_history(result))
    html = client.get("/loesungen/").content.decode()
    assert "12 Änderungen in zwölf Monaten" in html
    assert "Pflege in den letzten zwölf Monaten" in html


def test_a_cut_off_history_is_not_drawn(source: CodeSource, result: dict[str, Any]) -> None:
    stored_grade(source, _with_history(result, truncated=True))
    assert main_grades_by_listing()[source.listing_id or 0].months == ()


def test_a_young_project_makes_no_pauses(client: Client, source: CodeSource, result: dict[str, Any]) -> None:
    young = _with_history(result, first_commit_on=str(date.fromisoformat(result["as_of"])))
    stored_grade(source, young)
    html = client.get("/loesungen/maengelmelder/").content.decode()
    assert "Jünger als ein Jahr" in html
    assert "Mit Pausen gepflegt" not in html


def test_a_grade_of_a_part_says_so(client: Client, source: CodeSource, result: dict[str, Any]) -> None:
    CodeSource.objects.filter(pk=source.pk).update(part_de="App", part_en="App")
    stored_grade(source, result)
    assert "Gilt nur für den Teil „App“." in client.get("/loesungen/maengelmelder/").content.decode()
    assert "nur für den Teil „App“" in client.get("/loesungen/").content.decode()


def test_what_stands_beside_the_grade_is_a_question_with_its_answer(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    unknown = copy.deepcopy(result)
    notice = next(one for one in unknown["notices"] if one["id"] == "code-is-maintained")
    notice.update(outcome="not_assessable", text={"de": "Ohne Geschichte.", "en": "No history."}, evidence=[])
    stored_grade(source, unknown)
    html = client.get("/loesungen/maengelmelder/programmierung/").content.decode()
    place = html.index("Arbeitet noch jemand daran?")
    assert "nicht einschätzbar" in html[place : html.index("</li>", place)]
    assert notice["title"]["de"] not in html


def test_a_file_that_is_the_source_is_named_by_its_name(graded: Listing) -> None:
    fact = factories.fact(graded, "audience", {"de": "Kommunen", "en": "Towns"}, basis=Source.Basis.PROVIDER)
    Fact.objects.filter(pk=fact.pk).update(locator="description")
    Source.objects.filter(pk=fact.source_id).update(
        title_de="Angaben in publiccode.yml", url="https://forge.example/app/blob/main/publiccode.yml"
    )
    profile = queries.profile(graded)
    row = profile.row("audience")
    assert row is not None
    margin = margin_of(row.entries[0], profile)
    assert (margin.text, margin.basis) == ("publiccode.yml: description", "Angabe des Anbieters")


def test_consulting_is_asked_for_its_own_costs(client: Client, db: None) -> None:
    factories.listing("beratung", kind=Listing.Kind.CONSULTING)
    html = client.get("/loesungen/beratung/").content.decode()
    assert "Niemand nennt öffentlich, was die Beratung kostet." in html
    assert "auch offene Software kostet" not in html
