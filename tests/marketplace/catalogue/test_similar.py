"""Alternatives to an entry: near in task and words, alive, and never the entry itself."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services import bump_revision
from marketplace.catalogue.similar import similar_listings
from tests import factories


@pytest.fixture
def own(db: None) -> Listing:
    """A damage reporter among others: one alike, one abandoned, one in another field, one for rooms."""
    own = factories.listing("klarschiff", search_words_de=["Mängelmelder", "Schlagloch"])
    factories.listing("schadenmelder", search_words_de=["Schlagloch melden"])
    factories.listing("verwaist", search_words_de=["Mängelmelder"], facts={"last_change": "2019-01-01"})
    factories.listing("anderswo", search_words_de=["Mängelmelder"], fields=["mobilitaet"])
    factories.listing("raeume", search_words_de=["Raumbuchung"], summary_de="Räume buchen.")
    return own


def test_alternatives_do_the_same_in_the_same_field_and_are_kept_up(own: Listing) -> None:
    assert [hit.entry.slug for hit in similar_listings(own)] == ["schadenmelder"]


def test_each_alternative_says_what_both_have_in_common(own: Listing) -> None:
    why = similar_listings(own)[0].why
    assert why is not None
    assert "Schlagloch" in "".join(text for text, _marked in why.parts)


def test_a_new_entry_shows_up_with_the_next_state_of_the_catalogue(own: Listing) -> None:
    similar_listings(own)
    factories.listing("meldeportal", search_words_de=["Mängelmelder", "Schlagloch"])
    assert "meldeportal" in [hit.entry.slug for hit in similar_listings(own)]


def test_an_abandoned_entry_names_its_successor(client: Client, own: Listing) -> None:
    old = Listing.objects.get(slug="verwaist")
    factories.fact(old, "successor", {"name": "Klarschiff", "url": "https://klarschiff.example/"})
    bump_revision()
    html = client.get("/loesungen/verwaist/").content.decode()
    assert "Wird nicht mehr gepflegt." in html
    assert '<a href="https://klarschiff.example/">Klarschiff</a>' in html


def test_an_abandoned_entry_without_successor_leads_to_alternatives(client: Client, own: Listing) -> None:
    html = client.get("/loesungen/verwaist/").content.decode()
    assert "Was Sie stattdessen ansehen können" in html
    assert "/loesungen/klarschiff/" in html
