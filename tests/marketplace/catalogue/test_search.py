"""What people type and what they find."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from marketplace.catalogue.search import PER_PAGE, SearchResult, search
from marketplace.catalogue.search_request import SearchRequest
from tests.factories import listing, provider

pytestmark = pytest.mark.django_db


def found(address: str) -> list[str]:
    return [hit.entry.slug for hit in result(address).hits]


def result(address: str) -> SearchResult:
    return search(SearchRequest.from_query(QueryDict(address)))


@pytest.fixture
def catalogue() -> None:
    listing(
        "klarschiff",
        summary_de="Schäden im Ort auf einer Karte melden.",
        search_words_de=["Mängelmelder", "Schlagloch", "Straßenlaterne"],
        search_words_en=["pothole"],
        facts={"license": "GPL-3.0-only", "last_change": "2026-08-01", "operation": ["self_hosted"]},
    )
    listing(
        "adhocracy",
        summary_de="Bürgerbeteiligung im Netz.",
        fields=["beteiligung"],
        facts={"license": "AGPL-3.0-only", "last_change": "2026-08-03"},
    )
    listing(
        "dorfapp",
        summary_de="Nachrichten aus dem Dorf.",
        fields=["nahversorgung", "beteiligung"],
        provider=provider("dorf-gmbh", kind="private"),
    )
    listing("beratung", kind="consulting", summary_de="Begleitung bei der Vergabe.")


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Schlaglöcher melden", "klarschiff"),
        ("Schlagloecher", "klarschiff"),
        ("SCHLAGLOCH", "klarschiff"),
        ("schlagl", "klarschiff"),
        ("wir möchten dass Bürger eine defekte Straßenlaterne melden können", "klarschiff"),
        ("potholes", "klarschiff"),
        ("Beteiligung", "adhocracy"),
        ("Vergabe", "beratung"),
    ],
)
def test_a_need_in_own_words_finds_the_solution_first(words: str, slug: str) -> None:
    assert found(f"suche={words}")[0] == slug


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("nonsense", ["xqzvw", "???", "der die das", "\0"])
def test_nonsense_finds_nothing_or_everything_but_never_breaks(nonsense: str) -> None:
    request = SearchRequest(text=nonsense.replace("\0", ""))
    hits = search(request).hits
    assert hits == [] if request.text else len(hits) == 4


@pytest.mark.usefixtures("catalogue")
def test_a_hit_says_why_it_was_found() -> None:
    why = result("suche=Schlagloch").hits[0].why
    assert why is not None
    assert why.parts == [("Schlagloch", True)]
    assert why.label == "Suchwörter"


@pytest.mark.usefixtures("catalogue")
def test_each_facet_is_counted_under_all_other_filters_but_not_its_own() -> None:
    facets = {
        facet.key: {value.value: value.count for value in facet.values}
        for facet in result("feld=beteiligung&anbieter=private").facets
    }
    # Under anbieter=private only the Dorfapp is left, whatever field is chosen.
    assert facets["feld"] == {"beteiligung": 1, "nahversorgung": 1, "verwaltung": 0}
    # Under feld=beteiligung there are one public and one private provider.
    assert facets["anbieter"] == {"public": 1, "private": 1}


@pytest.mark.usefixtures("catalogue")
def test_values_of_one_facet_add_up_and_facets_narrow_down() -> None:
    assert set(found("feld=beteiligung&feld=verwaltung")) == {
        "klarschiff",
        "adhocracy",
        "dorfapp",
        "beratung",
    }
    assert found("feld=beteiligung&offen=open_source") == ["adhocracy"]
    assert found("art=consulting") == ["beratung"]


@pytest.mark.usefixtures("catalogue")
def test_an_unknown_facet_value_finds_nothing_and_can_be_removed() -> None:
    answer = result("feld=gibtsnicht")
    assert answer.hits == []


@pytest.mark.usefixtures("catalogue")
def test_grades_come_from_above_and_a_missing_one_is_no_bad_one() -> None:
    from marketplace.catalogue.models import Listing

    known = Listing.objects.get(slug="klarschiff").pk
    answer = search(SearchRequest(chosen={"stufe": frozenset({"B"})}), extra={"stufe": {known: "B"}})
    assert [hit.entry.slug for hit in answer.hits] == ["klarschiff"]
    (grades,) = [facet for facet in answer.facets if facet.key == "stufe"]
    assert {value.value: value.count for value in grades.values} == {"B": 1}
    assert grades.unknown == 3


@pytest.mark.usefixtures("catalogue")
def test_withdrawn_listings_are_not_found() -> None:
    listing("altlast", summary_de="Schlagloch", state="withdrawn")
    assert "altlast" not in found("suche=Schlagloch")


@pytest.mark.usefixtures("catalogue")
def test_a_new_listing_is_found_at_once() -> None:
    assert found("suche=Baumpflege") == []
    listing("baum", summary_de="Baumpflege planen.")
    answer = result("suche=Baumpflege")
    assert [hit.entry.slug for hit in answer.hits if hit.is_close] == ["baum"]


def test_the_address_holds_the_whole_state() -> None:
    address = "suche=Baum&feld=mobilitaet&feld=umwelt&art=solution&nachweis.bitv=verified"
    address += "&sortierung=name&seite=2"
    request = SearchRequest.from_query(QueryDict(address))
    assert request.query() == f"?{address}"


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "²", ""])
def test_an_odd_page_number_gives_a_page(page: str) -> None:
    listing()
    assert result(f"seite={page}").page >= 1


def test_pages_hold_every_listing_once() -> None:
    for number in range(PER_PAGE + 3):
        listing(f"eintrag-{number}")
    first, second = found("seite=1"), found("seite=2")
    assert len(first) == PER_PAGE
    assert len(set(first + second)) == PER_PAGE + 3
    assert found("seite=99") == second


def test_a_name_at_the_top_of_the_alphabet_gains_nothing() -> None:
    names = ["aaa-erster", "mitte", "zzz-letzter", "bbb", "yyy", "ccc"]
    for name in names:
        listing(name, summary_de="Gleicher Text.")
    assert found("suche=Gleicher") != sorted(names)
    assert sorted(found("suche=Gleicher")) == sorted(names)


def test_text_counts_first_then_maintained_before_abandoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.catalogue.nearness.is_available", lambda: False)
    listing("alt", summary_de="Baumkataster.", facts={"last_change": "2019-01-01"})
    listing("neu", summary_de="Baumkataster.", facts={"last_change": "2026-08-01"})
    listing("treffender", name="Baumkataster", facts={"last_change": "2018-01-01"})
    assert found("suche=Baumkataster&beendete=1") == ["treffender", "neu", "alt"]


def test_a_compound_is_not_found_by_a_mere_beginning() -> None:
    listing("schoeffen", summary_de="Gemeinden schlagen Personen vor.")
    listing("loecher", summary_de="Ein Loch in der Straße.")
    assert found("suche=Schlagloch") == []


@pytest.mark.usefixtures("catalogue")
def test_the_most_telling_word_explains_a_hit() -> None:
    why = result("suche=Schlagloch melden").hits[0].why
    assert why is not None
    assert ("Schlagloch", True) in why.parts


def test_a_shortened_passage_begins_and_ends_with_whole_words(db: None) -> None:
    words = " ".join(["Verwaltungsvorgang"] * 12)
    listing("lang", facts={"purpose": {"de": f"{words} Spielplatz {words}.", "en": "Playground."}})
    hit = search(SearchRequest.from_query(QueryDict("suche=Spielplatz"))).hits[0]
    assert hit.why is not None
    (before, _), (marked, is_marked), (after, _) = hit.why.parts
    assert (marked, is_marked) == ("Spielplatz", True)
    assert set(before.strip("… ").split()) == set(after.strip("… ").split()) == {"Verwaltungsvorgang"}
