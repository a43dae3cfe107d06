"""The life of a run in the hands of workers: claimed, reported on, ended or given back.

A worker holds a run by a lease, a random token with an end. Every change names the token and is one
conditional UPDATE, so a worker that has lost its lease (it slept, or was taken for dead) changes nothing.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest

from marketplace.analysis.errors import LeaseLost
from marketplace.analysis.models import AnalysisRun, CodeSource, Grade, Worker
from marketplace.analysis.queries import waiting_order
from marketplace.catalogue.services import bump_revision
from marketplace.lib.refusals import Refusal
from marketplace.lib.storable_json import storable

MOST_ATTEMPTS = 5
# Between a crash and the next attempt: long enough for an operator to see it, short enough for the reader.
AFTER_CRASH = timedelta(seconds=10)
BACK_OFF = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(hours=24),
)
State, Step = AnalysisRun.State, AnalysisRun.Step


def claim_run(run: AnalysisRun, *, lease_seconds: int, at: datetime) -> AnalysisRun | None:
    """Take one certain run, also before its next try is due (operator's command line).

    Returns:
        The run, or None when somebody else has it or it has ended.
    """
    found = AnalysisRun.objects.filter(Q(state=State.WAITING) | _abandoned(at), pk=run.pk)
    return _take(found, lease_seconds, at)


def claim_next_run(*, lease_seconds: int, at: datetime) -> AnalysisRun | None:
    """Take the next run that is due, or one whose worker has not been heard of since its lease ended.

    Args:
        lease_seconds: how long the run is held without a sign of life.
        at: now.

    Returns:
        The run with its source and lease, or None when nothing is due.
    """
    queue = waiting_order().filter(Q(state=State.WAITING, not_before__lte=at) | _abandoned(at))
    while run := queue.first():
        found = queue.order_by().filter(pk=run.pk, attempts=run.attempts)
        if run.attempts >= MOST_ATTEMPTS:
            found.update(**_ended(State.FAILED, at), **_problem(_gave_up()))
            continue
        # Two workers may see the same run; only one of them can still find it due here.
        if taken := _take(found, lease_seconds, at):
            return taken
    return None


def _take(found: QuerySet[AnalysisRun], lease_seconds: int, at: datetime) -> AnalysisRun | None:
    lease = uuid.uuid4()
    found.update(
        state=State.RUNNING,
        lease=lease,
        lease_until=at + timedelta(seconds=lease_seconds),
        attempts=F("attempts") + 1,
        started_at=Coalesce("started_at", Value(at, output_field=DateTimeField())),
        **_step(Step.FETCH),
    )
    return AnalysisRun.objects.select_related("source__listing").filter(lease=lease).first()


def _abandoned(at: datetime) -> Q:
    return Q(state=State.RUNNING, lease_until__lte=at)


def extend_lease(run: AnalysisRun, lease: uuid.UUID, *, lease_seconds: int, at: datetime) -> None:
    """Hold the run longer. Raises LeaseLost when it is no longer held."""
    _Held(run, lease).change(lease_until=at + timedelta(seconds=lease_seconds))


def report_step(run: AnalysisRun, lease: uuid.UUID, step: str, done: int = 0, total: int = 0) -> None:
    """Say how far the run is, for the progress on its page. Raises LeaseLost when it is no longer held.

    Args:
        step: one of `AnalysisRun.Step`.
        done: units of this step that are done.
        total: units in all, 0 when that is not known.
    """
    _Held(run, lease).change(**_step(step, done, total))


@transaction.atomic
def finish_run(
    run: AnalysisRun,
    lease: uuid.UUID,
    *,
    identity_kind: str,
    identity: str,
    version: str,
    letter: str,
    rules: str,
    result: dict[str, Any],
    left_out: list[str],
    isolation: dict[str, Any],
    at: datetime,
) -> Grade:
    """Store the result and end the run, both or neither; a run gets exactly one grade.

    Args:
        identity_kind: one of `Grade.IdentityKind`, what `identity` is.
        identity: commit or SHA-256 the result was computed from.
        version: version, branch or tag of the source, or empty.
        letter: A to E, or empty when the source could not be graded.
        rules: version of the grader's rules.
        result: the grader's whole result.
        left_out: what was not fetched (links, submodules), for the result page.
        isolation: what shielded the machine from the foreign code.
        at: now.

    Raises:
        LeaseLost: somebody else holds the run, or it has ended; nothing is stored.
    """
    _Held(run, lease).change(isolation=isolation, **_ended(State.FINISHED, at), **_problem(None))
    grade = Grade.objects.create(
        run=run,
        source=run.source,
        identity_kind=identity_kind,
        identity=identity,
        version=storable(version)[:120],
        letter=letter,
        rules=rules,
        result=storable(result),
        left_out=storable(left_out),
        created_at=at,
    )
    if run.source.listing_id is not None:
        bump_revision()
    discard_upload(run.source)
    return grade


def postpone_run(run: AnalysisRun, lease: uuid.UUID, problem: Refusal, *, at: datetime) -> datetime | None:
    """The source cannot be reached: try again after 5 min, 30 min, 2 h, 12 h and 24 h, then give up.

    Returns:
        The time of the next try, or None when the run has failed for good.

    Raises:
        LeaseLost: the run is no longer held.
    """
    if run.postponed >= len(BACK_OFF):
        fail_run(run, lease, problem, at=at)
        return None
    not_before = at + BACK_OFF[run.postponed]
    _Held(run, lease).change(
        postponed=F("postponed") + 1, attempts=0, **_waiting(not_before), **_problem(problem)
    )
    return not_before


@transaction.atomic
def fail_run(run: AnalysisRun, lease: uuid.UUID, problem: Refusal, *, at: datetime) -> None:
    """End the run for good: the source does not exist or cannot be assessed. Raises LeaseLost."""
    _Held(run, lease).change(**_ended(State.FAILED, at), **_problem(problem))
    discard_upload(run.source)


def retry_run(run: AnalysisRun, lease: uuid.UUID, *, at: datetime) -> None:
    """The child process broke down without a word: try again soon; five such attempts are the end.

    Raises:
        LeaseLost: the run is no longer held.
    """
    if run.attempts >= MOST_ATTEMPTS:
        fail_run(run, lease, _gave_up(), at=at)
    else:
        _Held(run, lease).change(**_waiting(at + AFTER_CRASH))


def release_run(run: AnalysisRun, lease: uuid.UUID, *, at: datetime) -> None:
    """Give the run back at once because the worker stops; the attempt does not count. Raises LeaseLost."""
    _Held(run, lease).change(attempts=Greatest(F("attempts") - 1, Value(0)), **_waiting(at))


def report_worker(name: str, *, started_at: datetime, isolation: dict[str, Any], at: datetime) -> None:
    """Sign of life of a worker process, with the isolation its machine allows."""
    Worker.objects.update_or_create(
        name=name, defaults={"started_at": started_at, "seen_at": at, "isolation": isolation}
    )


def forget_silent_workers(*, at: datetime) -> None:
    """Workers that were killed leave their row behind; after a day without a sign it is removed."""
    Worker.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()


def forget_worker(name: str) -> None:
    """A worker has stopped in good order."""
    Worker.objects.filter(name=name).delete()


class _Held:
    """A run as seen by the holder of a lease; changes nothing for anybody else."""

    def __init__(self, run: AnalysisRun, lease: uuid.UUID) -> None:
        self._found = AnalysisRun.objects.filter(pk=run.pk, lease=lease, state=State.RUNNING)

    def change(self, **values: Any) -> None:
        if not self._found.update(**values):
            raise LeaseLost


def _step(step: str, done: int = 0, total: int = 0) -> dict[str, Any]:
    return {"step": step, "step_done": done, "step_total": total}


def _waiting(not_before: datetime) -> dict[str, Any]:
    waiting = {"state": State.WAITING, "not_before": not_before, "lease": None, "lease_until": None}
    return waiting | _step(Step.QUEUED)


def _ended(state: str, at: datetime) -> dict[str, Any]:
    return {"state": state, "finished_at": at, "lease": None, "lease_until": None} | _step(Step.DONE)


def _problem(problem: Refusal | None) -> dict[str, str]:
    if problem is None:
        return {"problem": "", "problem_de": "", "problem_en": ""}
    # A sentence may quote a file name, and a file name may be bytes that no database takes as text.
    return {
        "problem": problem.word[:40],
        "problem_de": storable(problem.de),
        "problem_en": storable(problem.en),
    }


def _gave_up() -> Refusal:
    return Refusal(
        "crashed",
        f"Die Prüfung ist {MOST_ATTEMPTS}-mal abgebrochen, zuletzt ohne Angabe eines Grundes. "
        "Sie wird nicht weiter versucht.",
        f"The assessment broke down {MOST_ATTEMPTS} times, the last time without giving a reason. "
        "It is not tried any further.",
    )


def discard_upload(source: CodeSource) -> None:
    """Uploads for a self-check are not kept longer than the check needs them."""
    if source.listing_id is None and source.upload.name:
        storage, name = source.upload.storage, source.upload.name
        transaction.on_commit(lambda: storage.delete(name))
