"""From a search to the question that decides: with and without JavaScript, with mouse and keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from marketplace.catalogue.models import Listing
from marketplace.suitability.services import refresh_profiles
from tests import factories
from tests.journeys.conftest import OpenPage
from tests.journeys.test_accessibility import SCHEMES, violations

pytestmark = pytest.mark.browser


def button(page: Page, label: str, name: str) -> Locator:
    """The button with this label beside the solution of this name."""
    return page.get_by_role("button", name=re.compile(f"^{label}.*{name}$"))


@pytest.fixture
def reporters(site: str) -> None:
    """Three solutions for the same task that say different things."""
    for slug, name, licence in (
        ("klarschiff", "Klarschiff", "GPL-3.0-only"),
        ("mark-a-spot", "Mark-a-Spot", "GPL-2.0-or-later"),
        ("fixmystreet", "FixMyStreet", "AGPL-3.0-or-later"),
    ):
        factories.listing(slug, name=name, search_words_de=["Schlagloch"], facts={"license": licence})
    factories.fact(Listing.objects.get(slug="klarschiff"), "license", "MIT", basis="provider")
    refresh_profiles(list(Listing.objects.values_list("pk", flat=True)))


@pytest.mark.parametrize("javascript", [True, False])
def test_search_choose_compare_narrow_down_remove_ask(
    open_page: OpenPage, reporters: None, javascript: bool
) -> None:
    page = open_page("/loesungen/?suche=schlagloch", java_script_enabled=javascript)
    for name in ("Klarschiff", "Mark-a-Spot", "FixMyStreet"):
        button(page, "Zum Vergleich", name).click()
        button(page, "Aus dem Vergleich nehmen", name).wait_for()
    expect(page.get_by_text("3 im Vergleich:")).to_be_visible()
    expect(page.get_by_role("link", name="Vergleich (3)")).to_be_visible()
    page.get_by_role("link", name="Vergleichen", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Drei Lösungen nebeneinander")
    assert page.get_by_role("columnheader").all_inner_texts() == ["Klarschiff", "Mark-a-Spot", "FixMyStreet"]
    page.get_by_label("Nur Unterschiede zeigen").check()
    if not javascript:
        page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url("**unterschiede=1**")
    expect(page.get_by_role("rowheader", name="Lizenz", exact=True)).to_be_visible()
    expect(page.get_by_role("rowheader", name="Art", exact=True)).to_have_count(0)

    button(page, "Herausnehmen", "FixMyStreet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zwei Lösungen nebeneinander")
    expect(page.get_by_text("FixMyStreet ist nicht mehr im Vergleich.")).to_be_visible()
    assert "unterschiede=1" in page.url
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Drei Lösungen nebeneinander")

    page.get_by_role("link", name="an den Anbieter von Klarschiff").click()
    assert "Klarschiff" in page.get_by_label("Ihr Text").input_value()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_choosing_by_keyboard_keeps_the_place(open_page: OpenPage, reporters: None) -> None:
    page = open_page("/loesungen/?suche=schlagloch")
    button(page, "Zum Vergleich", "Klarschiff").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#vergleich-ansage")).to_have_text("Eine Lösung im Vergleich")
    assert focused(page) == "vergleich-klarschiff"
    page.keyboard.press("Enter")
    expect(page.locator("#vergleich-ansage")).to_have_text("0 Lösungen im Vergleich")


def test_evidence_opens_by_keyboard_and_the_names_stay_in_sight(open_page: OpenPage, reporters: None) -> None:
    page = open_page("/vergleich/?l=klarschiff&l=mark-a-spot&l=fixmystreet")
    proof = page.locator("#zeile-license details").first
    proof.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(proof.get_by_role("link", name="Quelltext")).to_be_visible()
    page.locator("#programmierung").scroll_into_view_if_needed()
    box = page.get_by_role("columnheader", name="Klarschiff").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 5


def test_a_narrow_page_shows_two_and_the_criterion_stays(open_page: OpenPage, reporters: None) -> None:
    page = open_page("/vergleich/?l=klarschiff&l=mark-a-spot&l=fixmystreet", width=390)
    assert page.get_by_role("columnheader").all_inner_texts() == ["Klarschiff", "Mark-a-Spot"]
    page.get_by_role("list", name="Rechts").get_by_role("link", name="FixMyStreet").click()
    assert page.get_by_role("columnheader").all_inner_texts() == ["Klarschiff", "FixMyStreet"]
    header = page.get_by_role("rowheader", name="Lizenz", exact=True)
    page.evaluate(
        "one => scrollTo(0, one.getBoundingClientRect().top + scrollY + 20)", header.element_handle()
    )
    box = header.bounding_box()
    assert box is not None
    assert box["y"] >= 40


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_where_something_is_chosen(
    open_page: OpenPage, reporters: None, width: int
) -> None:
    page = open_page("/loesungen/?suche=schlagloch", width, bypass_csp=True, reduced_motion="reduce")
    for name in ("Klarschiff", "Mark-a-Spot", "FixMyStreet"):
        button(page, "Zum Vergleich", name).click()
        button(page, "Aus dem Vergleich nehmen", name).wait_for()
    found = {}
    for path in ("/loesungen/?suche=schlagloch", "/loesungen/klarschiff/", "/vergleich/"):
        page.goto(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if problems := violations(page):
                found[path, scheme] = problems
    assert not found, found
