"""Pages kept in memory."""

from __future__ import annotations

from django.http import HttpResponse

from marketplace.web.cached import PageCache


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
