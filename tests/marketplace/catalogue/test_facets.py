"""Filters: counted as if every listing were looked at one by one, and honest about what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.catalogue.entry import entries
from marketplace.catalogue.facets import ExtraFacet
from marketplace.catalogue.index_build import facet_values
from marketplace.catalogue.listing_rows import ListingRow, published_ids, read_rows
from marketplace.catalogue.models import Listing, Reference
from marketplace.catalogue.search import matching, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.services import load_catalogue
from marketplace.catalogue.standards import standard_labels, standards_named
from marketplace.catalogue.starter_files import LandKey, SizeKey, read_starter_catalogue
from marketplace.organisations.models import Land
from tests.factories import listing

CHOICES = {
    "feld": ["umwelt", "mobilitaet", "verwaltung"],
    "art": ["solution", "consulting"],
    "offen": ["open_source", "proprietary"],
    "betrieb": ["self_hosted", "provider_operated"],
    "land": ["BB", "BW", "NW"],
    "groesse": ["small", "large"],
    "standard": ["rest", "openapi", "mqtt"],
    "kosten": ["subscription"],
    "pflege": ["laufend", "beendet", "unbekannt"],
    "anbieter": ["public", "private"],
}


@pytest.fixture
def _starter(db: None) -> None:
    load_catalogue(read_starter_catalogue(), digest="x")


chosen = st.dictionaries(st.sampled_from(sorted(CHOICES)), st.integers(1, 7), max_size=4)


@pytest.mark.usefixtures("_starter")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=chosen)
def test_numbers_are_those_of_looking_at_every_listing(chosen: dict[str, int]) -> None:
    picked = {
        key: frozenset(value for bit, value in enumerate(CHOICES[key]) if number >> bit & 1)
        for key, number in chosen.items()
    }
    picked = {key: values for key, values in picked.items() if values}
    rows = {row.id: dict(facet_values(row)) for row in read_rows(published_ids())}
    for number, entry in entries(list(rows)).items():
        rows[number]["pflege"] = (entry.maintained,)
    result = search(SearchRequest(chosen=picked, with_ended=True))
    assert result.total == sum(_is_left(row, picked) for row in rows.values())
    for facet in result.facets:
        others = {key: values for key, values in picked.items() if key != facet.key}
        left = [row for row in rows.values() if _is_left(row, others)]
        for value in facet.values:
            assert value.count == sum(value.value in row[facet.key] for row in left)
        assert facet.unknown == sum(not row[facet.key] for row in left)


def _is_left(row: Mapping[str, Sequence[str]], picked: Mapping[str, frozenset[str]]) -> bool:
    return all(set(row[key]) & values for key, values in picked.items())


@pytest.mark.django_db
def test_land_and_size_come_from_the_bodies_that_use_a_solution() -> None:
    used = listing("baum", references=["Gemeinde Beispiel", "Land Beispiel"])
    listing("unbekannt")
    for body, land, size in zip(used.references.all(), ["BB", "BW"], ["small", "state"], strict=True):
        Reference.objects.filter(pk=body.pk).update(land=land, size=size)
    answer = search(SearchRequest.from_query(QueryDict("land=BB&groesse=small")))
    assert [hit.entry.slug for hit in answer.hits] == ["baum"]
    (land_facet,) = [facet for facet in answer.facets if facet.key == "land"]
    assert [(value.value, value.label, value.count) for value in land_facet.values] == [
        ("BW", "Baden-Württemberg", 1),
        ("BB", "Brandenburg", 1),
    ]
    (nobody,) = [facet for facet in search(SearchRequest()).facets if facet.key == "land"]
    assert nobody.unknown == 1


@pytest.mark.django_db
def test_states_of_criteria_are_a_facet_and_unknown_ones_are_only_counted() -> None:
    proven, claimed, silent = (listing(name) for name in ("eins", "zwei", "drei"))
    states = {proven.pk: "verified", claimed.pk: "declared"}
    extra = [ExtraFacet("nachweis.bitv", lambda: states, label="Nachweis: BITV")]
    answer = search(SearchRequest.from_query(QueryDict("nachweis.bitv=verified")), extra=extra)
    assert [hit.entry.id for hit in answer.hits] == [proven.pk]
    assert answer.removable == [("Nachweis: BITV: nachgewiesen, geprüft", "?")]
    (facet,) = [facet for facet in answer.facets if facet.key == "nachweis.bitv"]
    assert {value.value: value.count for value in facet.values} == {"verified": 1, "declared": 1}
    assert facet.unknown == 1
    assert silent.pk not in matching(answer.request, extra=extra)


@pytest.mark.django_db
def test_a_criterion_nobody_knows_is_left_out_like_any_odd_address() -> None:
    listing("eins")
    request = SearchRequest.from_query(QueryDict("nachweis.gibt-es-nicht=verified&nachweis.<b>=x"))
    assert list(request.chosen) == ["nachweis.gibt-es-nicht"]
    assert search(request).total == 1


@pytest.mark.django_db
def test_all_hits_stand_in_the_order_of_the_pages() -> None:
    for number in range(45):
        listing(f"eintrag-{number}")
    request = SearchRequest(sort="name")
    pages = [search(SearchRequest(sort="name", page=page)).hits for page in (1, 2, 3)]
    assert [hit.entry.id for hits in pages for hit in hits] == matching(request)
    assert len(matching(request, most=7)) == 7


@pytest.mark.parametrize(
    ("named", "keys"),
    [
        (["Open311 GeoReport v2", "OGC WMS"], ("open311", "ogc-wms")),
        (["GTFS Realtime"], ("gtfs-rt",)),
        (["GTFS", "GTFS Flex"], ("gtfs",)),
        (["REST API", "PostgreSQL", "Forest"], ("rest",)),
        (["OpenID Connect", "oidc"], ("openid-connect",)),
        (["XÖV", "XPlanGML"], ("xoev", "xplanung")),
        (["Python", "Restify"], ()),
    ],
)
def test_standards_are_recognised_by_name(named: list[str], keys: tuple[str, ...]) -> None:
    assert standards_named(named) == keys
    assert set(keys) <= set(standard_labels())


def test_the_files_know_the_same_lands_and_sizes_as_the_database() -> None:
    assert set(LandKey.__args__) == {"", *Land.values}  # type: ignore[attr-defined]
    assert set(SizeKey.__args__) == {"", *Reference.Size.values}  # type: ignore[attr-defined]


def test_open_code_without_a_price_is_not_called_free() -> None:
    row = ListingRow(1, "s", "solution", "N", "A", "public", False, {}, {})
    row.facts["license"] = [("MIT", "repository")]
    assert facet_values(row)["offen"] == ("open_source",)
    assert list(facet_values(row)["kosten"]) == []


@pytest.mark.django_db
def test_an_ended_solution_points_to_its_successor() -> None:
    value = {"name": "Neue App", "url": "https://neu.example/"}
    made = listing("alt", facts={"last_change": "2019-01-01", "successor": value})
    listing("boese", facts={"successor": {"name": "Böse", "url": "javascript:alert(1)"}})
    found = entries(list(Listing.objects.values_list("pk", flat=True)))
    assert found[made.pk].successor == ("Neue App", "https://neu.example/")
    assert {entry.successor for entry in found.values()} == {
        ("Neue App", "https://neu.example/"),
        ("Böse", ""),
    }


@pytest.mark.usefixtures("_starter")
def test_an_unknown_value_in_the_address_is_shown_and_can_be_taken_away() -> None:
    request = SearchRequest.from_query(QueryDict("feld=gibtesnicht&nachweis.quatsch=evidenced"))
    with override("de"):
        result = search(request)
        removable = dict(result.removable)
    assert result.total == 0
    assert removable["Handlungsfeld: „gibtesnicht“ gibt es nicht"] == "?nachweis.quatsch=evidenced"
    assert "?feld=gibtesnicht" in removable.values()
