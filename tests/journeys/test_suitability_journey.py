"""A statement's life: claimed, proved, questioned, verified by two, read by a town, expired by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from marketplace.accounts.models import User
from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.catalogue.models import Listing
from marketplace.organisations.models import Provider, ProviderClaim
from marketplace.outbox.models import OutgoingMail
from marketplace.review.models import Case
from marketplace.worker.errand_list import all_errands
from tests import factories
from tests.fakes.host import Host
from tests.journeys.conftest import OpenPage
from tests.journeys.test_accessibility import TOO_WIDE, violations
from tests.journeys.test_accounts import sign_up
from tests.marketplace.worker.conftest import host

__all__ = ["host"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMIL = "emil@muster-software.example"
TITLE = "BITV-Prüfbericht Mängelmelder 4.2"
CRITERION = "Prüfung der Barrierefreiheit (BITV)"
SLUG = "maengelmelder"
LISTING = f"/loesungen/{SLUG}/"
CASE = "Mängelmelder – Prüfung der Barrierefreiheit"
QUESTION = "Gehört der Bericht zur Fassung 4.2, die Sie heute anbieten?"
ANSWER = "Ja, geprüft wurde die Fassung 4.2."
VALID_DAYS = 200
# Asked two frames later: the page has to be laid out anew after the window has changed.
FITS = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.documentElement.scrollWidth <= innerWidth))))"""
REPORT = f"""
#set document(title: "{TITLE}")
#set text(lang: "de")
= {TITLE}
Geprüfte Fassung: 4.2. Bürgeroberfläche und Verwaltungsoberfläche, von Hand, durch eine Prüfstelle.
#pagebreak()
== Ergebnis
Vereinbar mit der BITV 2.0; drei geringe Abweichungen.
"""

# What the trail says afterwards. Expiry is no event: the state follows from the day.
EVENTS = [
    "organisation.created",
    "claim.opened",
    "claim.proven",
    "statement.made",
    "evidence.added",
    "evidence.accepted",
    "statement.made",
    "case.opened",
    "case.taken",
    "case.question",
    "case.answer",
    "case.proposal",
    "case.decision",
    "case.opened",
    "case.question",
]


class Clock:
    """The marketplace's clock; a test can move it forward."""

    def __init__(self) -> None:
        self._real, self.ahead = timezone.now, timedelta()

    def now(self) -> datetime:
        return self._real() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made.now)
    return made


@pytest.fixture
def website(host: Host, settings: Any, tmp_path: Path) -> Host:
    """The provider's website, which the marketplace may reach although it is on this machine."""
    settings.PRIVATE_HOSTS = [host.name]
    settings.REQUIRE_ISOLATION = False
    settings.WORK_ROOT, settings.MEDIA_ROOT = str(tmp_path / "work"), str(tmp_path / "media")
    return host


@pytest.fixture
def melder(site: str, website: Host) -> Iterator[Listing]:
    """The unclaimed listing of a provider with a website."""
    cache.clear()
    found = Listing.objects.get(slug="maengelmelder")
    Provider.objects.filter(pk=found.provider_id).update(url=website.url("/"), name="Muster Software")
    factories.fact(found, "software_type", "web_application")
    yield found
    cache.clear()


def errands() -> None:
    """Everything the errand process does, once."""
    for errand in all_errands():
        errand.run()


def sign_in(page: Page, user: User) -> None:
    """Somebody with a session; signing in has tests of its own."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(user)
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": page.url}])


def station(page: Page, name: str) -> None:
    """A place of the way: nothing for axe, nothing scrolls sideways on a phone. Leaves the page as it was."""
    expect(page.get_by_role("contentinfo")).to_be_visible()
    page.wait_for_load_state()
    assert violations(page) == [], (name, page.url)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(FITS), (name, page.url, page.evaluate(TOO_WIDE))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()


def claim(page: Page, website: Host) -> None:
    """From no account to being the provider, by a file on its website."""
    sign_up(page, "Emil Muster", EMIL)
    page.goto("/anbieten/")
    page.get_by_role("link", name="Organisation anlegen").click()
    page.get_by_label("Name der Organisation").fill("Muster Software GmbH")
    page.get_by_role("button", name="Organisation anlegen").click()
    page.get_by_role("link", name="Bestehenden Eintrag übernehmen").click()
    page.get_by_label("Name des Anbieters").fill("Muster")
    page.get_by_role("main").get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Muster Software", exact=True).click()
    station(page, "claim-begin")
    page.get_by_label(f"mit einer Datei auf {website.name}").check()
    page.get_by_role("button", name="Weiter").click()
    begun = ProviderClaim.objects.get()
    expect(page.get_by_text(begun.token)).to_be_visible()
    station(page, "claim")
    website.serve(f"/.well-known/{begun.file_name}", begun.token.encode())
    page.get_by_role("button", name="Die Datei liegt dort, jetzt nachsehen").click()
    errands()
    page.reload()
    expect(page.get_by_text("Bestätigt.")).to_be_visible()
    page.get_by_role("link", name="Zu den Einträgen").click()
    station(page, "home")


def prove(page: Page, report: Path, until: date) -> None:
    """Answer a criterion, upload the report and rest the answer on it."""
    page.get_by_role("link", name="Mängelmelder").click()
    page.get_by_role("navigation", name="Eintrag").get_by_role("link", name="Kriterien").click()
    page.get_by_role("link", name=CRITERION).click()
    page.get_by_label("geprüft, vereinbar").check()
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("row", name=CRITERION)).to_contain_text("Selbstauskunft")
    station(page, "criteria")
    page.get_by_role("navigation", name="Eintrag").get_by_role("link", name="Nachweise").click()
    station(page, "upload")
    form = page.locator("form", has=page.get_by_role("button", name="Hochladen"))
    form.get_by_label("Datei").set_input_files(report)
    form.get_by_label("Titel").fill(TITLE)
    form.get_by_label("Art des Nachweises").select_option("accessibility-report")
    form.get_by_label("Wer darf ihn sehen?").select_option("administrations")
    form.get_by_label("Datum des Dokuments").fill(timezone.localdate().isoformat())
    form.get_by_label("Ablaufdatum").fill(until.isoformat())
    form.get_by_role("button", name="Hochladen").click()
    expect(page.get_by_text("In Quarantäne.")).to_be_visible()
    errands()
    # The page shows the result by itself.
    expect(page.get_by_role("link", name=re.compile("^Herunterladen"))).to_be_visible(timeout=15_000)
    station(page, "accepted")
    page.get_by_role("link", name=CRITERION).click()
    page.get_by_label("Nachweis", exact=False).first.select_option(index=1)
    page.get_by_label("Stelle im Nachweis").fill("Seite 2")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("row", name=CRITERION)).to_contain_text("Nachweis vorhanden")


def ask_for_check(page: Page) -> None:
    page.get_by_role("link", name="Prüfung beantragen").click()
    station(page, "checkable")
    page.get_by_role("button", name="Prüfung beantragen").click()
    expect(page.get_by_text("Die Prüfung ist beantragt.")).to_be_visible()


def ask_back(page: Page) -> None:
    """The first reviewer finds the case in the queue and asks the provider."""
    page.goto("/pruefung/")
    station(page, "queue")
    page.get_by_role("link", name=re.compile(CASE)).click()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Sie haben diesen Fall übernommen.")).to_be_visible()
    station(page, "case")
    page.get_by_label("Frage", exact=True).fill(QUESTION)
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()


def reply(page: Page) -> None:
    """The provider hears of the question in the app and in the next morning's mail, and answers."""
    errands()
    mail = OutgoingMail.objects.filter(to=EMIL).latest("created_at", "pk")
    assert "Mängelmelder" in mail.text
    page.goto("/nachrichten/")
    station(page, "notices")
    page.get_by_role("listitem").filter(has_text="Mängelmelder").get_by_role("link").first.click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    station(page, "provider-case")
    page.get_by_label("Ihre Antwort").fill(ANSWER)
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_text("Ihre Antwort ist angekommen.")).to_be_visible()


