"""The life of a run: whoever holds the lease may change it, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from marketplace.analysis.errors import LeaseLost
from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.analysis.queries import latest_grade
from marketplace.analysis.run_services import (
    BACK_OFF,
    claim_next_run,
    claim_run,
    extend_lease,
    fail_run,
    finish_run,
    postpone_run,
    release_run,
    report_step,
    retry_run,
)
from marketplace.analysis.services import add_source, request_assessment, request_self_check
from marketplace.catalogue.queries import revision_token
from marketplace.lib.refusals import Refusal
from tests import factories
from tests.fakes.archives import make_zip

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UNREACHABLE = Refusal("unreachable", "example.org ist nicht erreichbar.", "example.org cannot be reached.")


def ask(location: str = "ckan", at: datetime = NOW, **values: Any) -> AnalysisRun:
    source = add_source(values.pop("listing", None), kind="pypi", location=location)
    return request_assessment(source, at=at, limited=False, **values)


def claim(at: datetime = NOW) -> AnalysisRun:
    run = claim_next_run(lease_seconds=60, at=at)
    assert run is not None
    return run


def lease(run: AnalysisRun) -> Any:
    assert run.lease is not None
    return run.lease


def finish(run: AnalysisRun, letter: str = "B", at: datetime = NOW, **values: Any) -> Grade:
    result = {"verdict": {"grade": letter, "headline": {"de": "Gut", "en": "Good"}}}
    given = {
        "identity_kind": "archive",
        "identity": "0" * 64,
        "version": "1.0",
        "letter": letter,
        "rules": "2026-1",
        "result": result,
        "left_out": [],
        "isolation": {},
    }
    return finish_run(run, lease(run), at=at, **(given | values))


def test_runs_are_taken_by_priority_and_then_by_age() -> None:
    ask("old", at=NOW - timedelta(minutes=2))
    ask("young", at=NOW - timedelta(minutes=1))
    ask("urgent", priority=1)
    assert [claim().source.location for _ in range(3)] == ["urgent", "old", "young"]
    assert claim_next_run(lease_seconds=60, at=NOW) is None


def test_a_run_that_is_not_due_waits() -> None:
    ask(at=NOW + timedelta(minutes=5))
    assert claim_next_run(lease_seconds=60, at=NOW) is None
    assert claim(NOW + timedelta(minutes=5))


def test_a_run_whose_worker_is_silent_is_taken_up_again() -> None:
    ask()
    first = claim()
    assert claim_next_run(lease_seconds=60, at=NOW + timedelta(seconds=59)) is None
    second = claim(NOW + timedelta(seconds=60))
    assert (second.pk, second.attempts, second.started_at) == (first.pk, 2, NOW)
    assert second.lease != first.lease


def test_who_has_lost_the_lease_changes_nothing() -> None:
    ask()
    late = claim()
    second = claim(NOW + timedelta(minutes=2))
    attempts: list[Callable[[], object]] = [
        lambda: finish(late),
        lambda: report_step(late, lease(late), "read", 1, 2),
        lambda: extend_lease(late, lease(late), lease_seconds=60, at=NOW),
        lambda: fail_run(late, lease(late), UNREACHABLE, at=NOW),
        lambda: postpone_run(late, lease(late), UNREACHABLE, at=NOW),
        lambda: release_run(late, lease(late), at=NOW),
        lambda: retry_run(late, lease(late), at=NOW),
    ]
    for attempt in attempts:
        with pytest.raises(LeaseLost):
            attempt()
    now = AnalysisRun.objects.get()
    assert (now.lease, now.state, now.step) == (second.lease, "running", "fetch")
    assert not Grade.objects.exists()


def test_a_result_is_stored_exactly_once() -> None:
    run = ask()
    held = claim()
    grade = finish(held)
    with pytest.raises(LeaseLost):
        finish(held)
    assert Grade.objects.get() == grade
    run.refresh_from_db()
    assert (run.state, run.step, run.lease, run.finished_at) == ("finished", "done", None, NOW)


def test_a_result_that_cannot_be_stored_leaves_the_run_as_it_was() -> None:
    ask()
    held = claim()
    with pytest.raises(Exception, match="letter"):
        finish(held, letter="Q")
    held.refresh_from_db()
    assert held.state == "running"
    assert not Grade.objects.exists()


def test_odd_texts_of_foreign_code_are_stored_on_every_database() -> None:
    ask()
    odd = {"path": "stra\udcdfe\0.py", "share": float("nan"), "deep": [{"x": ("\0", 1)}]}
    grade = finish(claim(), result=odd)
    grade.refresh_from_db()
    assert grade.result == {"path": "stra?e\ufffd.py", "share": None, "deep": [{"x": ["\ufffd", 1]}]}


def test_an_unreachable_source_is_tried_again_later_and_later() -> None:
    run = ask()
    at = NOW
    for pause in BACK_OFF:
        held = claim(at)
        assert postpone_run(held, lease(held), UNREACHABLE, at=at) == at + pause
        run.refresh_from_db()
        assert (run.state, run.not_before, run.attempts) == ("waiting", at + pause, 0)
        assert run.problem_de == UNREACHABLE.de
        assert claim_next_run(lease_seconds=60, at=at + pause - timedelta(seconds=1)) is None
        at += pause
    assert [pause.total_seconds() / 60 for pause in BACK_OFF] == [5, 30, 120, 720, 1440]
    held = claim(at)
    assert postpone_run(held, lease(held), UNREACHABLE, at=at) is None
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", "unreachable")


def test_the_last_good_result_stays_when_the_source_is_gone() -> None:
    run = ask()
    grade = finish(claim())
    request_assessment(run.source, at=NOW + timedelta(hours=1))
    held = claim(NOW + timedelta(hours=1))
    postpone_run(held, lease(held), UNREACHABLE, at=NOW + timedelta(hours=1))
    assert latest_grade(run.source) == grade


def test_the_problem_is_forgotten_after_a_success() -> None:
    run = ask()
    held = claim()
    postpone_run(held, lease(held), UNREACHABLE, at=NOW)
    finish(claim(NOW + timedelta(minutes=5)))
    run.refresh_from_db()
    assert (run.problem, run.problem_de, run.problem_en) == ("", "", "")


def test_an_operator_can_take_a_postponed_run_before_its_time() -> None:
    run = ask()
    held = claim()
    postpone_run(held, lease(held), UNREACHABLE, at=NOW)
    assert claim_run(run, lease_seconds=60, at=NOW) is not None
    assert claim_run(run, lease_seconds=60, at=NOW) is None


def test_five_crashed_attempts_are_the_end() -> None:
    run = ask()
    for minute in range(5):
        claim(NOW + timedelta(minutes=2 * minute))
    assert claim_next_run(lease_seconds=60, at=NOW + timedelta(minutes=20)) is None
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", "crashed")
    assert "5-mal abgebrochen" in run.problem_de


def test_a_child_that_breaks_down_is_tried_five_times() -> None:
    run = ask()
    for minute in range(5):
        held = claim(NOW + timedelta(minutes=minute))
        retry_run(held, lease(held), at=NOW + timedelta(minutes=minute))
    run.refresh_from_db()
    assert (run.state, run.attempts, run.problem) == ("failed", 5, "crashed")


def test_a_run_given_back_is_due_at_once_and_the_attempt_does_not_count() -> None:
    ask()
    held = claim()
    release_run(held, lease(held), at=NOW)
    assert claim().attempts == 1


def test_progress_is_reported_and_the_lease_extended() -> None:
    ask()
    held = claim()
    report_step(held, lease(held), "read", 3, 10)
    extend_lease(held, lease(held), lease_seconds=60, at=NOW + timedelta(seconds=30))
    held.refresh_from_db()
    assert (held.step, held.step_done, held.step_total) == ("read", 3, 10)
    assert held.lease_until == NOW + timedelta(seconds=90)


def test_lists_are_built_anew_when_a_listing_gets_a_grade() -> None:
    listing = factories.listing()
    ask(listing=listing)
    before = revision_token()
    finish(claim())
    assert revision_token() != before


def test_a_self_check_changes_no_list() -> None:
    factories.listing()
    before = revision_token()
    ask()
    finish(claim())
    assert revision_token() == before


def test_an_upload_for_a_self_check_is_not_kept(
    settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("a.zip", make_zip({"a": b"1"}))
    request_self_check(kind=CodeSource.Kind.UPLOAD, upload=upload, at=NOW)
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        finish(claim())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
