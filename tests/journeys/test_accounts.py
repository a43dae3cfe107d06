"""From no account to working together: two people, two browsers, mails and a passkey."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from marketplace.organisations.models import Membership
from marketplace.outbox.models import OutgoingMail
from tests.journeys.conftest import OpenPage
from tests.journeys.test_accessibility import violations

pytestmark = pytest.mark.browser
LENA, BOB = "lena@musterhausen.example", "bob@musterhausen.example"
PASSWORD = "ein langes gutes Kennwort"
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_attempts_yet(site: str) -> None:
    cache.clear()


def link_to(address: str) -> str:
    """The path in the newest mail to an address."""
    text = OutgoingMail.objects.filter(to=address).latest("created_at", "pk").text
    found = re.search(r"^https?://[^/]+(/\S+)$", text, re.MULTILINE)
    assert found, text
    return found[1]


def sign_up(page: Page, name: str, address: str) -> None:
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_label("Dienstliche E-Mail-Adresse").fill(address)
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Konto anlegen").click()
    page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach").wait_for()
    page.goto(link_to(address))
    page.get_by_role("button", name="Ja, Adresse bestätigen").click()


def check(page: Page, path: str) -> None:
    """Nothing for axe, nothing scrolls sideways on a phone."""
    page.goto(path)
    assert violations(page) == [], path
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.set_viewport_size({"width": 1440, "height": 900})


def make_municipality(page: Page) -> None:
    page.goto("/kommune/")
    page.get_by_role("link", name="Kommune anlegen").click()
    page.get_by_label("Amtlicher Name").fill("Stadt Musterhausen")
    page.get_by_label("Land", exact=True).select_option("NW")
    page.get_by_role("button", name="Kommune anlegen").click()
    page.get_by_text("wartet auf Bestätigung. Arbeiten können Sie schon").wait_for()


def test_a_municipality_begins_and_a_colleague_joins(open_page: OpenPage) -> None:
    lena, bob = open_page("/konto/anlegen/", reduced_motion="reduce"), open_page("/")
    sign_up(lena, "Lena Brandt", LENA)
    make_municipality(lena)
    lena.get_by_label("E-Mail-Adresse").fill(BOB)
    lena.get_by_role("button", name="Einladung schicken").click()
    lena.get_by_text(f"Die Einladung an {BOB} ist unterwegs").wait_for()
    bob.goto(link_to(BOB))
    bob.get_by_role("link", name="Konto anlegen").first.click()
    sign_up(bob, "Bob Meier", BOB)
    # The way back to the invitation survives signing up and confirming.
    bob.get_by_role("button", name="Einladung annehmen").click()
    bob.get_by_role("heading", name="Stadt Musterhausen").wait_for()
    assert Membership.objects.get(user__email=BOB).role == "editor"
    lena.reload()
    assert lena.get_by_text("Bob Meier").first.is_visible()
    check(lena, lena.url)
    for path in ("/konto/", "/kommune/", "/kommune/anlegen/", "/konto/sitzungen/", "/konto/zweiter-faktor/"):
        check(lena, path)


def test_pages_before_signing_in_are_accessible(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="reduce")
    for path in ("anmelden/", "anlegen/", "mail-unterwegs/", "kennwort-vergessen/", "mail-bestaetigen/x/"):
        check(page, f"/konto/{path}")


def test_a_passkey_opens_the_account_under_the_strict_policy(open_page: OpenPage, site: str) -> None:
    page = open_page("/konto/anlegen/")
    # Browsers know no passkeys for bare network addresses.
    here = site.replace("127.0.0.1", "localhost")
    page.goto(f"{here}/konto/anlegen/")
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.get_by_label("Ihr Name").fill("Lena Brandt")
    page.get_by_label("Dienstliche E-Mail-Adresse").fill(LENA)
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Konto anlegen").click()
    page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach").wait_for()
    page.goto(here + link_to(LENA))
    page.get_by_role("button", name="Ja, Adresse bestätigen").click()
    page.goto(f"{here}/konto/zweiter-faktor/passkeys/neu/")
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Auch ohne Kennwort damit anmelden").check()
    page.get_by_role("button", name="Passkey einrichten").click()
    page.wait_for_url("**/notfallcodes/")
    page.get_by_role("button", name="Abmelden").click()
    page.goto(f"{here}/konto/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/konto/")
    assert page.get_by_text("Lena Brandt").first.is_visible()
    assert problems == []
