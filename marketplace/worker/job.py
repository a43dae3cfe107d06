"""One run from claim to stored result."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.run_services import (
    extend_lease,
    fail_run,
    finish_run,
    postpone_run,
    report_step,
    retry_run,
)
from marketplace.suitability.services import refresh_profiles
from marketplace.worker.child_process import ChildFailed, ChildTooSlow, run_child
from marketplace.worker.claims import look_into_repository
from marketplace.worker.fetching.errors import SourceInvalid, SourceUnreachable
from marketplace.worker.registry_addresses import registry_for
from marketplace.worker.source_caches import cache_of, tidy_cache
from marketplace.worker.work_folders import job_folder

log = logging.getLogger(__name__)

LEASE_SECONDS = 45
REPORTS_PER_SECOND = 2
FETCH_MEGABYTES = 4000


class Job:
    """Works on one claimed run; every change goes through its lease.

    Args:
        run: as `claim_next_run` returned it.
        keep_going: called several times a second; raises to stop the work.
        processes: processes the grader may use.
        lease_seconds: how long the run stays held after the last sign of life.
        on_step: told step, done and total, for a command line that waits.
    """

    def __init__(
        self,
        run: AnalysisRun,
        *,
        keep_going: Callable[[], None],
        processes: int = 1,
        lease_seconds: int = LEASE_SECONDS,
        on_step: Callable[[str, int, int], None] | None = None,
    ) -> None:
        if run.lease is None:
            raise ValueError("A job needs a claimed run.")
        self.run = run
        self.lease: uuid.UUID = run.lease
        self._keep_going = keep_going
        self._processes = processes
        self._lease_seconds = lease_seconds
        self._on_step = on_step
        self._extended = time.monotonic()
        self._reported = 0.0
        self._step = ""
        self._isolation: dict[str, Any] = {}

    def work(self) -> None:
        """Fetch, grade and store. Ends the run or gives it back with a reason.

        Raises:
            LeaseLost: somebody else has the run; nothing more may be done with it.
        """
        try:
            with job_folder(Path(settings.WORK_ROOT)) as folder:
                fetched = self._fetch(folder)
                self._look_for_proofs(Path(fetched["folder"]))
                result = self._grade(folder, fetched)
            self._store(fetched, result)
        except SourceUnreachable as problem:
            next_try = postpone_run(self.run, self.lease, problem, at=timezone.now())
            log.info("%s: %s, next try %s", self.run.source, problem.word, next_try)
        except SourceInvalid as problem:
            fail_run(self.run, self.lease, problem, at=timezone.now())
            log.info("%s: %s", self.run.source, problem.word)
        except ChildFailed as problem:
            retry_run(self.run, self.lease, at=timezone.now())
            log.warning("%s, attempt %s: %s", self.run.source, self.run.attempts, problem)

    def _fetch(self, folder: Path) -> dict[str, Any]:
        self._report("fetch", 0, 0)
        limits = settings.FETCH_LIMITS
        said: dict[str, Any] = {}
        try:
            self._run_child(
                "marketplace.worker.fetch_child",
                _fetch_order(self.run.source, folder, limits),
                limits["fetch_seconds"],
                folder,
                said,
            )
        except ChildTooSlow as error:
            seconds = limits["fetch_seconds"]
            raise SourceUnreachable(
                "too-slow",
                f"Das Holen des Quelltextes dauerte länger als {seconds} Sekunden.",
                f"Fetching the source took longer than {seconds} seconds.",
            ) from error
        return _said(said, "fetched")

    def _look_for_proofs(self, folder: Path) -> None:
        """Claims on the provider do not decide about the assessment; if looking fails, the run goes on."""
        try:
            look_into_repository(self.run.source, folder)
        except Exception:
            log.exception("%s: proofs of claims were not looked for", self.run.source)

    def _grade(self, folder: Path, fetched: dict[str, Any]) -> dict[str, Any]:
        limits = settings.FETCH_LIMITS
        scratch = folder / "scratch"
        scratch.mkdir()
        cache = cache_of(self.run.source)
        order = {
            "folder": fetched["folder"],
            "scratch": str(scratch),
            "cache": str(cache) if cache else "",
            "as_of": timezone.localdate().isoformat(),
            "processes": self._processes,
            "megabytes": limits["grade_megabytes"],
            "seconds": limits["grade_seconds"],
            "must_be_shielded": _must_be_shielded(self.run.source),
        }
        said: dict[str, Any] = {}
        try:
            self._run_child("marketplace.worker.grade_child", order, limits["grade_seconds"], folder, said)
        except ChildTooSlow as error:
            seconds = limits["grade_seconds"]
            raise SourceInvalid(
                "grading-too-slow",
                f"Die Prüfung wurde nach {seconds} Sekunden abgebrochen; so viel Zeit ist vorgesehen.",
                f"The assessment was stopped after {seconds} seconds, the time it is given.",
            ) from error
        finally:
            if cache:
                tidy_cache(cache)
        return _said(said, "result")

    def _store(self, fetched: dict[str, Any], result: dict[str, Any]) -> None:
        self._report("store", 0, 0)
        tree = fetched["identity_kind"] == "tree"
        finish_run(
            self.run,
            self.lease,
            identity_kind=fetched["identity_kind"],
            identity=result["source"]["tree_hash"] if tree else fetched["identity"],
            version=fetched["version"],
            letter=result["verdict"]["grade"] or "",
            rules=result["tool"]["rules"],
            result=result,
            left_out=fetched["left_out"][:1000],
            isolation=self._isolation,
            at=timezone.now(),
        )
        self._refresh_profile()

    def _refresh_profile(self) -> None:
        """Let the listing's profile say what the new result shows; if that fails, an errand does it later."""
        listing = self.run.source.listing_id
        if listing is None:
            return
        try:
            refresh_profiles([listing])
        except Exception:
            log.exception("%s: the suitability profile was not computed", self.run.source)

    def _run_child(
        self, module: str, order: dict[str, Any], seconds: float, folder: Path, said: dict[str, Any]
    ) -> None:
        def on_message(message: dict[str, Any]) -> None:
            if "step" in message:
                self._report(message["step"], message["done"], message["total"])
            said.update(message)

        run_child(module, order, seconds=seconds, home=folder, on_message=on_message, tick=self._tick)
        self._isolation[module.rpartition(".")[2].removesuffix("_child")] = said.get("isolation", {})
        if "problem" in said:
            raise _problem(*said["problem"], megabytes=order["megabytes"])

    def _tick(self) -> None:
        self._keep_going()
        if time.monotonic() - self._extended > self._lease_seconds / 3:
            extend_lease(self.run, self.lease, lease_seconds=self._lease_seconds, at=timezone.now())
            self._extended = time.monotonic()

    def _report(self, step: str, done: int, total: int) -> None:
        """Pass progress on, a new step at once and the rest at most twice a second."""
        if step not in AnalysisRun.Step.values:
            return  # A step only the grader knows; the page keeps showing the last one.
        if self._on_step:
            self._on_step(step, done, total)
        if step == self._step and time.monotonic() - self._reported < 1 / REPORTS_PER_SECOND:
            return
        report_step(self.run, self.lease, step, done, total)
        self._step, self._reported = step, time.monotonic()


