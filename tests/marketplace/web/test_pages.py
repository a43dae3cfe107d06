"""Every page answers in both languages, says what it is and keeps to the content security policy."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.catalogue.models import Listing

PAGES = [
    "start",
    "solutions",
    "self-check",
    "method",
    "search-order",
    "status",
    "imprint",
    "privacy",
    "accessibility",
]


def _address(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(f"web:{name}")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_in_its_language(
    client: Client, graded: Listing, legal_texts: None, name: str, language: str
) -> None:
    answer = client.get(_address(name, language))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1
    assert re.search(r"<title>\S", html)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "view", ["", "?sicht=entscheidung", "?sicht=fachleute", "?sicht=anbieter", "?sicht=x"]
)
def test_listing_and_programming_answer(client: Client, graded: Listing, view: str, language: str) -> None:
    with translation.override(language):
        pages = [reverse("web:solution", args=[graded.slug]), reverse("web:programming", args=[graded.slug])]
    for page in pages:
        answer = client.get(page + view)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.content.decode()


def test_german_and_english_page_know_each_other(client: Client, graded: Listing) -> None:
    german = client.get("/loesungen/maengelmelder/?x=1").content.decode()
    english = client.get("/en/solutions/maengelmelder/").content.decode()
    assert 'href="/en/solutions/maengelmelder/?x=1" hreflang="en"' in german
    assert 'href="/loesungen/maengelmelder/" hreflang="de"' in english


def test_pages_hold_no_inline_script_and_no_inline_style(client: Client, graded: Listing) -> None:
    pages = [
        "/",
        "/loesungen/",
        "/loesungen/maengelmelder/",
        "/loesungen/maengelmelder/programmierung/",
        "/pruefen/",
    ]
    for page in pages:
        html = client.get(page).content.decode()
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", html), page
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html)), page


def test_viewing_sets_no_cookie(client: Client, graded: Listing) -> None:
    for page in ["/", "/loesungen/", "/loesungen/maengelmelder/", "/so-pruefen-wir/", "/status/"]:
        assert not client.get(page).cookies, page


def test_names_are_shown_as_text(client: Client, graded: Listing) -> None:
    Listing.objects.filter(pk=graded.pk).update(name="<script>alert(1)</script>", summary_de='"><img src=x>')
    html = client.get("/loesungen/maengelmelder/").content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_search_engines_are_kept_from_runs(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /prueflaeufe/" in answer.content.decode()


def test_a_missing_page_is_404_in_the_design(client: Client, db: None) -> None:
    for page in ["/gibt-es-nicht/", "/loesungen/gibt-es-nicht/", "/en/solutions/gibt-es-nicht/programming/"]:
        answer = client.get(page)
        assert answer.status_code == 404
        assert "marktplatz/base.css" in answer.content.decode()


def test_a_withdrawn_listing_looks_like_a_missing_one(client: Client, graded: Listing) -> None:
    Listing.objects.filter(pk=graded.pk).update(state=Listing.State.WITHDRAWN)
    assert client.get("/loesungen/maengelmelder/").status_code == 404


def test_the_error_page_needs_nothing_to_be_shown() -> None:
    from django.template.loader import render_to_string

    html = render_to_string("500.html")
    assert "Der Fehler liegt nicht bei Ihnen" in html
    assert "{%" not in html
