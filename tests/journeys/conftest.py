"""A real browser in front of a running marketplace with a small catalogue."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_index import keep_compared_texts
from tests import factories
from tests.marketplace.web.conftest import graded, legal_texts, result, source

__all__ = ["graded", "legal_texts", "result", "source"]

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# Playwright keeps an event loop running in the test's thread; Django would take that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, one per test process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def site(live_server: LiveServer, graded: Listing, legal_texts: None) -> str:
    """Address of a marketplace with one graded listing, one without source and one consulting service."""
    factories.listing("fachverfahren", fields=["mobilitaet"], facts={"license": "LicenseRef-proprietary"})
    factories.listing("einfuehrungsberatung", kind=Listing.Kind.CONSULTING)
    keep_compared_texts()
    return str(live_server.url)


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Open a page of the site; keyword arguments go to the browser context."""
    contexts: list[BrowserContext] = []

    def open_one(path: str, width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=site, locale="de-DE", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
