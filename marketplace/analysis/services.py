"""Asking for an assessment. What happens to a run afterwards stands in `run_services`."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime

from grader.unpacking.formats import HEAD_BYTES, archive_format
from marketplace.analysis.errors import SourceRefused, TooManyRequests
from marketplace.analysis.locations import check_location
from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.queries import open_run
from marketplace.catalogue.models import Listing

HOUR = timedelta(hours=1)


def requester_digest(address: str, *, at: datetime) -> str:
    """A keyed digest of a network address, new every day: enough to count requests, not to follow people."""
    return salted_hmac(
        "marketplace.analysis.requester", f"{at.date()} {address}", algorithm="sha256"
    ).hexdigest()


def request_assessment(
    source: CodeSource, *, at: datetime, requested_from: str = "", priority: int = 0, limited: bool = True
) -> AnalysisRun:
    """Queue an assessment of a source, or join the one that is already open.

    Args:
        source: a stored source.
        at: now.
        requested_from: digest of the requester's address (`requester_digest`); empty for operators.
        priority: higher is taken earlier.
        limited: False lifts the hourly limits (operator's command line).

    Returns:
        The waiting or running run.

    Raises:
        TooManyRequests: the source or the requester has had its share of the last hour.
    """
    if run := open_run(source):
        return _join(run, priority)
    if limited:
        _check_limits(source, requested_from, at)
    try:
        with transaction.atomic():
            return AnalysisRun.objects.create(
                source=source,
                requested_at=at,
                not_before=at,
                requested_from=requested_from,
                priority=priority,
            )
    except IntegrityError:
        # Somebody else asked in the same moment; the database let only one of the two in.
        if run := open_run(source):
            return _join(run, priority)
        raise


def _join(run: AnalysisRun, priority: int) -> AnalysisRun:
    if priority > run.priority:
        AnalysisRun.objects.filter(pk=run.pk).update(priority=priority)
        run.priority = priority
    return run


@transaction.atomic
def request_self_check(
    *,
    kind: str,
    at: datetime,
    location: str = "",
    version: str = "",
    upload: UploadedFile[Any] | None = None,
    requested_from: str = "",
    priority: int = 0,
    operator: bool = False,
) -> AnalysisRun:
    """Queue the assessment of a source that belongs to no listing.

    Args:
        kind: one of `CodeSource.Kind`; `folder` only for operators.
        at: now.
        location: https address, package name or folder; the file name is used for uploads.
        version: branch or tag (git), version (packages), or empty for the newest.
        upload: the archive, for kind `upload`.
        requested_from: digest of the requester's address (`requester_digest`).
        priority: higher is taken earlier.
        operator: the request comes from the operator's command line: no hourly limit, folders allowed.

    Returns:
        The run; its `source` is the stored source.

    Raises:
        SourceRefused: the place or file cannot be assessed; nothing is stored.
        TooManyRequests: the hourly limit is reached; nothing is stored.
    """
    if kind == CodeSource.Kind.FOLDER and not operator:
        raise SourceRefused(
            "folder-not-allowed",
            "Ordner auf dem Rechner des Betreibers kann nur der Betreiber prüfen lassen.",
            "Only the operator can have folders on the operator's machine assessed.",
        )
    if not operator and requested_from:
        _check_requester(requested_from, at)
    source = add_source(None, kind=kind, location=location, version=version, upload=upload)
    return request_assessment(
        source, at=at, requested_from=requested_from, priority=priority, limited=not operator
    )


def add_source(
    listing: Listing | None,
    *,
    kind: str,
    location: str = "",
    version: str = "",
    upload: UploadedFile[Any] | None = None,
) -> CodeSource:
    """Store where source code can be had, for a listing or (None) for a self-check; the same place only once.

    Raises:
        SourceRefused: the place or file cannot be assessed; nothing is stored.
    """
    if kind == CodeSource.Kind.UPLOAD:
        if upload is None:
            raise SourceRefused("no-file", "Es wurde keine Datei hochgeladen.", "No file was uploaded.")
        name = check_upload(upload)
        # The stranger's name is only shown; on the disk the file has one of our own.
        upload.name = uuid.uuid4().hex
        return CodeSource.objects.create(listing=listing, kind=kind, location=name, upload=upload)
    location, version = check_location(kind, location, version, private_hosts=settings.PRIVATE_HOSTS)
    place = {"listing": listing, "kind": kind, "location": location, "version": version}
    return CodeSource.objects.filter(**place).first() or CodeSource.objects.create(**place)


def check_upload(upload: UploadedFile[Any]) -> str:
    """Look at an uploaded archive before it is stored.

    Returns:
        Its file name, tidied for display.

    Raises:
        SourceRefused: empty, too large, or no archive by its first bytes.
    """
    name = (
        re.sub(r"[^\w.+ -]", "_", PurePosixPath((upload.name or "").replace("\\", "/")).name)[:200]
        or "Archiv"
    )
    size, limit = upload.size or 0, settings.FETCH_LIMITS["upload_megabytes"]
    if size == 0:
        raise SourceRefused("empty-file", f"Die Datei „{name}“ ist leer.", f"The file “{name}” is empty.")
    if size > limit * 1_000_000:
        raise SourceRefused(
            "too-large",
            f"Die Datei „{name}“ ist größer als {limit} MB.",
            f"The file “{name}” is larger than {limit} MB.",
        )
    head = upload.read(HEAD_BYTES)
    upload.seek(0)
    if archive_format(head) is None:
        raise SourceRefused(
            "no-archive",
            f"„{name}“ ist kein Archiv. Möglich sind zip, tar, tar.gz, tar.bz2 und tar.xz.",
            f"“{name}” is not an archive. Possible are zip, tar, tar.gz, tar.bz2 and tar.xz.",
        )
    return name


def _check_limits(source: CodeSource, requested_from: str, at: datetime) -> None:
    limit = settings.ASSESSMENTS_PER_HOUR
    if possible_from := _full_until(limit, at, source=source):
        clock = localtime(possible_from).strftime("%H:%M")
        raise TooManyRequests(
            "too-many-for-source",
            f"Diese Quelle wurde in der letzten Stunde schon {limit}-mal geprüft. "
            f"Wieder möglich ab {clock} Uhr.",
            f"This source was assessed {limit} times in the last hour. Possible again from {clock}.",
            possible_from=possible_from,
        )
    if requested_from:
        _check_requester(requested_from, at)


def _check_requester(requested_from: str, at: datetime) -> None:
    limit = settings.ASSESSMENTS_PER_HOUR
    if possible_from := _full_until(limit, at, requested_from=requested_from):
        clock = localtime(possible_from).strftime("%H:%M")
        raise TooManyRequests(
            "too-many-from-you",
            f"Von Ihrem Anschluss kamen in der letzten Stunde schon {limit} Prüfaufträge. "
            f"Wieder möglich ab {clock} Uhr.",
            f"Your connection has sent {limit} requests in the last hour. Possible again from {clock}.",
            possible_from=possible_from,
        )


def _full_until(limit: int, at: datetime, **who: object) -> datetime | None:
    recent = AnalysisRun.objects.filter(requested_at__gt=at - HOUR, **who).order_by("-requested_at")
    times = list(recent.values_list("requested_at", flat=True)[:limit])
    return times[-1] + HOUR if len(times) >= limit else None
