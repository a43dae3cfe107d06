"""Web feeds of lists: valid Atom, stable ids, the newest first, nothing sent twice."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services import bump_revision
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 our own page, not a stranger's


def feed(client: Client, query: str = "") -> ElementTree.Element:
    response = client.get(f"/loesungen/feed.atom{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return parsed(response.content)


def names(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in root.iter(f"{ATOM}entry")]


@pytest.fixture
def two(db: None) -> None:
    factories.listing("alt", name="Alt", fields=["mobilitaet"], summary_de="Fahrten <b>teilen</b> & mehr.")
    factories.listing("neu", name="Neu")


def test_every_element_the_standard_demands_is_there(client: Client, two: None) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated; an author; a link for entries without content."""
    root = feed(client)
    for element in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
        assert any(one.get("rel") == "alternate" for one in element.findall(f"{ATOM}link"))
    assert any(one.get("rel") == "self" for one in root.findall(f"{ATOM}link"))


def test_the_entry_changed_last_comes_first(client: Client, two: None) -> None:
    assert names(feed(client)) == ["Neu", "Alt"]
    Listing.objects.get(slug="alt").save()
    bump_revision()
    assert names(feed(client)) == ["Alt", "Neu"]


def test_a_feed_has_what_the_list_with_the_same_address_has(client: Client, two: None) -> None:
    assert names(feed(client, "?feld=mobilitaet")) == ["Alt"]
    assert names(feed(client, "?suche=xqzvw")) == []


def test_ids_are_the_same_in_every_list_and_language(client: Client, two: None) -> None:
    german = feed(client, "?feld=mobilitaet").findtext(f"{ATOM}entry/{ATOM}id")
    response = client.get("/en/solutions/feed.atom?feld=mobilitaet")
    english = parsed(response.content).findtext(f"{ATOM}entry/{ATOM}id")
    assert german == english
    assert str(german).endswith(":eintrag:alt")


def test_plain_text_stays_plain_text(client: Client, two: None) -> None:
    """The summary is announced as HTML, so what looks like markup must be escaped twice."""
    summary = feed(client, "?feld=mobilitaet").find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("html", "Fahrten &lt;b&gt;teilen&lt;/b&gt; &amp; mehr.")


def test_who_has_the_feed_already_gets_nothing_again(client: Client, two: None) -> None:
    tag = client.get("/loesungen/feed.atom")["ETag"]
    assert client.get("/loesungen/feed.atom", headers={"If-None-Match": tag}).status_code == 304
    factories.listing("dritte")
    assert client.get("/loesungen/feed.atom", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "query", ["?suche=%01%02", "?suche=%EF%BF%BF", "?suche=]]%3E%3C", "?seite=99&sortierung=x"]
)
def test_odd_addresses_still_give_a_feed(client: Client, two: None, query: str) -> None:
    feed(client, query)


def test_the_list_tells_feed_readers_where_its_feed_is(client: Client, two: None) -> None:
    html = client.get("/loesungen/?feld=mobilitaet").content.decode()
    assert 'type="application/atom+xml" href="/loesungen/feed.atom?feld=mobilitaet"' in html
