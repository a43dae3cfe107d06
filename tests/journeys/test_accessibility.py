"""axe-core finds nothing, nothing scrolls sideways, no page breaks its own security policy."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import OpenPage
from tests.journeys.pages import PAGES
from tools.places import ROOT

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = [1440, 1100, 900, 768, 390, 320]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TOO_WIDE = """[...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe-core finds, with everything folded out."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations)", RULES
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_any_page(open_page: OpenPage, width: int) -> None:
    # Without motion a colour is never caught half-way to the other scheme.
    page = open_page("/", width=width, bypass_csp=True, reduced_motion="reduce")
    found = {}
    for name, path in PAGES.items():
        page.goto(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if problems := violations(page):
                found[name, scheme] = problems
    assert not found, found


def test_axe_finds_nothing_where_an_entry_was_wrong(open_page: OpenPage) -> None:
    page = open_page("/pruefen/", bypass_csp=True)
    page.get_by_role("button", name="Prüfung starten").click()
    page.get_by_text("Bitte geben Sie die Git-Adresse an").wait_for()
    assert violations(page) == []


def test_no_page_scrolls_sideways(open_page: OpenPage) -> None:
    page = open_page("/")
    too_wide = []
    for name, path in PAGES.items():
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                too_wide.append((name, width, page.evaluate(TOO_WIDE)))
    assert not too_wide, too_wide


def test_no_page_breaks_its_security_policy(open_page: OpenPage) -> None:
    page = open_page("/")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for name, path in PAGES.items():
        if name != "missing page":
            page.goto(path)
    assert complaints == []
