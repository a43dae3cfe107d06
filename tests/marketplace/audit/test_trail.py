"""The trail is append-only, its chain shows every tampering, and two writers never fork it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from marketplace.audit.chain import event_hash
from marketplace.audit.errors import AppendOnly
from marketplace.audit.models import AuditEvent, AuditHead
from marketplace.audit.queries import events_of, verify_chain
from marketplace.audit.services import record
from marketplace.organisations.models import MailDomain
from tests.factories import operator


def _record(number: int = 1, kind: str = "membership.ended") -> AuditEvent:
    return record(
        kind, actor=7, subject=f"organisation:{number}", said={"role": "editor", "before": [1, None]}
    )


@pytest.mark.django_db
def test_each_event_carries_the_hash_of_the_one_before() -> None:
    first, second = _record(1), _record(2)
    assert (first.previous, second.previous) == ("", first.hash)
    assert [event.pk for event in events_of("organisation:2")] == [second.pk]
    assert verify_chain() is None


@pytest.mark.django_db
def test_an_empty_trail_is_whole() -> None:
    assert verify_chain() is None


@pytest.mark.django_db
def test_events_are_neither_changed_nor_deleted() -> None:
    event = _record()
    event.kind = "membership.began"
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(kind="membership.began")
    with pytest.raises(AppendOnly):
        AuditEvent.objects.filter(pk=event.pk).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent._base_manager.update(kind="membership.began")
    assert AuditEvent.objects.get().kind == "membership.ended"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    ["kind = 'x'", "actor = 8", "subject = 'listing:1'", "said = '{}'", "at = '2020-01-01 00:00:00+00:00'"],
)
def test_the_chain_shows_the_first_event_that_was_tampered_with(change: str) -> None:
    _record(1)
    second = _record(2)
    _record(3)
    assert verify_chain() is None
    _tamper(f"UPDATE audit_auditevent SET {change} WHERE id = {second.pk}")  # noqa: S608
    assert verify_chain() == second.pk


@pytest.mark.django_db
def test_the_chain_shows_missing_events_in_the_middle_and_at_the_end() -> None:
    _first, second, third, fourth = (_record(number) for number in range(1, 5))
    _tamper(f"DELETE FROM audit_auditevent WHERE id = {fourth.pk}")  # noqa: S608
    assert verify_chain() == fourth.pk
    _tamper(f"DELETE FROM audit_auditevent WHERE id = {second.pk}")  # noqa: S608
    assert verify_chain() == third.pk


@pytest.mark.django_db
@pytest.mark.parametrize("value", [1.5, object(), {"deep": [2.5]}])
def test_what_databases_store_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        record("a.b", actor=None, subject="x:1", said={"value": value})
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_odd_texts_survive_both_databases() -> None:
    record("a.b", actor=None, subject="x:1", said={"b": "Straße\0 \ud800 ✓", "a": {"z": 10**18, "y": True}})
    assert verify_chain() is None


@pytest.mark.django_db
def test_an_event_of_a_change_that_failed_is_not_there() -> None:
    @transaction.atomic
    def change() -> None:
        _record()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    _record(2)
    assert AuditEvent.objects.count() == 1
    assert verify_chain() is None


@pytest.mark.django_db
def test_erasing_a_person_keeps_the_chain() -> None:
    person = get_user_model().objects.create_user("anna")
    record("project.created", actor=person.pk, subject="project:1", said={})
    number = person.pk
    person.delete()
    assert AuditEvent.objects.get().actor == number
    assert verify_chain() is None


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_never_fork_the_chain() -> None:
    start, troubles = Barrier(4), []

    def write(writer: int) -> None:
        try:
            start.wait(10)
            for number in range(5):
                with transaction.atomic():
                    record("a.b", actor=writer, subject=f"x:{number}", said={"n": number})
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []
    assert AuditEvent.objects.count() == 20
    assert AuditEvent.objects.values("previous").distinct().count() == 20
    assert verify_chain() is None


@pytest.mark.django_db
def test_the_export_can_be_checked_without_the_marketplace() -> None:
    _record(1)
    _record(2)
    out = StringIO()
    call_command("audit_export", stdout=out)
    rule, *events = [json.loads(line) for line in out.getvalue().splitlines()]
    assert "sha256" in rule["hash"]
    previous = ""
    for event in events:
        content = [previous, event["at"], event["kind"], event["actor"], event["subject"], event["said"]]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == event["hash"]
        previous = event["hash"]
    assert len(events) == 2


@pytest.mark.django_db
def test_the_export_says_so_when_the_chain_is_broken() -> None:
    event = _record()
    AuditHead.objects.update(hash="0" * 64)
    with pytest.raises(CommandError, match=str(event.pk)):
        call_command("audit_export", stdout=StringIO())


@pytest.mark.django_db
def test_only_operators_read_and_nobody_edits(client: Client) -> None:
    event = _record()
    page = f"/betrieb/audit/auditevent/{event.pk}/change/"
    assert client.get("/betrieb/audit/auditevent/export/").status_code == 302
    client.force_login(operator())
    assert "Kette prüfen" in client.get("/betrieb/audit/auditevent/").content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"kind": "x"}).status_code == 403
    lines = b"".join(client.get("/betrieb/audit/auditevent/export/")).splitlines()
    assert len(lines) == 2
    assert "vollständig" in client.get("/betrieb/audit/auditevent/pruefen/").content.decode()
    client.force_login(operator("hilfe", may_everything=False))
    assert client.get("/betrieb/audit/auditevent/export/").status_code == 403


def test_the_hash_is_the_published_one() -> None:
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    found = event_hash(previous="", at=at, kind="a.b", actor=None, subject="x:1", said={"ä": 1})
    assert found == "3e752b707e5dde84e0444b9c15ee75be4b2910215387d8b1a12036d502684474"


def _tamper(sql: str) -> None:
    """Somebody with the database's own password, who switches the trigger off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_append_only")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_append_only")
        cursor.execute(sql)


@pytest.mark.django_db
def test_what_operators_change_by_hand_stands_in_the_trail(client: Client) -> None:
    by = operator()
    client.force_login(by)
    domain = MailDomain.objects.create(domain="musterhausen.example", name="Musterhausen")
    page = f"/betrieb/organisations/maildomain/{domain.pk}/"
    sent = {"domain": domain.domain, "name": "Stadt Musterhausen", "land": "", "municipality_key": ""}
    assert client.post(f"{page}change/", sent).status_code == 302
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 302
    events = events_of(f"maildomain:{domain.pk}")
    assert [(one.kind, one.actor) for one in events] == [
        ("operating.changed", by.pk),
        ("operating.deleted", by.pk),
    ]
    assert "Stadt Musterhausen" not in json.dumps([one.said for one in events])
    assert "delete_selected" not in client.get("/betrieb/organisations/maildomain/").content.decode()
    assert verify_chain() is None
