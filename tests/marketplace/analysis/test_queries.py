"""Questions about assessments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from marketplace.analysis.models import AnalysisRun, Worker
from marketplace.analysis.queries import (
    last_run,
    latest_grade,
    main_grades_by_listing,
    newest_grades,
    open_run,
    queue_position,
    run_by_id,
    workers_alive,
)
from marketplace.analysis.run_services import forget_silent_workers, forget_worker, report_worker
from marketplace.analysis.services import add_source, request_assessment
from marketplace.catalogue.models import Listing
from tests import factories
from tests.marketplace.analysis.test_runs import NOW, ask, claim, finish

pytestmark = pytest.mark.django_db


def graded(listing: Listing | None, location: str, letter: str, *, minute: int = 0) -> None:
    at = NOW + timedelta(minutes=minute)
    source = add_source(listing, kind="pypi", location=location)
    request_assessment(source, at=at, limited=False)
    finish(claim(at), letter=letter, at=at)


def test_the_newest_grades_show_each_source_of_a_listing_once() -> None:
    first, second = factories.listing("a"), factories.listing("b")
    hidden = factories.listing("c", state=Listing.State.WITHDRAWN)
    graded(first, "a", "C")
    graded(first, "a", "B", minute=1)
    graded(second, "b", "A", minute=2)
    graded(hidden, "c", "A", minute=3)
    graded(None, "self-check", "A", minute=4)
    assert [(grade.source.location, grade.letter) for grade in newest_grades(10)] == [("b", "A"), ("a", "B")]
    assert [grade.letter for grade in newest_grades(1)] == ["A"]


def test_the_main_source_gives_the_grade_of_a_listing(django_assert_num_queries: Any) -> None:
    listings = [factories.listing(f"l{number}") for number in range(3)]
    for listing in listings[:2]:
        graded(listing, "main", "D")
        graded(listing, "main", "B", minute=1)
        graded(listing, "other", "E", minute=2)
    with django_assert_num_queries(1):
        grades = main_grades_by_listing()
    assert {key: summary.letter for key, summary in grades.items()} == {
        listings[0].pk: "B",
        listings[1].pk: "B",
    }
    with override("en"):
        assert grades[listings[0].pk].headline == "Good"
    assert set(main_grades_by_listing([listings[1].pk, listings[2].pk])) == {listings[1].pk}


def test_runs_are_found_by_id_and_odd_ids_are_not_found() -> None:
    run = ask()
    found = run_by_id(str(run.pk))
    assert found == run
    for odd in ("", "x", "0" * 40, "00000000-0000-0000-0000-000000000000"):
        assert run_by_id(odd) is None


def test_open_and_last_run_of_a_source() -> None:
    run = ask()
    assert open_run(run.source) == last_run(run.source) == run
    finish(claim())
    assert open_run(run.source) is None
    assert last_run(run.source) == run
    assert latest_grade(run.source) is not None


def test_the_position_in_the_queue() -> None:
    first, second = ask("a", at=NOW - timedelta(minutes=1)), ask("b")
    later = ask("c", at=NOW + timedelta(hours=1))
    assert [queue_position(run, at=NOW) for run in (first, second, later)] == [1, 2, 0]
    claim()
    assert queue_position(AnalysisRun.objects.get(pk=first.pk), at=NOW) == 0
    assert queue_position(second, at=NOW) == 1


def test_a_worker_counts_as_alive_for_a_minute_after_its_last_sign() -> None:
    report_worker("one", started_at=NOW, isolation={"network": "namespace"}, at=NOW)
    report_worker("one", started_at=NOW, isolation={}, at=NOW + timedelta(seconds=30))
    assert [worker.name for worker in workers_alive(at=NOW + timedelta(seconds=80))] == ["one"]
    assert not workers_alive(at=NOW + timedelta(seconds=91))
    forget_silent_workers(at=NOW + timedelta(hours=24))
    assert Worker.objects.count() == 1
    forget_silent_workers(at=NOW + timedelta(hours=25))
    assert not Worker.objects.exists()


def test_a_worker_that_stops_in_good_order_is_forgotten_at_once() -> None:
    report_worker("one", started_at=NOW, isolation={}, at=NOW)
    forget_worker("one")
    assert not workers_alive(at=NOW)
