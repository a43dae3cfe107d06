"""Linked accessibility statements, looked at on a real https host, and what follows for the profile."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from marketplace.suitability.models import StatedPage
from marketplace.suitability.stated_pages import Visit, due_urls, remember
from marketplace.worker import stated_pages
from marketplace.worker.page_dates import day_in, words_of
from marketplace.worker.stated_pages import look_at_stated_pages
from tests import factories
from tests.fakes.host import Host

AT = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Berlin"))
STATEMENT = "<h1>Erklärung zur Barrierefreiheit</h1><p>Diese Erklärung wurde am 1.2.2025 erstellt. {}</p>"
HTML = "text/html; charset=utf-8"


@pytest.fixture
def reachable(host: Host, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    settings.PRIVATE_HOSTS = [host.name]
    settings.WORK_ROOT = str(tmp_path / "work")
    settings.REQUIRE_ISOLATION = False
    monkeypatch.setenv("SSL_CERT_FILE", str(host.authority))
    monkeypatch.setenv("NO_PROXY", "localhost")
    return host


def visited(url: str, *, at: datetime = AT) -> StatedPage:
    """The row of an address after a visit."""
    row = StatedPage.objects.filter(url=url).first()
    if row is None:
        remember({factories.listing("melder").pk: [url]}, at)
    look_at_stated_pages(at)
    return StatedPage.objects.get(url=url)


pytestmark = pytest.mark.django_db(transaction=True)


def test_a_statement_is_reached_and_its_day_read(reachable: Host) -> None:
    page = STATEMENT.format("Zuletzt überprüft am 12. März 2026.").encode()
    row = visited(reachable.serve("/bf", page, kind=HTML))
    assert (row.outcome, row.day, row.looked_on) == ("reached", date(2026, 3, 12), date(2026, 11, 23))


def test_redirects_are_followed_and_a_missing_day_is_no_guess(reachable: Host) -> None:
    reachable.serve("/neu", STATEMENT.format("").replace("1.2.2025", "1.2.").encode(), kind=HTML)
    row = visited(reachable.redirect("/alt", "/neu"))
    assert (row.outcome, row.day) == ("reached", None)


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"<form>Barrierefreiheit<input type='password'></form>", HTML, "Anmeldung"),
        (b"<h1>Impressum</h1>", HTML, "nicht von Barrierefreiheit"),
        (b"%PDF-1.7", "application/pdf", "application/pdf"),
        (b"Barrierefreiheit " * 400_000, HTML, "5 MB"),
    ],
)
def test_what_is_no_readable_statement_says_why_and_is_no_failure(
    reachable: Host, body: bytes, kind: str, says: str
) -> None:
    row = visited(reachable.serve("/bf", body, kind=kind))
    assert (row.outcome, row.failed_on) == ("odd", None)
    assert says in row.problem_de


def test_failures_count_on_two_different_days_and_end_with_a_success(reachable: Host) -> None:
    url = reachable.url("/weg")
    row = visited(url)
    assert (row.outcome, row.failed_on, row.failed_again_on) == ("", date(2026, 11, 23), None)
    asked = len(reachable.asked)
    look_at_stated_pages(AT + timedelta(days=6))
    assert len(reachable.asked) == asked
    row = visited(url, at=AT + timedelta(days=8))
    assert row.failed_again_on == date(2026, 12, 1)
    reachable.serve("/weg", STATEMENT.encode(), kind=HTML)
    row = visited(url, at=AT + timedelta(days=16))
    assert (row.outcome, row.failed_on, row.failed_again_on) == ("reached", None, None)


def test_a_slow_server_is_given_up(reachable: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated_pages, "SECONDS", 2)

    def slow() -> tuple[int, dict[str, str], bytes]:
        time.sleep(4)
        return 200, {}, b""

    reachable.pages["/bf"] = slow
    row = visited(reachable.url("/bf"))
    assert row.failed_on == date(2026, 11, 23)


def test_the_own_network_is_not_asked_and_that_is_no_failure(reachable: Host, settings: Any) -> None:
    settings.PRIVATE_HOSTS = []
    row = visited(reachable.serve("/bf", STATEMENT.encode(), kind=HTML))
    assert (row.outcome, row.failed_on, reachable.asked) == ("odd", None, [])


def test_an_address_of_two_listings_is_asked_once_and_forgotten_with_the_last(reachable: Host) -> None:
    url = reachable.serve("/bf", STATEMENT.encode(), kind=HTML)
    one, other = factories.listing("one"), factories.listing("other")
    remember({one.pk: [url], other.pk: [url, "ftp://odd.example/"]}, AT)
    assert due_urls(AT, 5) == [url]
    assert look_at_stated_pages(AT) == 1
    assert set(StatedPage.objects.values_list("outcome", flat=True)) == {"reached"}
    assert len(reachable.asked) == 1
    remember({one.pk: [], other.pk: []}, AT)
    assert not StatedPage.objects.exists()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Stand: 05.11.2026", date(2026, 11, 5)),
        ("Stand 2026-11-05", date(2026, 11, 5)),
        (
            "This statement was prepared on 23 September 2020 and last reviewed on May 3, 2026.",
            date(2026, 5, 3),
        ),
        ("Stand: März 2026", None),
        ("Stand der Technik. Das Gesetz vom 3.5.2019 gilt", None),
        ("aktualisiert am 24.12.2026", None),
        ("zuletzt geprüft am 31.02.2026", None),
        ("am 5.11.2026", None),
    ],
)
def test_only_an_announced_full_day_in_the_past_counts(words: str, day: date | None) -> None:
    assert day_in(words, AT.date()) == day


def test_scripts_are_not_read() -> None:
    assert words_of("<p>a</p><script>Stand: 1.1.2026</script>b", is_html=True) == ("a b", False)


def test_an_address_given_without_encryption_is_not_called_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = Visit(failed=True, problem_de="Keine Verbindung.", problem_en="No connection.")
    monkeypatch.setattr(stated_pages, "_visit", lambda *_: dead)
    for day in (0, 8):
        row = visited("http://stadt.example/bf", at=AT + timedelta(days=day))
    assert row.failed_on is None
    assert "ohne Verschlüsselung" in row.problem_de
