"""Reminders before a proof expires: 90, 30 and 0 days before, each once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from marketplace.evidence import services
from marketplace.evidence.checking import Dates
from marketplace.notices.mailing import mail_due
from marketplace.notices.models import Group, How, Notice
from marketplace.notices.services import wish
from marketplace.outbox.services import send_due
from marketplace.suitability import reminders
from marketplace.suitability.models import Statement, ValidityReminder
from tests.marketplace.evidence.building import Offer, says_tested

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 31)
EXPIRES = Dates(issued_on=date(2026, 3, 1), valid_until=UNTIL)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Documents of a test lie in a folder of their own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


def _remind(monkeypatch: pytest.MonkeyPatch, days_before: int) -> int:
    """Run the errand so many days before the last day."""
    day = UNTIL - timedelta(days=days_before)
    with monkeypatch.context() as then:
        then.setattr("marketplace.suitability.reminders.timezone.localdate", lambda: day)
        return reminders.remind_of_expiry()


def _notices(offer: Offer) -> int:
    return Notice.objects.filter(user=offer.editor, kind="listing.evidence_expires").count()


@pytest.mark.parametrize(
    ("left", "stage"),
    [(91, None), (90, 90), (31, 90), (30, 30), (1, 30), (0, 0), (-1, None)],
)
def test_the_nearest_stage_counts(left: int, stage: int | None) -> None:
    assert reminders.stage_of(UNTIL, UNTIL - timedelta(days=left)) == stage


def test_each_stage_comes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    says_tested(offer, offer.proof(dates=EXPIRES))
    days = [91, 90, 90, 60, 30, 29, 1, 0, 0, -1]
    assert [_remind(monkeypatch, left) for left in days] == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    assert _notices(offer) == 3
    assert [one.days for one in ValidityReminder.objects.order_by("pk")] == [90, 30, 0]


def test_those_who_can_act_hear_of_it_and_know_what_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    says_tested(offer, offer.proof(dates=EXPIRES))
    _remind(monkeypatch, 30)
    notice = Notice.objects.get(kind="listing.evidence_expires")
    assert notice.user == offer.editor
    assert "„Prüfbericht“ zu Maengelmelder" in notice.text_de
    assert "31.12.2026" in notice.text_de
    assert "Accessibility test" in notice.text_en
    assert notice.url == "/anbieten/maengelmelder/nachweise/"


def test_reminders_are_mailed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    wish(offer.editor, Group.LISTING, How.IMMEDIATE)
    says_tested(offer, offer.proof(dates=EXPIRES))
    Notice.objects.all().delete()
    for _turn in range(2):
        _remind(monkeypatch, 90)
        mail_due()
        send_due()
    assert len(mail.outbox) == 1
    assert "Prüfbericht" in mail.outbox[0].body


def test_a_late_upload_skips_the_stages_that_have_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    says_tested(offer, offer.proof(dates=EXPIRES))
    assert _remind(monkeypatch, 12) == 1
    assert ValidityReminder.objects.get().days == 30


def test_nobody_is_reminded_of_what_no_longer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    version = offer.proof(dates=EXPIRES)
    statement = says_tested(offer, version)
    says_tested(offer, offer.upload(dates=EXPIRES))
    Statement.objects.filter(pk=statement.pk).update(ended_at=timezone.now())
    assert _remind(monkeypatch, 30) == 0
    Statement.objects.filter(pk=statement.pk).update(ended_at=None)
    services.withdraw(version.document, by=offer.editor)
    assert _remind(monkeypatch, 30) == 0


def test_a_longer_validity_begins_the_stages_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    version = offer.proof(dates=EXPIRES)
    statement = says_tested(offer, version)
    assert _remind(monkeypatch, 0) == 1
    longer = offer.proof(dates=Dates(date(2026, 3, 1), UNTIL + timedelta(days=20)))
    Statement.objects.filter(pk=statement.pk).update(document_version=longer)
    assert _remind(monkeypatch, 0) == 1
