"""The grader's page in a real browser: axe finds nothing, nothing scrolls sideways, nothing is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from grader.formats.page import page as written
from tests.grader.formats import results
from tests.journeys.test_accessibility import SCHEMES, TOO_WIDE, WIDTHS, violations

pytestmark = pytest.mark.browser

OpenFile = Callable[..., Page]


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[OpenFile]:
    """Open the report of a result as a file; keyword arguments go to the browser context."""
    contexts: list[BrowserContext] = []

    def open_one(result: dict[str, Any], width: int = 1440, language: str = "de", **options: Any) -> Page:
        path = tmp_path / "report.html"
        path.write_text(written(result, language, "Beispiel"), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        opened = context.new_page()
        opened.goto(path.as_uri())
        return opened

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("result", [results.hostile, results.empty, results.changed])
def test_axe_finds_nothing(open_report: OpenFile, width: int, result: Callable[[], dict[str, Any]]) -> None:
    page = open_report(result(), width, bypass_csp=True, reduced_motion="reduce")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme


def test_nothing_scrolls_sideways(open_report: OpenFile) -> None:
    result = results.hostile()
    endless = "validate_service_request_" * 12
    place = {"path": f"app/{endless}.py", "line": 3, "end_line": None, "note": endless}
    result["findings"][0]["evidence"] = [place]
    page = open_report(result)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, (width, page.evaluate(TOO_WIDE))


def test_the_policy_holds_and_nothing_is_loaded(open_report: OpenFile) -> None:
    page = open_report(results.hostile())
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beispiel")
    assert complaints == []
    assert len(asked) == 1


def test_files_can_be_filtered(open_report: OpenFile) -> None:
    page = open_report(results.tidy())
    rows = page.locator("#files tbody tr:visible")
    everything = rows.count()
    page.get_by_label("Dateien filtern").fill("part_rules")
    expect(rows).to_have_count(1)
    page.get_by_label("Dateien filtern").fill("")
    expect(rows).to_have_count(everything)


def test_without_scripts_everything_is_there_but_the_filter(open_report: OpenFile) -> None:
    page = open_report(results.hostile(), java_script_enabled=False)
    expect(page.locator("#filter")).to_be_hidden()
    finding = page.locator("details.finding.not_met").first
    finding.locator("summary").click()
    expect(finding.locator("dl")).to_be_visible()
    expect(page.locator("#files tbody tr").first).to_be_visible()


def test_it_prints_in_light(open_report: OpenFile) -> None:
    page = open_report(results.tidy(), color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("navigation")).to_be_hidden()
