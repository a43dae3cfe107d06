"""What a visitor puts aside for comparison: a cookie of slugs, changed only from this site's own pages."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from marketplace.catalogue.models import Listing
from marketplace.web.comparison.choice import Choice
from tests import factories

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def six(db: None) -> list[str]:
    return [factories.listing(f"loesung-{number}", name=f"Lösung {number}").slug for number in range(6)]


def choose(client: Client, wish: str, *slugs: str, **headers: str) -> Any:
    data = {"was": wish, "eintrag": slugs, "zurueck": "/loesungen/?suche=x"}
    return client.post("/vergleich/auswahl/", data, headers=HERE | headers)


def chosen(client: Client) -> str:
    return client.cookies["vergleich"].value if "vergleich" in client.cookies else ""


def test_choosing_is_remembered_and_leads_back(client: Client, six: list[str]) -> None:
    response = choose(client, "dazu", "loesung-1")
    assert (response.status_code, response["Location"]) == (303, "/loesungen/?suche=x")
    choose(client, "dazu", "loesung-0")
    assert chosen(client) == "loesung-1.loesung-0"


def test_the_cookie_holds_slugs_only_and_no_script_reads_it(client: Client, six: list[str]) -> None:
    choose(client, "dazu", "loesung-1")
    cookie = client.cookies["vergleich"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 604800)


def test_what_is_taken_out_can_be_taken_back(client: Client, six: list[str]) -> None:
    choose(client, "dazu", "loesung-1", "loesung-2")
    choose(client, "weg", "loesung-1")
    assert chosen(client) == "loesung-2~loesung-1"
    html = client.get("/loesungen/").content.decode()
    assert "Lösung 1 ist nicht mehr im Vergleich." in html
    choose(client, "dazu", "loesung-1")
    assert chosen(client) == "loesung-2.loesung-1"


def test_clearing_can_be_undone(client: Client, six: list[str]) -> None:
    choose(client, "dazu", "loesung-1", "loesung-2")
    choose(client, "leeren")
    assert "Der Vergleich ist leer." in client.get("/loesungen/").content.decode()
    choose(client, "dazu", "loesung-1", "loesung-2")
    assert chosen(client) == "loesung-1.loesung-2"


def test_a_sixth_is_refused_with_the_way_out(client: Client, six: list[str]) -> None:
    choose(client, "dazu", *six[:5])
    response = choose(client, "dazu", six[5])
    assert response.status_code == 409
    assert "Nehmen Sie zuerst eine heraus, dann ist Platz für Lösung 5." in response.content.decode()
    assert chosen(client) == ".".join(six[:5])


def test_a_script_gets_only_the_parts_that_change(client: Client, six: list[str]) -> None:
    response = choose(client, "dazu", "loesung-1", **{"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert "Aus dem Vergleich nehmen" in html
    assert 'id="vergleich-leiste" hx-swap-oob' in html
    assert "Vergleich (1)" in html


def test_withdrawn_and_invented_entries_are_not_remembered(client: Client, six: list[str]) -> None:
    factories.listing("weg", state=Listing.State.WITHDRAWN)
    choose(client, "dazu", "weg", "erfunden")
    assert chosen(client) == ""


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Origin": "https://boese.example"},
        {"Origin": "null"},
    ],
)
def test_other_sites_cannot_choose_for_a_visitor(
    client: Client, six: list[str], headers: dict[str, str]
) -> None:
    response = client.post("/vergleich/auswahl/", {"was": "dazu", "eintrag": "loesung-1"}, headers=headers)
    assert (response.status_code, chosen(client)) == (403, "")


def test_older_browsers_say_where_a_form_comes_from_in_another_header(client: Client, six: list[str]) -> None:
    data = {"was": "dazu", "eintrag": "loesung-1"}
    client.post("/vergleich/auswahl/", data, headers={"Origin": "http://testserver"})
    assert chosen(client) == "loesung-1"


@pytest.mark.parametrize(
    "back", ["https://boese.example/", "//boese.example/", "javascript:alert(1)", "/\\boese"]
)
def test_the_way_back_never_leaves_this_site(client: Client, six: list[str], back: str) -> None:
    data = {"was": "dazu", "eintrag": "loesung-1", "zurueck": back}
    response = client.post("/vergleich/auswahl/", data, headers=HERE)
    assert response["Location"] == "/loesungen/"


def test_looking_does_not_change_anything(client: Client, db: None) -> None:
    assert client.get("/vergleich/auswahl/", headers=HERE).status_code == 405


@pytest.mark.parametrize(
    "cookie", ["a.b.c.d.e.f.g", "~", "..", "<script>", "a" * 500, "ä.b", "a~b~c", 'x"; drop table']
)
def test_odd_cookies_never_hold_more_than_five_slugs(cookie: str, client: Client, six: list[str]) -> None:
    client.cookies = SimpleCookie({"vergleich": cookie})
    response = client.get("/loesungen/")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<body>")[1]


def test_a_kept_page_never_shows_another_visitors_choice(client: Client, six: list[str]) -> None:
    stranger = Client()
    before = stranger.get("/loesungen/").content.decode()
    choose(client, "dazu", "loesung-1")
    assert "Eine Lösung im Vergleich:" in client.get("/loesungen/").content.decode()
    assert stranger.get("/loesungen/").content.decode() == before
    assert "Cookie" in client.get("/loesungen/")["Vary"]


def test_the_comparison_without_an_address_is_the_own_choice(client: Client, six: list[str]) -> None:
    choose(client, "dazu", "loesung-1", "loesung-2")
    assert client.get("/vergleich/")["Location"] == "/vergleich/?l=loesung-1&l=loesung-2"


def test_a_shared_comparison_can_become_the_own_one(client: Client, six: list[str]) -> None:
    choose(client, "dazu", "loesung-0")
    html = client.get("/vergleich/?l=loesung-1&l=loesung-2").content.decode()
    assert "Diese Auswahl in meinen Vergleich übernehmen" in html
    choose(client, "genau", "loesung-1", "loesung-2")
    assert chosen(client) == "loesung-1.loesung-2"


def test_a_choice_knows_what_it_holds() -> None:
    choice = Choice(("a", "b")).without(["a"])
    assert (choice.slugs, choice.dropped, len(choice)) == (("b",), ("a",), 1)
    assert not Choice()
