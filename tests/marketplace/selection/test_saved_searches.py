"""A saved search tells of each new match once, and belongs to one person alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.services import bump_revision
from marketplace.notices.models import Notice
from marketplace.selection import saved_services
from marketplace.selection.errors import WrongInput
from marketplace.selection.matches import close_matches
from marketplace.selection.models import SavedSearch
from marketplace.selection.saved_services import look_again, remember
from tests import factories

How = SavedSearch.How
BOOKING = SearchRequest(text="Wahlhelfer")


@pytest.fixture
def anna(db: None) -> User:
    return factories.person("anna")


def _entry(slug: str, **values: object) -> Listing:
    return factories.listing(slug, summary_de="Wahlhelfer werden eingeteilt.", **values)


def _later(minutes: int = 2) -> None:
    """Let the last look lie further back."""
    for search in SavedSearch.objects.all():
        SavedSearch.objects.filter(pk=search.pk).update(
            looked_at=search.looked_at - timedelta(minutes=minutes)
        )


def test_only_a_new_match_is_told_and_only_once(anna: User) -> None:
    _entry("wahlteam")
    search = remember(anna, BOOKING, how=How.IMMEDIATE)
    _later()
    assert look_again() == 0, "the catalogue has not changed"
    _entry("wahlplan", name="Wahlplan")
    factories.listing("freibad", summary_de="Liegen und Becken buchen.")
    assert look_again() == 1
    _later()
    assert look_again() == 0
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (anna, "search.new_matches")
    assert notice.text_de == "Neu zu Ihrer Suche „Wahlhelfer“: Wahlplan."
    assert notice.url == "/loesungen/wahlplan/"
    search.refresh_from_db()
    assert len(search.fresh) == 1


def test_several_new_matches_make_one_notice(anna: User) -> None:
    search = remember(anna, BOOKING, how=How.IMMEDIATE)
    _later()
    for number in range(7):
        _entry(f"wahlplan-{number}")
    assert look_again() == 1
    notice = Notice.objects.get()
    assert notice.text_de.endswith(" und 2 weitere.")
    assert notice.text_en.endswith(" and 2 more.")
    assert notice.url == f"/gespeicherte-suchen/#suche-{search.pk}"


def test_what_left_and_came_back_is_not_new(anna: User) -> None:
    entry = _entry("wahlteam")
    remember(anna, BOOKING, how=How.IMMEDIATE)
    for state in (Listing.State.WITHDRAWN, Listing.State.PUBLISHED):
        Listing.objects.filter(pk=entry.pk).update(state=state)
        bump_revision()
        _later()
        assert look_again() == 0
    assert SavedSearch.objects.get().fresh == []


def test_loosely_related_entries_are_no_matches(anna: User) -> None:
    _entry("wahlteam")
    factories.listing("vereinsheim", summary_de="Helfer für Feste finden.")
    found = close_matches(SearchRequest(text="Wahlhelfer"))
    assert [Listing.objects.get(pk=number).slug for number in found.ids] == ["wahlteam"]


def test_matches_of_all_pages_are_known(anna: User) -> None:
    for number in range(45):
        _entry(f"wahlplan-{number}")
    assert len(remember(anna, BOOKING).known) == 45


def _clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.mark.parametrize(
    ("how", "day", "hour", "looked"),
    [
        (How.IMMEDIATE, 24, 0, True),
        (How.DAILY, 24, 5, False),
        (How.DAILY, 24, 7, True),
        (How.WEEKLY, 25, 12, False),
        (How.WEEKLY, 30, 5, False),
        (How.WEEKLY, 30, 7, True),
        (How.NEVER, 24, 7, True),
    ],
)
def test_each_rhythm_has_its_time(
    anna: User, monkeypatch: pytest.MonkeyPatch, how: str, day: int, hour: int, looked: bool
) -> None:
    zone = timezone.get_default_timezone()
    search = remember(anna, BOOKING, how=How(how))
    # Tuesday, 24 November 2026 follows the Monday on which the search was looked up.
    SavedSearch.objects.update(looked_at=datetime(2026, 11, 23, 12, tzinfo=zone))
    _entry("wahlplan")
    _clock(monkeypatch, datetime(2026, 11, day, hour, 30, tzinfo=zone))
    told = look_again()
    search.refresh_from_db()
    assert bool(search.fresh) is looked
    assert told == int(looked and how != How.NEVER)


def test_a_burst_of_changes_is_looked_up_once_a_minute(anna: User) -> None:
    remember(anna, BOOKING, how=How.IMMEDIATE)
    _entry("wahlplan")
    assert look_again() == 0
    _later()
    assert look_again() == 1


def test_the_search_is_asked_in_its_own_language(anna: User) -> None:
    search = remember(anna, BOOKING, how=How.IMMEDIATE)
    SavedSearch.objects.update(language="en")
    _later()
    _entry("wahlplan", summary_en="Wahlhelfer are assigned.")
    assert look_again() == 1
    assert search.user == Notice.objects.get().user


def test_the_same_search_is_kept_once_and_fifty_are_enough(
    anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_services, "MOST_SEARCHES", 2)
    first = remember(anna, BOOKING)
    assert remember(anna, SearchRequest(text="Wahlhelfer", page=3)).pk == first.pk
    remember(anna, SearchRequest(text="Raum"))
    with pytest.raises(WrongInput, match="schon 2 Suchen"):
        remember(anna, SearchRequest(text="Baum"))
    assert remember(anna, BOOKING).pk == first.pk
    remember(factories.person("ben"), SearchRequest(text="Baum"))


def test_a_search_that_finds_too_much_is_refused(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_services, "MOST", 1)
    _entry("wahlplan")
    _entry("wahlteam")
    with pytest.raises(WrongInput, match="2 passende Treffer"):
        remember(anna, BOOKING)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_a_new_match_once() -> None:
    anna = factories.person("anna")
    remember(anna, BOOKING, how=How.IMMEDIATE)
    _later()
    _entry("wahlplan")
    start, troubles = Barrier(3), []
    told: list[int] = []

    def work() -> None:
        try:
            start.wait(20)
            told.append(look_again())
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []
    assert sum(told) == 1
    assert Notice.objects.count() == 1


def test_a_search_is_kept_from_the_list(anna: User, client: Client) -> None:
    _entry("wahlplan")
    link = "/gespeicherte-suchen/merken/?suche=Wahlhelfer"
    assert link in client.get("/loesungen/?suche=Wahlhelfer&seite=1").content.decode()
    assert client.get(link).status_code == 302
    client.force_login(anna)
    page = client.get(link).content.decode()
    assert 'value="Wahlhelfer"' in page
    response = client.post(link, {"name": "Wahl 2027", "how": "weekly"})
    search = SavedSearch.objects.get()
    assert response["Location"] == f"/gespeicherte-suchen/#suche-{search.pk}"
    assert (search.name, search.query, search.how) == ("Wahl 2027", "?suche=Wahlhelfer", How.WEEKLY)


def test_a_refused_search_keeps_what_was_typed(
    anna: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_services, "MOST_SEARCHES", 0)
    client.force_login(anna)
    response = client.post(
        "/gespeicherte-suchen/merken/?suche=Wahlhelfer", {"name": "Wahl <2027>", "how": "weekly"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "Bitte löschen Sie zuerst eine." in page
    assert "Wahl &lt;2027&gt;" in page
    assert 'value="weekly" checked' in page


def test_what_is_new_is_shown_until_it_was_looked_at(anna: User, client: Client) -> None:
    search = remember(anna, BOOKING, how=How.IMMEDIATE)
    _later()
    _entry("wahlplan", name="Wahlplan")
    look_again()
    client.force_login(anna)
    page = client.get("/gespeicherte-suchen/").content.decode()
    assert "Ein neuer" in page
    assert "/loesungen/wahlplan/" in page
    response = client.post(f"/gespeicherte-suchen/{search.pk}/treffer/")
    assert response["Location"] == "/loesungen/?suche=Wahlhelfer"
    assert "Nichts Neues." in client.get("/gespeicherte-suchen/").content.decode()


def test_a_search_is_renamed_and_deleted(anna: User, client: Client) -> None:
    search = remember(anna, BOOKING)
    client.force_login(anna)
    address = f"/gespeicherte-suchen/{search.pk}/aendern/"
    wrong = client.post(address, {"name": "  ", "how": "never"})
    assert wrong.status_code == 422
    assert "Der Name der Suche fehlt" in wrong.content.decode()
    client.post(address, {"name": "Wa\x07hl\u202e", "how": "never"})
    search.refresh_from_db()
    assert (search.name, search.how) == ("Wahl", How.NEVER)
    client.post(f"/gespeicherte-suchen/{search.pk}/loeschen/")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("action", ["treffer", "aendern", "loeschen"])
def test_a_foreign_search_is_as_good_as_missing(anna: User, client: Client, action: str) -> None:
    search = remember(anna, BOOKING)
    foreign, missing = (f"/gespeicherte-suchen/{number}/{action}/" for number in (search.pk, search.pk + 1))
    assert client.post(foreign).status_code == 302
    client.force_login(factories.person("ben"))
    answers = [client.post(address, {"name": "x"}) for address in (foreign, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert client.get(foreign).status_code == 405
    assert SavedSearch.objects.get().name == search.name
    assert "Wahlhelfer" not in client.get("/gespeicherte-suchen/").content.decode()


def test_a_number_beyond_every_table_is_missing(anna: User, client: Client) -> None:
    client.force_login(anna)
    assert client.post(f"/gespeicherte-suchen/{10**30}/treffer/").status_code == 404


def test_a_search_of_somebody_locked_out_is_not_looked_up(anna: User) -> None:
    remember(anna, BOOKING, how=How.IMMEDIATE)
    _later()
    User.objects.update(is_active=False)
    _entry("wahlplan")
    assert look_again() == 0
    assert SavedSearch.objects.exclude(revision=uuid4()).get().fresh == []
