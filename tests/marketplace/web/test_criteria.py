"""The public pages of the criteria catalogue."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.test import Client

from marketplace.criteria.editions import current_edition

KEYS = [one.key for one in current_edition().criteria]


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_list_names_every_criterion_with_its_proof(client: Client, db: None) -> None:
    html = text(client, "/kriterien/")
    for one in current_edition().criteria:
        assert f'href="/kriterien/{one.key}/"' in html
        assert one.title.de in html
    assert "gilt 24 Monate" in html
    assert "gilt, bis sich etwas ändert" in html


@pytest.mark.parametrize("key", KEYS)
def test_every_criterion_has_a_page_in_both_languages(client: Client, db: None, key: str) -> None:
    one = current_edition().criterion(key)
    assert one is not None
    german, english = text(client, f"/kriterien/{key}/"), text(client, f"/en/criteria/{key}/")
    for wording in (one.question, one.why, one.help, one.requirement.text, one.ask_provider):
        assert wording.de in german
        assert wording.en in english
    for reference in one.references:
        assert reference.title.de in german
        assert reference.url.replace("&", "&amp;") in german or reference.url in german


def test_a_source_says_when_it_was_read_or_that_it_was_not(client: Client, db: None) -> None:
    html = text(client, "/kriterien/processing-agreement/")
    assert "gelesen 23.11.2026" in html
    assert "nicht geöffnet" in html


def test_a_page_says_when_the_question_arises(client: Client, db: None) -> None:
    html = text(client, "/kriterien/processing-agreement/")
    assert 'href="/kriterien/personal-data/"' in html
    assert "bei reinem Eigenbetrieb" in html
    assert "Bei jedem Angebot." in text(client, "/kriterien/costs-public/")


def test_an_unknown_criterion_is_404(client: Client, db: None) -> None:
    assert client.get("/kriterien/farbe/").status_code == 404


def test_the_schema_can_be_fetched_in_both_languages(client: Client, db: None) -> None:
    german, english = client.get("/kriterien/schema.json"), client.get("/en/criteria/schema.json")
    assert german["Content-Type"] == "application/schema+json; charset=utf-8"
    assert set(json.loads(german.content)["properties"]) == set(KEYS)
    assert json.loads(english.content)["properties"]["maturity"]["title"] == "Maturity (phases P1 to P5)"
