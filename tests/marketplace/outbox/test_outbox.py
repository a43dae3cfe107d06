"""A mail is written once, sent once as far as SMTP allows, and given up in the open."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from marketplace.outbox.errors import MailRefused, RecipientLimit
from marketplace.outbox.models import OutgoingMail
from marketplace.outbox.queries import outbox_state
from marketplace.outbox.services import PAUSES, post, retry, send_due, tidy
from tests.factories import operator


def _post(key: str = "k1", **values: Any) -> bool:
    texts = {"to": "anna@stadt.example", "subject": "Grüße aus Köln", "text": "Guten Tag"}
    return post(key=key, **{**texts, **values})


@pytest.mark.django_db
def test_a_mail_is_sent_once_and_its_text_forgotten() -> None:
    assert _post(html="<p>Guten Tag</p>", unsubscribe_url="https://markt.example/weg")
    assert not _post(subject="noch einmal")
    assert send_due() == 1
    assert send_due() == 0
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (
        ["anna@stadt.example"],
        "Grüße aus Köln",
        "Guten Tag",
    )
    row = OutgoingMail.objects.get()
    sent = message.message()
    assert sent["Message-ID"].startswith(f"<{row.pk}@")
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in sent.walk()][1:] == ["text/plain", "text/html"]
    assert row.sent_at is not None
    assert (row.text, row.html, row.unsubscribe_url) == ("", "", "")
    assert not _post(), "the key keeps its promise after the mail was sent"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"to": "anna@stadt.example\nBcc: alle@stadt.example"},
        {"to": "anna@stadt.example, alle@stadt.example"},
        {"to": "Anna <anna@stadt.example>"},
        {"to": ""},
        {"subject": "Hallo\r\nBcc: alle@stadt.example"},
        {"subject": "x" * 201},
        {"subject": ""},
        {"text": " \n"},
        {"unsubscribe_url": "https://markt.example/\nX-Evil: 1"},
    ],
)
def test_odd_addresses_and_subjects_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(MailRefused):
        _post(**values)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_nobody_is_flooded(settings: Any) -> None:
    settings.MAILS_PER_RECIPIENT = 2
    _post("k1")
    _post("k2", to="ANNA@stadt.example")
    with pytest.raises(RecipientLimit):
        _post("k3")
    assert _post("k3", to="ben@stadt.example")
    OutgoingMail.objects.filter(key="k1").update(created_at=timezone.now() - timedelta(hours=25))
    assert _post("k4")


@pytest.mark.django_db
def test_a_mail_of_a_change_that_failed_is_not_there() -> None:
    @transaction.atomic
    def change() -> None:
        _post()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_mail_waits_for_its_time() -> None:
    _post(not_before=timezone.now() + timedelta(hours=1))
    assert send_due() == 0
    OutgoingMail.objects.update(not_before=timezone.now())
    assert send_due() == 1


class Server(EmailBackend):
    """A mail server that answers as told."""

    trouble: Exception | None = None

    def send_messages(self, messages: Any) -> int:
        if self.trouble is not None:
            raise self.trouble
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets what the mail server does: None takes mails, an exception is raised."""
    settings.EMAIL_BACKEND = f"{__name__}.Server"

    def answers(trouble: Exception | None) -> None:
        monkeypatch.setattr(Server, "trouble", trouble)

    return answers


@pytest.mark.django_db
def test_a_missing_server_is_tried_with_growing_pauses_and_given_up_in_the_open(
    server: Any, client: Client
) -> None:
    server(ConnectionRefusedError("no server"))
    _post()
    pauses = []
    for _try in PAUSES:
        before = timezone.now()
        assert send_due() == 0
        row = OutgoingMail.objects.get()
        pauses.append(row.not_before - before)
        assert send_due() == 0, "not before the pause is over"
        OutgoingMail.objects.update(not_before=timezone.now())
    assert [round(pause / timedelta(minutes=1)) for pause in pauses] == [5, 15, 60, 240, 720, 1440, 1440]
    row.refresh_from_db()
    assert row.gave_up_at is not None
    assert "no server" in row.problem
    assert outbox_state().undeliverable == 1
    client.force_login(operator())
    assert "no server" in client.get("/betrieb/outbox/outgoingmail/?zustand=unzustellbar").content.decode()
    assert "unzustellbar" in client.get("/status/").content.decode()
    server(None)
    retry(row)
    assert send_due() == 1
    assert outbox_state().undeliverable == 0


@pytest.mark.django_db
def test_a_recipient_who_does_not_exist_is_not_tried_again(server: Any) -> None:
    server(smtplib.SMTPRecipientsRefused({"anna@stadt.example": (550, b"no such user")}))
    _post()
    send_due()
    assert OutgoingMail.objects.get().gave_up_at is not None


@pytest.mark.django_db
def test_a_recipient_who_is_busy_is_tried_again(server: Any) -> None:
    server(smtplib.SMTPRecipientsRefused({"anna@stadt.example": (450, b"mailbox\r\nbusy")}))
    _post()
    send_due()
    row = OutgoingMail.objects.get()
    assert (row.gave_up_at, row.attempts, row.problem) == (None, 1, "450 mailbox busy")


@pytest.mark.django_db
def test_who_dies_while_sending_leaves_the_mail_for_another_try(server: Any) -> None:
    server(KeyboardInterrupt())
    _post()
    with pytest.raises(KeyboardInterrupt):
        send_due()
    server(None)
    assert send_due() == 0
    OutgoingMail.objects.update(not_before=timezone.now())
    assert send_due() == 1


@pytest.mark.django_db
def test_old_addresses_are_forgotten_and_keys_are_not() -> None:
    _post("old")
    _post("new")
    send_due()
    _post("given up")
    _post("waiting")
    then = timezone.now() - timedelta(days=31)
    OutgoingMail.objects.filter(key="old").update(sent_at=then)
    OutgoingMail.objects.filter(key="given up").update(gave_up_at=then)
    OutgoingMail.objects.filter(key="waiting").update(created_at=then)
    OutgoingMail.objects.filter(key="new").update(sent_at=then + timedelta(days=2))
    assert tidy() == 2
    assert tidy() == 0
    for key in ("old", "given up"):
        row = OutgoingMail.objects.get(key=key)
        assert (row.to, row.subject, row.text, row.html) == ("", "", "", "")
        assert not _post(key)
    assert all(OutgoingMail.objects.get(key=key).to for key in ("new", "waiting"))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_mail_and_send_it_once() -> None:
    start, written, sent, troubles = Barrier(4), [], [], []

    def work() -> None:
        try:
            start.wait(10)
            with transaction.atomic():
                written.append(_post())
            start.wait(30)
            sent.append(send_due())
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []
    assert sorted(written) == [False, False, False, True]
    assert sum(sent) == 1
    assert len(mail.outbox) == 1