def _fetch_order(source: CodeSource, folder: Path, limits: dict[str, int]) -> dict[str, Any]:
    location = source.location
    if source.kind == CodeSource.Kind.UPLOAD:
        location = source.upload.path if source.upload.name else ""
    elif source.kind == CodeSource.Kind.FOLDER:
        # "." is the marketplace itself, wherever it is installed.
        location = str((Path(settings.BASE_DIR) / source.location).resolve())
    archive = "upload_megabytes" if source.kind == CodeSource.Kind.UPLOAD else "archive_megabytes"
    return {
        "kind": source.kind,
        "location": location,
        "version": source.version,
        "folder": str(folder),
        "registry": registry_for(source.kind),
        "private_hosts": list(settings.PRIVATE_HOSTS),
        "leave_out": [str(settings.DATA_DIR)],
        "megabytes": FETCH_MEGABYTES,
        "must_be_shielded": _must_be_shielded(source),
        "limits": {
            "archive_megabytes": limits[archive],
            "unpacked_megabytes": limits["unpacked_megabytes"],
            "clone_megabytes": limits["clone_megabytes"],
            "files": limits["files"],
            "seconds": limits["fetch_seconds"],
        },
    }


def _must_be_shielded(source: CodeSource) -> bool:
    """Folders are named by the operator alone, who vouches for them."""
    return bool(settings.REQUIRE_ISOLATION) and source.kind != CodeSource.Kind.FOLDER


def _said(said: dict[str, Any], wanted: str) -> dict[str, Any]:
    if wanted not in said:
        raise ChildFailed(f"the child ended without a word about: {wanted}")
    return dict(said[wanted])


def _problem(kind: str, word: str, de: str, en: str, *, megabytes: int) -> SourceUnreachable | SourceInvalid:
    """What a child has said, as the error it stands for; all but trouble of the other side is for good."""
    if kind == SourceUnreachable.__name__:
        return SourceUnreachable(word, de, en)
    if kind != MemoryError.__name__:
        return SourceInvalid(word, de, en)
    return SourceInvalid(
        "too-much-memory",
        f"Der Quelltext braucht beim Prüfen mehr Arbeitsspeicher, als vorgesehen ist ({megabytes} MB).",
        f"Assessing this source takes more memory than it is given ({megabytes} MB).",
    )
