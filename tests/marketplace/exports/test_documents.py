"""PDF documents are tagged, titled and complete."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from marketplace.catalogue.models import Listing, Source
from marketplace.catalogue.vocabulary import State
from marketplace.exports.documents import comparison, fact_sheet, memo, reader
from marketplace.exports.pdf.press import source_of
from marketplace.selection.ranking import Ranking
from marketplace.selection.sensitivity import Sensitivity
from tests import factories
from tests.marketplace.exports.conftest import structure_of
from tests.marketplace.exports.folders import folder

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _listing(slug: str = "maengelmelder") -> Listing:
    made = factories.listing(
        slug, facts={"license": "EUPL-1.2", "operation": ["self_hosted"]}, references=["Stadt Musterhausen"]
    )
    factories.fact(made, "license", "MIT", basis=Source.Basis.PROVIDER)
    return made


@pytest.mark.parametrize(("language", "title"), [("de", "Datenblatt: "), ("en", "Fact sheet: ")])
def test_a_fact_sheet_has_title_language_tags_and_table_headers(language: str, title: str) -> None:
    listing = _listing()
    with override(language):
        found = structure_of(fact_sheet(listing, at=AT))
    assert found.title == title + listing.name
    assert found.language == language
    assert found.shows_title
    assert {"Table", "TH", "TD"} <= set(found.tags)
    assert found.bookmarks == [listing.name]


def test_headings_begin_with_one_and_never_skip_a_level() -> None:
    listings = [_listing("alpha-melder"), _listing("beta-portal")]
    for pdf in (
        fact_sheet(listings[0], at=AT),
        reader("Alles", listings, at=AT),
        comparison(listings, at=AT),
        memo(folder(), land="NW", at=AT),
    ):
        levels = structure_of(pdf).headings
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_same_contents_and_moment_give_the_same_bytes() -> None:
    listing = _listing()
    assert fact_sheet(listing, at=AT) == fact_sheet(listing, at=AT)


def test_a_reader_has_one_page_each_with_a_bookmark_between_contents_and_sources() -> None:
    listings = [_listing(f"loesung-{n}") for n in range(3)]
    steps: list[int] = []
    found = structure_of(reader("Alles", listings, at=AT, on_step=steps.append))
    assert found.bookmarks == ["Alles", "Inhaltsverzeichnis", *(one.name for one in listings), "Quellen"]
    assert found.pages == 2 + len(listings) + 1
    assert steps == [1, 2, 3]


def test_documents_for_nobodys_knowledge_can_be_made_too() -> None:
    empty = folder(
        wishes=(), candidates=(), decisions=(), log=(), profile=(), search=None, need="", people=(),
        ranking=Ranking(), sensitivity=Sensitivity(),
    )  # fmt: skip
    assert structure_of(memo(empty, land="", at=AT)).headings[0] == 1
    bare = factories.listing("leer", kind="consulting")
    assert structure_of(fact_sheet(bare, at=AT)).pages == 1


def test_every_state_has_a_sign_of_its_own() -> None:
    common = source_of("sheet")
    drawn = [state for state in State if f'state == "{state}"' in common]
    assert set(State) - set(drawn) == {State.NOT_APPLICABLE}  # the single stroke is what is left
