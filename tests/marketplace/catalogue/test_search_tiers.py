"""Close before loosely related, abandoned on request only, and an honest reason below each hit."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from marketplace.catalogue.search import SearchResult, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.services import load_catalogue
from marketplace.catalogue.starter_files import read_starter_catalogue
from tests.factories import listing

pytestmark = pytest.mark.django_db


def result(address: str) -> SearchResult:
    return search(SearchRequest.from_query(QueryDict(address)))


@pytest.mark.parametrize("sort", ["treffer", "neu", "name"])
def test_close_hits_stand_before_remote_ones_in_every_order(sort: str) -> None:
    load_catalogue(read_starter_catalogue(), digest="x")
    pages = [result(f"suche=Bürgerbeteiligung&sortierung={sort}&beendete=1&seite={page}") for page in (1, 2)]
    first = pages[0]
    hits = [hit for page in pages[: first.pages] for hit in page.hits]
    assert 0 < first.close < first.total
    assert [hit.is_close for hit in hits] == [place < first.close for place in range(len(hits))]
    assert first.remote == first.total - first.close
    assert first.first_remote == hits[first.close].entry


def test_without_words_nothing_is_remote() -> None:
    listing("eins")
    answer = result("")
    assert (answer.total, answer.close, answer.first_remote) == (1, 1, None)


@pytest.fixture
def _abandoned() -> None:
    listing("alt", summary_de="Baumkataster.", facts={"last_change": "2019-01-01"})
    listing("neu", summary_de="Baumkataster.", facts={"last_change": "2026-08-01"})


@pytest.mark.usefixtures("_abandoned")
@pytest.mark.parametrize("words", ["suche=Baumkataster", ""])
def test_abandoned_entries_are_counted_and_shown_on_request(words: str) -> None:
    answer = result(words)
    assert ([hit.entry.slug for hit in answer.hits], answer.total, answer.hidden) == (["neu"], 1, 1)
    shown = result(answer.query_with_hidden.removeprefix("?"))
    assert ([hit.entry.slug for hit in shown.hits], shown.hidden) == (["neu", "alt"], 0)


@pytest.mark.usefixtures("_abandoned")
def test_who_filters_by_maintenance_gets_what_was_asked_for() -> None:
    answer = result("pflege=beendet")
    assert ([hit.entry.slug for hit in answer.hits], answer.hidden) == (["alt"], 0)
    counts = {value.value: value.count for f in result("").facets if f.key == "pflege" for value in f.values}
    assert counts == {"laufend": 1, "beendet": 1}


@pytest.mark.usefixtures("_abandoned")
def test_other_facets_do_not_count_hidden_entries() -> None:
    counts = {value.value: value.count for f in result("").facets if f.key == "art" for value in f.values}
    assert counts == {"solution": 1}


def test_a_task_in_other_words_is_explained_by_both() -> None:
    listing("klarschiff", summary_de="Auf der Karte.", search_words_de=["Stadtplan", "Mängelmelder"])
    why = result("suche=Schlagloch").hits[0].why
    assert why is not None
    assert (why.label, why.parts, why.asked) == ("Suchwörter", [("Mängelmelder", True)], "Schlagloch")


def test_a_typed_word_needs_no_explanation_by_tasks() -> None:
    listing("klarschiff", search_words_de=["Mängelmelder", "Schlagloch"])
    why = result("suche=Schlagloch").hits[0].why
    assert why is not None
    assert (why.parts, why.asked) == ([("Schlagloch", True)], "")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Segelboote im Hafen vermieten.", "rent a sailing boat"),
        ("Sterne am Himmel beobachten.", "look at the stars"),
        ("Futter für Katzen kaufen.", "feed my kitten"),
    ],
)
def test_an_english_question_finds_a_german_entry_by_meaning_alone_and_says_so(
    german: str, english: str
) -> None:
    listing("gesucht", summary_de=german)
    (hit,) = result(f"suche={english}").hits
    assert (hit.entry.slug, hit.is_close) == ("gesucht", True)
    assert hit.why is not None
    assert hit.why.label == "ähnliche Bedeutung"
    assert [marked for _text, marked in hit.why.parts] == [False]


@pytest.mark.parametrize("need", ["marry at the town hall", "Hochzeit anmelden", "Toner bestellen"])
def test_a_need_nobody_serves_finds_nothing_though_entries_are_somewhat_alike(need: str) -> None:
    listing("boote", summary_de="Segelboote im Hafen vermieten.")
    listing("katzen", summary_de="Futter für Katzen kaufen.")
    answer = result(f"suche={need}")
    assert (answer.close, [hit.entry.slug for hit in answer.hits]) == (0, [])


def test_what_falls_into_letters_is_near_nothing() -> None:
    load_catalogue(read_starter_catalogue(), digest="x")
    for nonsense in ("qqq", "xqzvw", "asdfgh hjkl", "zzz"):
        assert result(f"suche={nonsense}").total == 0, nonsense
    assert result("suche=OZG").total > 0
