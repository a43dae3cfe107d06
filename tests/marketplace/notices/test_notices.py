"""A notice is given once, mailed once as wished, and seen only by the one it is for."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.services import erase_account, personal_data
from marketplace.audit.queries import verify_chain
from marketplace.notices.mailing import mail_due
from marketplace.notices.models import Group, How, Notice
from marketplace.notices.queries import unread_count, wishes_of
from marketplace.notices.services import mark_read, notify, wish
from marketplace.notices.unsubscribing import token_of
from marketplace.outbox.models import OutgoingMail
from marketplace.outbox.services import post, send_due
from tests.factories import person


def _notify(user: User, key: str = "k1", **values: Any) -> bool:
    texts = {
        "kind": "organisation.invited",
        "text_de": "Musterhausen lädt Sie ein.",
        "text_en": "Musterhausen invites you.",
        "url": "/loesungen/",
    }
    return notify(user, key=key, **{**texts, **values})


@pytest.fixture
def anna(db: None) -> User:
    return person("anna")


def test_the_same_key_is_given_once_to_each_person(anna: User) -> None:
    assert _notify(anna)
    assert not _notify(anna)
    assert _notify(person("ben"))
    assert unread_count(anna) == 1


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "loesungen"]
)
def test_a_notice_leads_nowhere_else(anna: User, url: str) -> None:
    with pytest.raises(ValueError, match="odd address"):
        _notify(anna, url=url)


def test_a_notice_of_an_unknown_group_is_refused(anna: User) -> None:
    with pytest.raises(ValueError, match="weather"):
        _notify(anna, kind="weather.rain")


def test_an_immediate_notice_is_mailed_once_in_text_and_html(anna: User) -> None:
    _notify(anna)
    assert (mail_due(), mail_due()) == (1, 0)
    assert send_due() == 1
    (message,) = mail.outbox
    assert message.subject == "Musterhausen lädt Sie ein."
    assert "http://127.0.0.1:8000/loesungen/" in message.body
    html = message.alternatives[0].content  # type: ignore[attr-defined]
    assert "Musterhausen lädt Sie ein." in html
    assert "/nachrichten/abbestellen/" in message.body
    assert "/nachrichten/abbestellen/" in html


def test_what_notices_say_is_text_and_never_markup(anna: User) -> None:
    _notify(anna, text_de="<b>Fett</b> & „so“")
    mail_due()
    row = OutgoingMail.objects.get()
    assert "<b>Fett</b> & „so“" in row.text
    assert "&lt;b&gt;Fett&lt;/b&gt; &amp; „so“" in row.html


def test_odd_signs_in_a_notice_keep_no_mail_from_its_way(anna: User) -> None:
    _notify(anna, text_de="Neu\x07 zu\n„\u202eBaum“")
    assert mail_due() == 1
    assert OutgoingMail.objects.get().subject == "Neu zu „Baum“"


def test_several_immediate_notices_share_a_mail(anna: User) -> None:
    _notify(anna, "k1")
    _notify(anna, "k2", text_de="Zweite Nachricht.")
    assert mail_due() == 1
    assert OutgoingMail.objects.get().subject == "Marktplatz: 2 neue Nachrichten"


def _at(monkeypatch: pytest.MonkeyPatch, hour: int, days: int = 0) -> datetime:
    now = timezone.localtime().replace(hour=hour, minute=30) + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def test_daily_notices_are_gathered_until_the_morning(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    wish(anna, Group.ORGANISATION, How.DAILY)
    _at(monkeypatch, 9)
    _notify(anna, "k1")
    Notice.objects.update(created_at=timezone.now())
    assert mail_due() == 0, "not before tomorrow at seven"
    _at(monkeypatch, 6, days=1)
    assert mail_due() == 0
    _at(monkeypatch, 7, days=1)
    _notify(anna, "k2")
    Notice.objects.filter(key="k2").update(created_at=timezone.now())
    assert mail_due() == 1
    assert mail_due() == 0
    assert Notice.objects.get(key="k2").mailed_at is None, "belongs to the next day"


def test_who_wants_no_mail_gets_none(anna: User) -> None:
    wish(anna, Group.ORGANISATION, How.NEVER)
    _notify(anna)
    assert mail_due() == 0
    assert unread_count(anna) == 1


def test_what_was_read_meanwhile_is_not_mailed(anna: User) -> None:
    _notify(anna)
    mark_read(anna)
    assert mail_due() == 0


def test_a_changed_wish_counts_for_what_still_waits(anna: User) -> None:
    _notify(anna)
    wish(anna, Group.ORGANISATION, How.NEVER)
    assert mail_due() == 0


def test_who_was_locked_out_gets_no_mail(anna: User) -> None:
    _notify(anna)
    User.objects.update(is_active=False)
    assert mail_due() == 0
    assert not OutgoingMail.objects.exists()


def test_an_address_that_was_never_confirmed_gets_no_mail(anna: User) -> None:
    EmailAddress.objects.update(verified=False)
    _notify(anna)
    assert mail_due() == 0
    assert not OutgoingMail.objects.exists()


def test_notices_leave_room_for_a_new_password(anna: User, settings: Any) -> None:
    settings.MAILS_PER_RECIPIENT = 2
    _notify(anna)
    mail_due()
    _notify(anna, "k2")
    assert mail_due() == 0
    assert post(to=anna.email, subject="Neues Kennwort", text="Hier entlang.", key="account.reset:1")


def test_whose_address_has_had_enough_keeps_nobody_waiting(anna: User, settings: Any) -> None:
    settings.MAILS_PER_RECIPIENT = 2
    _notify(anna)
    mail_due()
    _notify(anna, "k2")
    _notify(person("ben"))
    assert mail_due(limit=1) == 1


def test_a_flooded_address_hears_later(anna: User, settings: Any) -> None:
    settings.MAILS_PER_RECIPIENT = 2
    _notify(anna, "k1")
    mail_due()
    _notify(anna, "k2")
    assert mail_due() == 0
    assert Notice.objects.get(key="k2").mailed_at is None
    settings.MAILS_PER_RECIPIENT = 4
    assert mail_due() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_and_mail_a_notice_once() -> None:
    anna, start, troubles = person("anna"), Barrier(3), []
    given: list[bool] = []
    mails: list[int] = []

    def work() -> None:
        try:
            start.wait(10)
            with transaction.atomic():
                given.append(_notify(anna))
            start.wait(30)
            mails.append(mail_due())
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
    assert sum(given) == 1
    assert sum(mails) == 1
    assert OutgoingMail.objects.count() == 1


def test_the_page_shows_only_ones_own_notices(anna: User, client: Client) -> None:
    _notify(anna)
    _notify(person("ben"), text_de="Nur für Ben.")
    assert client.get("/nachrichten/").status_code == 302
    client.force_login(anna)
    page = client.get("/nachrichten/").content.decode()
    assert "Musterhausen lädt Sie ein." in page
    assert "Nur für Ben." not in page
    english = client.get("/en/messages/").content.decode()
    assert '<a href="/en/solutions/">Musterhausen invites you.</a>' in english


def test_a_notice_is_marked_as_read_by_its_owner_alone(anna: User, client: Client) -> None:
    _notify(anna)
    number = Notice.objects.get().pk
    client.force_login(person("ben"))
    assert client.post("/nachrichten/gelesen/", {"notice": number}).status_code == 404
    assert client.post("/nachrichten/gelesen/", {"notice": number + 1}).status_code == 404
    assert client.post("/nachrichten/gelesen/", {"notice": "x"}).status_code == 404
    client.post("/nachrichten/gelesen/", {"notice": "all"})
    assert unread_count(anna) == 1
    client.force_login(anna)
    assert client.get("/nachrichten/gelesen/").status_code == 405
    client.post("/nachrichten/gelesen/", {"notice": number})
    assert unread_count(anna) == 0


def test_wishes_are_kept_and_odd_ones_ignored(anna: User, client: Client) -> None:
    client.force_login(anna)
    client.post("/nachrichten/einstellungen/", {"search": "daily", "selection": "hourly", "weather": "daily"})
    wishes = wishes_of(anna)
    assert (wishes[Group.SEARCH], wishes[Group.SELECTION]) == (How.DAILY, How.DAILY)
    page = client.get("/nachrichten/einstellungen/").content.decode()
    assert 'id="search-daily" value="daily" checked' in page


def test_a_link_in_the_mail_ends_mails_without_signing_in(anna: User) -> None:
    client = Client(enforce_csrf_checks=True)
    address = f"/nachrichten/abbestellen/{token_of(anna.pk, 'search')}/"
    assert "Gespeicherte Suchen" in client.get(address).content.decode()
    assert wishes_of(anna)[Group.SEARCH] == How.IMMEDIATE, "looking changes nothing"
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert wishes_of(anna)[Group.SEARCH] == How.NEVER
    assert wishes_of(anna)[Group.ORGANISATION] == How.IMMEDIATE


def test_one_link_ends_all_mails_with_notices(anna: User, client: Client) -> None:
    client.post(f"/nachrichten/abbestellen/{token_of(anna.pk, '')}/")
    assert set(wishes_of(anna).values()) == {How.NEVER}


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda _token: "x", lambda token: "x" + token])
def test_a_forged_link_leads_nowhere(anna: User, client: Client, spoil: Any) -> None:
    address = f"/nachrichten/abbestellen/{spoil(token_of(anna.pk, ''))}/"
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert How.NEVER not in wishes_of(anna).values()


def test_marking_all_as_read_counts_them(anna: User) -> None:
    _notify(anna, "k1")
    _notify(anna, "k2")
    assert mark_read(anna) == 2
    assert mark_read(anna) == 0


def test_an_erased_person_leaves_no_notice_and_no_mail(anna: User) -> None:
    _notify(anna)
    mail_due()
    wish(anna, Group.SEARCH, How.NEVER)
    data = personal_data(anna)
    assert data["notices.Notice"][0]["text"] == "Musterhausen lädt Sie ein."
    assert data["outbox.OutgoingMail"][0]["subject"] == "Musterhausen lädt Sie ein."
    erase_account(anna)
    assert not Notice.objects.exists()
    assert send_due() == 0
    row = OutgoingMail.objects.get()
    assert (row.to, row.subject, row.text, row.html) == ("", "", "", "")
    assert verify_chain() is None
