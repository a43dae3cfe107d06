"""The worker: takes one run after the other until it is told to stop."""

from __future__ import annotations

import logging
import os
import platform
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections
from django.utils import timezone

from marketplace.analysis.errors import LeaseLost
from marketplace.analysis.models import AnalysisRun
from marketplace.analysis.retention import forget_old_requests
from marketplace.analysis.run_services import (
    claim_next_run,
    forget_silent_workers,
    forget_worker,
    release_run,
    report_worker,
    retry_run,
)
from marketplace.worker.child_process import ChildFailed, ChildTooSlow, run_child
from marketplace.worker.job import LEASE_SECONDS, Job
from marketplace.worker.source_caches import remove_unused_caches
from marketplace.worker.work_folders import job_folder, remove_leftovers

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
SIGN_OF_LIFE_SECONDS = 15.0
TIDY_SECONDS = 3600.0


class Stopped(Exception):
    """The worker has been told to stop."""


class Loop:
    """Works off the queue in this process; the foreign code is handled in children.

    Args:
        processes: processes the grader may use for one run.
        poll_seconds: pause between two looks at an empty queue.
        lease_seconds: how long a run stays held after the last sign of life.
    """

    def __init__(
        self,
        *,
        processes: int = 1,
        poll_seconds: float = POLL_SECONDS,
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        self.name = f"{platform.node()}:{os.getpid()}"
        self._processes = processes
        self._poll_seconds = poll_seconds
        self._lease_seconds = lease_seconds
        self._stopping = False
        self._started_at: datetime = timezone.now()
        self._reported = 0.0
        self._tidied = 0.0
        self._isolation: dict[str, Any] = {}

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a run in hand then goes back to the queue at once."""
        with self._told_by_signals():
            removed = remove_leftovers(Path(settings.WORK_ROOT))
            log.info("Worker %s begins; leftovers of stopped workers removed: %s", self.name, removed)
            self._isolation = machine_isolation()
            while not self._stopping:
                try:
                    self._tidy()
                    if not self.work_once():
                        self._pause()
                except DatabaseTrouble:
                    # The database restarts or is locked for long: the queue is still there afterwards.
                    log.exception("The database does not answer; trying again")
                    self._pause(5)
                close_old_connections()
            with suppress(DatabaseTrouble):
                forget_worker(self.name)
            log.info("Worker %s has stopped", self.name)

    def work_once(self) -> bool:
        """Take one run and work on it. Returns False when nothing is due."""
        self._sign_of_life()
        run = claim_next_run(lease_seconds=self._lease_seconds, at=timezone.now())
        if run is None or run.lease is None:
            return False
        log.info("Run %s begins: %s", run.pk, run.source)
        try:
            Job(
                run,
                keep_going=self._keep_going,
                processes=self._processes,
                lease_seconds=self._lease_seconds,
            ).work()
        except Stopped:
            self._give_back(run, release_run)
        except LeaseLost:
            log.warning("Run %s is in other hands; nothing was stored", run.pk)
        except DatabaseTrouble:
            raise
        except Exception:
            # A full disk, or a child that says what none of ours says: the other runs must not suffer.
            log.exception("Run %s broke down", run.pk)
            self._give_back(run, retry_run)
        return True

    def stop(self) -> None:
        """Stop at the next opportunity, within half a second."""
        self._stopping = True

    def _give_back(self, run: AnalysisRun, how: Callable[..., None]) -> None:
        try:
            how(run, run.lease, at=timezone.now())
        except LeaseLost:
            log.warning("Run %s was no longer held", run.pk)

    def _keep_going(self) -> None:
        if self._stopping:
            raise Stopped
        self._sign_of_life()

    def _sign_of_life(self) -> None:
        if self._reported == 0 or time.monotonic() - self._reported > SIGN_OF_LIFE_SECONDS:
            self._reported = time.monotonic()
            report_worker(
                self.name, started_at=self._started_at, isolation=self._isolation, at=timezone.now()
            )

    def _tidy(self) -> None:
        """Now and then: remove what is kept only for a time."""
        if self._tidied == 0 or time.monotonic() - self._tidied > TIDY_SECONDS:
            forget_silent_workers(at=timezone.now())
            if forgotten := forget_old_requests(at=timezone.now()):
                log.info("Self-checks removed because their time is over: %s", forgotten)
            remove_unused_caches()
            self._tidied = time.monotonic()

    def _pause(self, seconds: float | None = None) -> None:
        end = time.monotonic() + (seconds or self._poll_seconds)
        while not self._stopping and time.monotonic() < end:
            time.sleep(0.1)

    @contextmanager
    def _told_by_signals(self) -> Iterator[None]:
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = [signal.signal(number, lambda *_: self.stop()) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)


def machine_isolation() -> dict[str, Any]:
    """Try out in a child what this machine allows, for the status page; empty when that fails."""
    said: dict[str, Any] = {}
    try:
        with job_folder(Path(settings.WORK_ROOT)) as folder:
            run_child(
                "marketplace.worker.probe_child",
                {"folder": str(folder)},
                seconds=30,
                home=folder,
                on_message=said.update,
                tick=lambda: None,
            )
    except (ChildFailed, ChildTooSlow) as problem:
        log.warning("What this machine offers to shield foreign code is not known: %s", problem or "too slow")
    return dict(said.get("isolation", {}))
