"""Results as files to save."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from marketplace.analysis.models import CodeSource
from marketplace.catalogue.models import Listing
from tests.marketplace.web.conftest import stored_grade

PAGE = "/loesungen/maengelmelder/programmierung/?sicht=fachleute"


def address(source: CodeSource, kind: str) -> str:
    return f"/prueflaeufe/{source.grades.get().run_id}/ergebnis.{kind}"


def test_the_whole_result_can_be_saved(
    client: Client, graded: Listing, source: CodeSource, result: dict[str, Any]
) -> None:
    answer = client.get(address(source, "json"))
    assert answer.json() == result
    assert answer["Content-Disposition"].startswith("attachment")
    assert address(source, "json") in client.get(PAGE).content.decode()


def test_sarif_names_rules_and_places(client: Client, graded: Listing, source: CodeSource) -> None:
    content = client.get(address(source, "sarif")).json()
    assert content["version"] == "2.1.0"
    assert content["runs"][0]["results"]


def test_the_report_is_saved_and_not_shown_as_a_page_of_this_site(
    client: Client, graded: Listing, source: CodeSource
) -> None:
    answer = client.get(address(source, "html"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "<h1>Mängelmelder</h1>" in answer.content.decode()


@pytest.mark.parametrize("kind", ["exe", "md"])
def test_other_kinds_are_not_found(client: Client, graded: Listing, source: CodeSource, kind: str) -> None:
    assert client.get(address(source, kind)).status_code == 404


def test_a_result_that_is_too_old_for_a_report_offers_none(client: Client, source: CodeSource) -> None:
    stored_grade(source, {"verdict": {"grade": "C"}, "tool": {"rules": "x"}})
    assert client.get(address(source, "html")).status_code == 404
    assert client.get(address(source, "json")).status_code == 200
    assert "ergebnis.html" not in client.get(PAGE).content.decode()


def test_an_unknown_run_is_not_found(client: Client, graded: Listing) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    assert client.get(f"/prueflaeufe/{nobody}/ergebnis.json").status_code == 404
