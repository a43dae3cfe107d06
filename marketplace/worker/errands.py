"""Small jobs beside the queue of assessments: mails, documents, reminders. Each is quick and may be repeated.

A long assessment must not keep a reader waiting for a document, so errands have a process of their own.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Errand:
    """A job that is due every `seconds`; `run` returns how much it did, for the log."""

    name: str
    seconds: float
    run: Callable[[], int]


class Errands:
    """Runs errands in turn until it is told to stop.

    Args:
        errands: what is to be done; one that fails is logged and tried again at its next turn.
        pause: seconds between two looks at what is due.
    """

    def __init__(self, errands: Sequence[Errand], *, pause: float = 0.5) -> None:
        self._errands = errands
        self._pause = pause
        self._due = {errand.name: 0.0 for errand in errands}
        self._stopping = False

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        log.info("Errands begin: %s", ", ".join(errand.name for errand in self._errands))
        while not self._stopping:
            self.run_due()
            close_old_connections()
            time.sleep(self._pause)
        log.info("Errands have stopped")

    def run_due(self) -> None:
        """Do once what is due now."""
        for errand in self._errands:
            if self._stopping or time.monotonic() < self._due[errand.name]:
                continue
            self._due[errand.name] = time.monotonic() + errand.seconds
            try:
                if done := errand.run():
                    log.info("%s: %s", errand.name, done)
            except DatabaseTrouble:
                log.exception("%s: the database does not answer; trying again", errand.name)
            except Exception:
                log.exception("%s broke down; trying again in %s s", errand.name, errand.seconds)

    def stop(self) -> None:
        """Stop after the errand in hand."""
        self._stopping = True
