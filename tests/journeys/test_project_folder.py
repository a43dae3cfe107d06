"""From a search to a decision in a project folder, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from marketplace.catalogue.search import search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.selection.models import Project
from marketplace.suitability.list_facets import list_facets
from tests.journeys.test_accessibility import violations
from tests.marketplace.exports.conftest import structure_of
from tests.marketplace.selection.folders import candidate, catalogue, draft, frozen, town

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def anna(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A signed-in clerk in front of the list of solutions."""
    catalogue()
    # The first search of a process builds its index; a browser would not wait for that on a busy machine.
    search(SearchRequest(text="Schäden"), extra=list_facets())
    client = Client()
    client.force_login(town().clerk)
    context = browser.new_context(base_url=live_server.url, locale="de-DE", java_script_enabled=request.param)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_a_clerk_searches_freezes_sets_aside_and_decides(anna: Page) -> None:
    anna.goto("/loesungen/?suche=Schäden")
    anna.get_by_role("link", name="In einem Projekt festhalten").click()
    anna.get_by_role("link", name="Neues Projekt").click()
    anna.get_by_label("Name des Projekts").fill("Schäden melden")
    anna.get_by_role("button", name="Projekt anlegen").click()
    expect(anna.get_by_role("heading", name=re.compile("3 Treffer"))).to_be_visible()
    anna.get_by_role("navigation", name="Projekt").get_by_role("link", name="Kriterien").click()
    anna.locator("summary", has_text="Offenheit").click()
    anna.locator("#stufe-open-licence").select_option("must")
    anna.locator("summary", has_text="Interoperabilität").click()
    anna.locator("#stufe-data-export").select_option("should")
    anna.get_by_role("button", name="Kriterien speichern").click()
    # The search came along through the criteria.
    anna.get_by_role("button", name="Diese 3 Treffer festhalten").click()
    suggested = anna.get_by_role("region", name="Zum Zurückstellen vorgeschlagen")
    expect(suggested).to_contain_text("Offene Lizenz")
    suggested.get_by_role("button", name="Zurückstellen").click()
    anna.get_by_role("button", name=re.compile(r"Engere Wahl\s*: Klar")).click()
    anna.get_by_role("link", name="Rangfolge").click()
    anna.get_by_role("link", name=re.compile("Klar.*Punkte öffnen", re.DOTALL)).click()
    expect(anna.get_by_text("erfüllt", exact=True).first).to_be_visible()
    anna.get_by_role("link", name="Entscheidung", exact=True).click()
    anna.get_by_label("Wir entscheiden uns für").select_option(label="Klar")
    anna.get_by_label("Ausschlaggebend war").fill("Erfüllt alles, was belegt sein muss.")
    anna.get_by_role("button", name="Entscheidung speichern").click()
    expect(anna.get_by_role("heading", name="Entschieden für Klar")).to_be_visible()
    anna.get_by_role("link", name="Verlauf").click()
    expect(anna.get_by_text("Entscheidung: Klar")).to_be_visible()


def test_from_a_search_over_the_comparison_to_the_memo_in_hand(anna: Page) -> None:
    anna.goto("/")
    anna.get_by_label("Ihr Anliegen").fill("Schäden")
    anna.get_by_role("button", name="Suchen").click()
    for slug in ("klar", "zu"):
        anna.locator(f"#vergleich-{slug}").click()
        expect(anna.locator(f"#vergleich-{slug}")).to_contain_text("Aus dem Vergleich nehmen")
    anna.get_by_role("link", name=re.compile(r"^Vergleich")).first.click()
    expect(anna.get_by_role("heading", name="Zwei Lösungen nebeneinander")).to_be_visible()
    anna.get_by_role("link", name="Entscheidung festhalten").click()
    anna.get_by_role("link", name="Neues Projekt").click()
    anna.get_by_label("Name des Projekts").fill("Schäden melden")
    anna.get_by_role("button", name="Projekt anlegen").click()
    anna.get_by_role("link", name="Zuerst Kriterien wählen").click()
    anna.locator("summary", has_text="Offenheit").click()
    anna.locator("#stufe-open-licence").select_option("must")
    anna.get_by_role("button", name="Kriterien speichern").click()
    anna.get_by_role("button", name="Diese 2 Einträge festhalten").click()
    anna.get_by_role("region", name="Zum Zurückstellen vorgeschlagen").get_by_role(
        "button", name="Zurückstellen"
    ).click()
    anna.get_by_role("link", name="Entscheidung", exact=True).click()
    anna.get_by_label("Wir entscheiden uns für").select_option(label="Klar")
    anna.get_by_label("Ausschlaggebend war").fill("Erfüllt alles, was belegt sein muss.")
    anna.get_by_role("button", name="Entscheidung speichern").click()
    with anna.expect_download() as waiting:
        anna.get_by_role("link", name="Auswahlvermerk herunterladen (PDF)").click()
    assert waiting.value.suggested_filename == "Auswahlvermerk-Schaeden-melden.pdf"
    pdf = Path(waiting.value.path()).read_bytes()
    memo = structure_of(pdf)
    assert memo.title == "Auswahlvermerk: Schäden melden"
    assert memo.bookmarks == ["Schäden melden"]


PAGES = ["", "kriterien/", "kandidaten/", "rangfolge/", "entscheidung/", "verlauf/", "beteiligte/"]


def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, live_server: LiveServer) -> None:
    page, project, waiting = signed_in(browser, live_server)
    number = candidate(project, "offen").pk
    paths = [f"/projekte/{project.pk}/{one}" for one in [*PAGES, f"kandidaten/{number}/"]]
    more = ["/projekte/", "/projekte/neu/", "/projekte/festhalten/?suche=x"]
    draft_paths = [f"/projekte/{waiting.pk}/{one}" for one in ("bedarf/", "festhalten/?suche=Sch%C3%A4den")]
    found = {}
    for path in [*paths, *more, *draft_paths]:
        page.goto(path)
        for scheme, width in SHOWN:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            problems = violations(page)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                problems.append("scrolls sideways")
            if problems:
                found[path, scheme, width] = problems
    assert not found, found


SHOWN: list[tuple[Literal["light", "dark"], int]] = [("light", 1440), ("dark", 390)]


def signed_in(browser: Browser, live_server: LiveServer) -> tuple[Page, Project, Project]:
    """A clerk's page, a project with a frozen search, and one that waits for its search."""
    catalogue()
    here, client = town(), Client()
    client.force_login(here.clerk)
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", bypass_csp=True, reduced_motion="reduce"
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return context.new_page(), frozen(here), draft(here)
