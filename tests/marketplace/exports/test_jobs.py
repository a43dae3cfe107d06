"""Readers are asked for within limits, made one after the other, and forgotten after a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.exports import services
from marketplace.exports.errors import DocumentFailed, OddSelection, TooManyDocuments
from marketplace.exports.models import ExportJob
from marketplace.exports.queries import jobs_ahead
from tests import factories

pytestmark = pytest.mark.django_db


def _ask(slugs: list[str], **values: object) -> ExportJob:
    given = {"title": "Alles", "described": "", "language": "de", "at": timezone.now()} | values
    return services.request_reader(slugs, **given)  # type: ignore[arg-type]


def test_a_reader_is_made_of_the_published_listings_in_their_order() -> None:
    for slug in ("beta", "alpha"):
        factories.listing(slug)
    factories.listing("weg", state="withdrawn")
    job = _ask(["beta", "alpha", "weg", "gibt-es-nicht", "beta"])
    assert job.parameters["slugs"] == ["beta", "alpha"]
    assert services.make_documents() == 1
    job.refresh_from_db()
    assert (job.state, job.step) == ("finished", 2)
    with job.file.open("rb") as file:
        assert file.read(5) == b"%PDF-"
    job.file.delete(save=False)


def test_nothing_and_more_than_two_hundred_are_refused() -> None:
    factories.listing("alpha")
    with pytest.raises(OddSelection):
        _ask([])
    with pytest.raises(OddSelection):
        _ask(["gibt-es-nicht"])
    with pytest.raises(OddSelection) as caught:
        _ask([f"n{number}" for number in range(services.MOST_SOLUTIONS + 1)])
    assert "höchstens 200" in caught.value.de


def test_a_visitor_has_a_share_per_hour_and_operators_have_none() -> None:
    factories.listing("alpha")
    now = timezone.now()
    for _number in range(services.PER_HOUR):
        _ask(["alpha"], requested_from="a", at=now)
    with pytest.raises(TooManyDocuments) as caught:
        _ask(["alpha"], requested_from="a", at=now)
    assert caught.value.possible_from == now + timedelta(hours=1)
    _ask(["alpha"], requested_from="b", at=now)
    _ask(["alpha"], at=now)
    _ask(["alpha"], requested_from="a", at=now + timedelta(hours=1, seconds=1))


def test_who_waits_knows_how_many_come_first() -> None:
    factories.listing("alpha")
    first, second = _ask(["alpha"]), _ask(["alpha"], at=timezone.now() + timedelta(seconds=1))
    assert (jobs_ahead(first), jobs_ahead(second)) == (0, 1)


def test_a_job_whose_maker_died_is_taken_up_once_more_and_then_fails() -> None:
    factories.listing("alpha")
    job = _ask(["alpha"])
    ExportJob.objects.filter(pk=job.pk).update(
        state="running", attempts=services.MOST_ATTEMPTS, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert services.make_documents() == 0
    job.refresh_from_db()
    assert job.state == "failed"
    assert "später noch einmal" in job.problem


def test_one_at_a_time() -> None:
    factories.listing("alpha")
    running, waiting = _ask(["alpha"]), _ask(["alpha"])
    ExportJob.objects.filter(pk=running.pk).update(
        state="running", lease_until=timezone.now() + timedelta(minutes=1)
    )
    assert services.make_documents() == 0
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_a_document_that_fails_says_so_and_the_next_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.listing("alpha")
    broken = _ask(["alpha"])

    def fail(*_args: object, **_values: object) -> bytes:
        raise DocumentFailed("out of ink")

    monkeypatch.setattr(services, "reader", fail)
    assert services.make_documents() == 1
    broken.refresh_from_db()
    assert (broken.state, bool(broken.file)) == ("failed", False)


def test_after_a_day_job_and_file_are_gone() -> None:
    factories.listing("alpha")
    job = _ask(["alpha"], at=timezone.now() - timedelta(hours=25))
    younger = _ask(["alpha"], at=timezone.now() - timedelta(hours=23))
    services.make_documents()
    services.make_documents()
    job.refresh_from_db()
    storage, name = job.file.storage, str(job.file.name)
    assert storage.exists(name)
    assert services.forget_documents() == 1
    assert not storage.exists(name)
    assert ExportJob.objects.get() == younger
    younger.refresh_from_db()
    assert storage.exists(str(younger.file.name))
