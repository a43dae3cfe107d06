"""The list: words, filters and odd addresses, whole page and live parts."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue import text_index
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_figures import search_figures
from tests import factories


def test_a_search_marks_why_something_was_found(client: Client, graded: Listing) -> None:
    html = client.get("/loesungen/", {"suche": "schäden"}).content.decode()
    assert "Eine passende Lösung für „schäden“" in html
    assert "<mark>Schäden</mark>" in html


def test_loosely_related_hits_stand_below_a_heading_and_are_counted_apart(
    client: Client, graded: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.listing("klarschiff", name="Schäden melden", search_words_de=["Schäden melden"])
    monkeypatch.setattr(text_index, "CLOSE_OF_BEST", 0.99)
    html = client.get("/loesungen/", {"suche": "schäden melden"}).content.decode()
    assert "Eine passende Lösung für „schäden melden“, eine entfernt verwandte" in html
    assert html.count('<ol class="hits">') == 2
    assert html.count("<ol") == html.count("</ol>")
    above, below = html.split("Entfernter verwandt</h2>")
    assert (above.count('class="hit"'), below.count('class="hit"')) == (1, 1)


def test_abandoned_entries_hide_behind_a_count_that_is_a_link(client: Client, graded: Listing) -> None:
    factories.listing("alt", summary_de="Baumkataster.", facts={"last_change": "2019-01-01"})
    html = client.get("/loesungen/").content.decode()
    assert "Einen nicht mehr gepflegten Eintrag anzeigen" in html
    assert "/loesungen/alt/" not in html
    shown = client.get("/loesungen/?beendete=1").content.decode()
    assert "/loesungen/alt/" in shown
    assert '<input type="hidden" name="beendete" value="1">' in shown


def test_where_only_abandoned_entries_answer_the_page_says_so(client: Client, graded: Listing) -> None:
    factories.listing("alt", name="Baumkataster", facts={"last_change": "2019-01-01"})
    html = client.get("/loesungen/", {"suche": "Baumkataster", "feld": "verwaltung"}).content.decode()
    assert "Einen nicht mehr gepflegten Eintrag anzeigen" in html
    assert "suche=Baumkataster&amp;feld=verwaltung&amp;beendete=1" in html


def test_a_task_in_other_words_is_explained_by_both(client: Client, graded: Listing) -> None:
    factories.listing("klarschiff", summary_de="Karte.", search_words_de=["Mängelmelder"])
    html = client.get("/loesungen/", {"suche": "Schlagloch"}).content.decode()
    assert "<mark>Mängelmelder</mark></q> (Sie suchten: Schlagloch)" in html


def test_the_rule_page_shows_measured_figures_in_both_languages(client: Client, db: None) -> None:
    part = search_figures()[-1]
    html = client.get("/suche-erklaert/").content.decode()
    assert f"{part.questions} Fragen" in html
    assert f"{part.searches['Marktplatz'].ndcg:.2f}".replace(".", ",") in html
    assert "German full text search of PostgreSQL" in client.get("/en/search-explained/").content.decode()


def test_nonsense_finds_nothing_and_says_what_to_do(client: Client, graded: Listing) -> None:
    html = client.get("/loesungen/", {"suche": "xqzvw"}).content.decode()
    assert "Nichts gefunden für „xqzvw“" in html
    assert "Beschreiben Sie das Ergebnis, das Sie brauchen." in html
    assert 'class="hit"' not in html


def test_the_live_search_gets_only_what_changes(client: Client, graded: Listing) -> None:
    answer = client.get("/loesungen/", {"suche": "schäden"}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "<html" not in html
    assert html.count("hx-swap-oob") == 4
    assert "HX-Request" in answer["Vary"]


def test_whole_page_and_live_parts_are_kept_apart(client: Client, graded: Listing) -> None:
    client.get("/loesungen/?suche=a", headers={"HX-Request": "true"})
    assert "<html" in client.get("/loesungen/?suche=a").content.decode()


def test_an_active_filter_can_be_removed(client: Client, graded: Listing) -> None:
    html = client.get("/loesungen/", {"feld": "verwaltung", "suche": "schäden"}).content.decode()
    assert "Filter (1)" in html
    assert "Filter entfernen:" in html
    assert 'value="verwaltung" checked' in html


def test_the_grade_is_shown_and_filters(client: Client, graded: Listing) -> None:
    letter = graded.code_sources.get().grades.get().letter
    html = client.get("/loesungen/", {"stufe": letter}).content.decode()
    assert f"Stufe {letter} auf der Skala von A bis E" in html
    assert 'class="hit"' not in client.get("/loesungen/", {"stufe": "ohne"}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "seite=999999999999",
        "seite=-1",
        "seite=%00",
        "suche=%00%00",
        "suche=" + "a" * 5000,
        "feld=gibt-es-nicht",
        "stufe=Z&stufe=A",
        "sortierung=%27%3B--",
        "suche=%F0%9F%9A%B2&pflege=&art=x",
        "suche=((((*%25_",
    ],
)
def test_odd_addresses_are_answered(client: Client, graded: Listing, query: str) -> None:
    assert client.get(f"/loesungen/?{query}").status_code == 200


def test_a_query_with_markup_stays_text(client: Client, graded: Listing) -> None:
    html = client.get("/loesungen/", {"suche": "<b>x</b>\"'"}).content.decode()
    assert "<b>x</b>" not in html


def test_more_listings_need_no_more_queries(
    client: Client, graded: Listing, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        factories.listing(f"loesung-{number}")
    client.get("/loesungen/")
    with django_assert_max_num_queries(8):
        client.get("/loesungen/?seite=2")
