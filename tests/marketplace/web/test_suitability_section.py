"""The suitability section of a listing's page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from marketplace.catalogue.models import Listing
from marketplace.suitability.models import Statement, Verification
from marketplace.suitability.services import refresh_profiles
from tests import factories

pytestmark = pytest.mark.django_db

SAID = datetime(2026, 1, 5, tzinfo=UTC)


def say(listing: Listing, criterion: str, value: Any, **values: Any) -> Statement:
    usual = {"edition": "2026-1", "basis": "provider", "said_at": SAID}
    return Statement.objects.create(listing=listing, criterion=criterion, value=value, **(usual | values))


def section(client: Client, listing: Listing, path: str = "/loesungen/{}/") -> str:
    refresh_profiles([listing.pk])
    page = client.get(path.format(listing.slug)).content.decode()
    found = re.search(r'<section id="eignung".*?</section>', page, re.DOTALL)
    assert found, "the section is missing"
    return found[0]


def test_a_listing_without_a_profile_has_no_section(client: Client) -> None:
    listing = factories.listing()
    assert 'id="eignung"' not in client.get(f"/loesungen/{listing.slug}/").content.decode()


def test_a_verified_answer_shows_document_reviewer_and_validity(client: Client) -> None:
    listing = factories.listing()
    proof = say(
        listing,
        "processing-agreement",
        "yes",
        basis="document",
        source_title_de="AVV-Muster",
        locator="Seite 3",
        url="https://amt.example/avv.pdf",
        valid_until=date(2030, 12, 31),
    )
    Verification.objects.create(statement=proof, by_name="Prüfstelle Nord", at=SAID, second_at=SAID)
    html = section(client, listing)
    assert "nachgewiesen, geprüft" in html
    assert '<a href="https://amt.example/avv.pdf" rel="external">AVV-Muster: Seite 3</a>' in html
    assert "geprüft von Prüfstelle Nord" in html
    assert "gültig bis 31.12.2030" in html


def test_contradictions_come_first_with_both_sides(client: Client) -> None:
    listing = factories.listing(facts={"license": "EUPL-1.2"}, declared={"license": "AGPL-3.0-only"})
    html = section(client, listing)
    assert "Zuerst klären: ein Widerspruch" in html
    first = html[: html.index('id="eignung-data-protection"')]
    assert "EUPL-1.2" in first
    assert "AGPL-3.0-only" in first


def test_unknown_questions_are_folded_and_ready_to_send(client: Client) -> None:
    html = section(client, factories.listing())
    assert "Fragen unbekannt" in html
    assert "mailto:?subject=" in html
    assert "<textarea" in html


def test_states_are_counted_and_never_averaged(client: Client) -> None:
    listing = factories.listing()
    say(listing, "processing-agreement", "yes")
    html = section(client, listing)
    assert re.search(r"1 Selbstauskunft", html)
    assert "%" not in re.sub(r'(?:href|id|for)="[^"]*"', "", html)


def test_what_people_write_stays_text_and_odd_addresses_are_no_links(client: Client) -> None:
    listing = factories.listing()
    say(
        listing,
        "subprocessors",
        "<script>alert(1)</script>",
        words_de="<script>alert(1)</script>",
        url="javascript:alert(1)",
    )
    html = section(client, listing)
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_the_section_speaks_english(client: Client) -> None:
    html = section(client, factories.listing(facts={"license": "MIT"}), "/en/solutions/{}/")
    assert "Suitability for public administration" in html
    assert "Recognised open-source licence" in html