def approve(page: Page, button: str) -> None:
    """Read the report, go through the list, say that it holds."""
    page.goto("/pruefung/")
    page.get_by_role("link", name=re.compile(CASE)).click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    for box in page.get_by_role("radio", name="trifft zu", exact=True).all():
        box.check()
    page.get_by_role("button", name=button).click()


def row(page: Page) -> Any:
    return page.locator("#kriterium-accessibility-test")


def read(page: Page, report: Path, stranger: Page) -> None:
    """A town sees who says, proves and checked it, and opens the report; a stranger cannot."""
    page.goto(LISTING)
    open_row(page)
    expect(row(page)).to_contain_text("nachgewiesen, geprüft")
    station(page, "listing")
    open_row(page)
    row(page).get_by_role("link", name=TITLE).click()
    station(page, "evidence")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Herunterladen")).click()
    assert Path(waiting.value.path()).read_bytes() == report.read_bytes()
    stranger.goto(LISTING)
    open_row(stranger)
    expect(row(stranger)).to_contain_text("nachgewiesen, geprüft")
    expect(row(stranger)).to_contain_text("nur für Verwaltungen einsehbar")
    for address in (page.url, waiting.value.url):
        refused = stranger.request.get(address)
        assert refused.status == 404, address


def open_row(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_from_registering_to_expiring(
    open_page: OpenPage, melder: Listing, website: Host, clock: Clock, tmp_path: Path
) -> None:
    report, until = tmp_path / "bericht.pdf", timezone.localdate() + timedelta(days=VALID_DAYS)
    report.write_bytes(typst.compile(REPORT.encode()))
    provider = open_page("/konto/anlegen/", reduced_motion="reduce")
    claim(provider, website)
    prove(provider, report, until)
    ask_for_check(provider)
    pages = {}
    for handle in ("rita", "rolf"):
        pages[handle] = open_page("/", reduced_motion="reduce")
        sign_in(pages[handle], factories.reviewer(handle))
    ask_back(pages["rita"])
    clock.ahead = timedelta(days=1)
    reply(provider)
    approve(pages["rita"], "Erste Prüfung abschließen")
    expect(pages["rita"].get_by_text("Die erste Prüfung ist von Ihnen.")).to_be_visible()
    approve(pages["rolf"], "Zustimmen und entscheiden")
    town, stranger = open_page("/", reduced_motion="reduce"), open_page("/")
    clerk = factories.person("klara")
    factories.municipality(members={clerk: "editor"})
    sign_in(town, clerk)
    read(town, report, stranger)
    clock.ahead = timedelta(days=VALID_DAYS - 80)
    errands()
    case = Case.objects.get(renews__isnull=False)
    assert (case.state, case.due_on) == (Case.State.WAITING, until)
    sign_in(provider, User.objects.get(email=EMIL))
    provider.goto("/nachrichten/")
    station(provider, "reminders")
    clock.ahead = timedelta(days=VALID_DAYS + 1)
    errands()
    stranger.goto(LISTING)
    open_row(stranger)
    expect(row(stranger)).to_contain_text("Nachweis abgelaufen")
    expect(row(stranger)).not_to_contain_text("nachgewiesen, geprüft")
    station(stranger, "expired")
    assert verify_chain() is None
    assert list(AuditEvent.objects.values_list("kind", flat=True)) == EVENTS
