"""Asking for documents that take a while, and making them one after the other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings
from marketplace.exports.documents import READER_SECONDS, reader
from marketplace.exports.errors import DocumentFailed, OddSelection, TooManyDocuments
from marketplace.exports.models import ExportJob
from marketplace.lib.storable_json import storable

log = logging.getLogger(__name__)

MOST_SOLUTIONS = 200
PER_HOUR = 10
KEPT = timedelta(hours=24)
HOUR = timedelta(hours=1)
# Twice what pressing a Reader may take; after that its maker counts as dead.
LEASE = timedelta(seconds=2 * READER_SECONDS)
MOST_ATTEMPTS = 2


def request_reader(
    slugs: Sequence[str], *, title: str, described: str, language: str, at: datetime, requested_from: str = ""
) -> ExportJob:
    """Queue a Reader of published listings in the given order.

    Args:
        slugs: listings; unknown and withdrawn ones are left out, repeated ones stand once.
        title: stands on the cover; at most 120 characters of it.
        described: search or filters in words; at most 300 characters.
        language: "de" or "en".
        at: now.
        requested_from: digest of the requester's address; empty for operators, who have no limit.

    Raises:
        OddSelection: nothing, or more than `MOST_SOLUTIONS`.
        TooManyDocuments: the requester has had `PER_HOUR` within the last hour.
    """
    # PostgreSQL cannot even be asked about NUL.
    wanted = [slug for slug in dict.fromkeys(slugs) if "\0" not in slug]
    _check_number(len(wanted))
    known = set(published_listings().filter(slug__in=wanted).values_list("slug", flat=True))
    found = [slug for slug in wanted if slug in known]
    _check_number(len(found))
    if requested_from:
        _check_share(requested_from, at)
    return ExportJob.objects.create(
        kind=ExportJob.Kind.READER,
        language=language if language in {"de", "en"} else "de",
        parameters=storable({"slugs": found, "title": title[:120], "described": described[:300]}),
        total=len(found),
        requested_at=at,
        requested_from=requested_from,
        expires_at=at + KEPT,
    )


def _check_number(number: int) -> None:
    if number == 0:
        raise OddSelection(
            "nothing-chosen",
            "Für einen Reader braucht es mindestens einen Eintrag.",
            "A reader needs at least one entry.",
        )
    if number > MOST_SOLUTIONS:
        raise OddSelection(
            "too-many-solutions",
            f"Ein Reader fasst höchstens {MOST_SOLUTIONS} Einträge, ausgewählt sind {number}. "
            "Grenzen Sie die Liste mit den Filtern ein.",
            f"A reader holds at most {MOST_SOLUTIONS} entries, {number} are chosen. "
            "Please narrow the list down with the filters.",
        )


def _check_share(requested_from: str, at: datetime) -> None:
    recent = ExportJob.objects.filter(requested_from=requested_from, requested_at__gt=at - HOUR)
    times = list(recent.order_by("-requested_at").values_list("requested_at", flat=True)[:PER_HOUR])
    if len(times) >= PER_HOUR:
        possible_from = times[-1] + HOUR
        clock = timezone.localtime(possible_from).strftime("%H:%M")
        raise TooManyDocuments(PER_HOUR, possible_from, clock)


def make_documents() -> int:
    """Errand: make the waiting documents one at a time. Returns how many it ended."""
    done = 0
    while (job := _take(timezone.now())) is not None:
        _make(job)
        done += 1
    return done


def _take(at: datetime) -> ExportJob | None:
    """The next job, now running; a job whose maker died comes first, and fails after `MOST_ATTEMPTS`."""
    states = ExportJob.State
    with transaction.atomic():
        if ExportJob.objects.filter(state=states.RUNNING, lease_until__gt=at).exists():
            return None
        left = ExportJob.objects.filter(state=states.RUNNING)
        left.filter(attempts__gte=MOST_ATTEMPTS).update(
            state=states.FAILED, finished_at=at, **_problem(DocumentFailed("its maker died"))
        )
        left.update(state=states.WAITING)
        waiting = ExportJob.objects.filter(state=states.WAITING).order_by("requested_at", "pk")
        job = waiting.select_for_update().first()
        if job is None:
            return None
        waiting.filter(pk=job.pk).update(
            state=states.RUNNING, lease_until=at + LEASE, attempts=F("attempts") + 1, step=0
        )
        return job


def _make(job: ExportJob) -> None:
    open_job = ExportJob.objects.filter(pk=job.pk, state=ExportJob.State.RUNNING)
    try:
        with override(job.language):
            pdf = _reader_of(job)
    except DocumentFailed as failed:
        log.warning("Export job %s failed: %s", job.pk, failed)
        open_job.update(
            state=ExportJob.State.FAILED, finished_at=timezone.now(), lease_until=None, **_problem(failed)
        )
        return
    job.file.save(f"{job.pk}.pdf", ContentFile(pdf), save=False)
    open_job.update(
        state=ExportJob.State.FINISHED,
        file=job.file.name,
        step=job.total,
        finished_at=timezone.now(),
        lease_until=None,
    )


def _problem(failed: DocumentFailed) -> dict[str, str]:
    return {"problem_de": failed.de, "problem_en": failed.en}


def _reader_of(job: ExportJob) -> bytes:
    found = published_listings().select_related("provider").prefetch_related("fields_of_action")
    slugs = job.parameters["slugs"]
    by_slug: dict[str, Listing] = {one.slug: one for one in found.filter(slug__in=slugs)}

    def on_step(step: int) -> None:
        at = timezone.now()
        ExportJob.objects.filter(pk=job.pk).update(step=step, lease_until=at + LEASE)

    return reader(
        job.title,
        [by_slug[slug] for slug in slugs if slug in by_slug],
        at=job.requested_at,
        described=str(job.parameters.get("described", "")),
        on_step=on_step,
    )


def forget_documents() -> int:
    """Errand: delete jobs whose day is over, with their files. Returns how many."""
    over = list(ExportJob.objects.filter(expires_at__lte=timezone.now())[:500])
    for job in over:
        if job.file:
            job.file.delete(save=False)
        job.delete()
    return len(over)
