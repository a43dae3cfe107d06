"""The page of a listing: open points first, every statement with its evidence, nothing invented."""

from __future__ import annotations

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.analysis.models import CodeSource
from marketplace.catalogue.models import Listing, Source
from tests import factories


def test_open_points_stand_before_the_facts(client: Client, graded: Listing) -> None:
    html = client.get("/loesungen/maengelmelder/").content.decode()
    assert html.index('<section id="offen"') < html.index('<section id="fakten"')
    assert "Niemand nennt öffentlich, was Einrichtung und Betrieb kosten." in html


def test_each_statement_names_its_source_and_day(client: Client, graded: Listing) -> None:
    html = client.get("/loesungen/maengelmelder/").content.decode()
    assert 'href="https://forge.example/maengelmelder"' in html
    assert "gelesen 31.08.2026" in html
    assert "kein Beleg gefunden, gesucht am 31.08.2026" in html


def test_a_contradiction_shows_both_values(client: Client, graded: Listing) -> None:
    factories.fact(graded, "license", "MIT", basis=Source.Basis.PROVIDER)
    html = client.get("/loesungen/maengelmelder/").content.decode()
    assert "Lizenz: Die Quellen sagen Verschiedenes." in html
    assert "GPL-3.0-only" in html
    assert "MIT" in html


def test_an_unclaimed_listing_says_so(client: Client, graded: Listing) -> None:
    assert "Noch nicht vom Anbieter bestätigt." in client.get("/loesungen/maengelmelder/").content.decode()


def test_without_public_source_there_is_a_sentence_instead_of_a_scale(client: Client, db: None) -> None:
    factories.listing("fachverfahren")
    html = client.get("/loesungen/fachverfahren/").content.decode()
    assert "Wir kennen keinen öffentlichen Quelltext." in html
    assert 'class="scale' not in html
    assert (
        "Keine Einschätzung möglich"
        in client.get("/loesungen/fachverfahren/programmierung/").content.decode()
    )


def test_a_consulting_service_has_no_programming(client: Client, db: None) -> None:
    factories.listing("einfuehrungsberatung", kind=Listing.Kind.CONSULTING)
    html = client.get("/loesungen/einfuehrungsberatung/").content.decode()
    assert "Beratung hat keinen Quelltext." in html
    assert 'id="programmierung"' not in html


def test_each_part_of_the_code_shows_its_grade(client: Client, graded: Listing) -> None:
    CodeSource.objects.create(
        listing=graded, kind="git", location="https://codeberg.org/stadt/app", part_de="App", position=1
    )
    html = client.get("/loesungen/maengelmelder/").content.decode()
    assert "Git-Adresse: codeberg.org/stadt/app" in html
    assert "noch keine Einschätzung" in html


def test_a_page_needs_the_same_queries_for_many_facts_in_a_large_catalogue(
    client: Client, graded: Listing, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        factories.fact(graded, "remark", {"de": f"Hinweis {number}", "en": f"Note {number}"})
    for number in range(20):
        factories.listing(f"andere-{number}", name=f"Andere {number}", facts={"license": "MIT"})
    client.get("/loesungen/maengelmelder/")
    with django_assert_max_num_queries(14):
        client.get("/loesungen/maengelmelder/?neu=1")
