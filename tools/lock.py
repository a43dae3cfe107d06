"""Only one marketplace per data folder: a lock file that also tells where it answers."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tools.console import Refusal


class AlreadyRunning(Exception):
    """Another process holds the lock; `address` is where it answers, empty while it is still starting."""

    def __init__(self, process: int, address: str) -> None:
        super().__init__(f"process {process}")
        self.process = process
        self.address = address


class Lock:
    """The held lock; the kernel frees it when its holder ends, however that happens."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.publish("")

    def publish(self, address: str) -> None:
        """Tell others the address under which this marketplace answers."""
        self._file.seek(0)
        self._file.truncate()
        json.dump({"process": os.getpid(), "address": address}, self._file)
        self._file.flush()


@contextmanager
def held(path: Path) -> Iterator[Lock]:
    """Hold the lock for the length of the block.

    Raises:
        AlreadyRunning: somebody else holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _holder(file) from None
        yield Lock(file)


def _holder(file: IO[str]) -> AlreadyRunning:
    file.seek(0)
    try:
        told = json.load(file)
    except ValueError:
        told = {}
    return AlreadyRunning(int(told.get("process", 0)), str(told.get("address", "")))


def stop_holder(path: Path, *, patience: float = 30.0) -> bool:
    """Ask the holder to stop and wait until it has.

    Args:
        path: the lock file.
        patience: seconds to wait.

    Returns:
        False when nobody held the lock.

    Raises:
        Refusal: the holder did not stop in time.
    """
    asked = False
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with held(path):
                return asked
        except AlreadyRunning as running:
            if not asked and running.process:
                os.kill(running.process, signal.SIGTERM)
                asked = True
        time.sleep(0.1)
    raise Refusal(f"The running marketplace did not stop within {patience:.0f} seconds.")
