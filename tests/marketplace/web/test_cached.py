"""Pages kept in memory."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from marketplace.web.cached import PageCache
from tests import factories


def page(size: int) -> HttpResponse:
    return HttpResponse(b"x" * size)


def test_a_kept_page_comes_back_whole() -> None:
    cache = PageCache()
    cache.keep(("a",), HttpResponse("hallo", headers={"Vary": "HX-Request"}))
    found = cache.get(("a",))
    assert found is not None
    assert (found.content, found["Vary"]) == (b"hallo", "HX-Request")


def test_invented_addresses_do_not_fill_the_memory() -> None:
    cache = PageCache(most=1000)
    for number in range(50):
        cache.keep((number,), page(400))
    assert [number for number in range(50) if cache.get((number,))] == [48, 49]


def test_the_page_asked_last_stays_longest() -> None:
    cache = PageCache(most=1000)
    cache.keep(("a",), page(400))
    cache.keep(("b",), page(400))
    cache.get(("a",))
    cache.keep(("c",), page(400))
    assert (cache.get(("b",)), cache.get(("a",)) is None) == (None, False)


def test_a_page_larger_than_the_memory_is_not_kept() -> None:
    cache = PageCache(most=1000)
    cache.keep(("a",), page(2000))
    assert cache.get(("a",)) is None


@pytest.mark.django_db
def test_what_one_person_sees_is_kept_for_nobody_else(client: Client) -> None:
    factories.listing()
    lena = Client()
    lena.force_login(factories.person("lena", name="Lena Brandt"))
    for address in ("/", "/loesungen/", "/loesungen/maengelmelder/"):
        assert "Lena Brandt" in lena.get(address).content.decode()
        page = client.get(address)
        assert "Lena Brandt" not in page.content.decode()
        assert "Cookie" in page["Vary"]
        assert "Lena Brandt" in lena.get(address).content.decode()


@pytest.mark.django_db
def test_a_message_for_one_visitor_is_kept_for_nobody_else(client: Client) -> None:
    factories.listing()
    lena = Client()
    lena.force_login(factories.person("lena"))
    assert "Sie sind abgemeldet" in lena.post("/konto/abmelden/", follow=True).content.decode()
    assert "Sie sind abgemeldet" not in client.get("/").content.decode()
