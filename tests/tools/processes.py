"""Looking at real processes from a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def wait_for(condition: Callable[[], object], *, seconds: float = 20.0) -> None:
    """Wait until the condition holds.

    Raises:
        AssertionError: it did not hold within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def is_alive(process: int) -> bool:
    """Tell whether a process runs; one that has ended but was not collected yet does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def noted(path: Path) -> list[int]:
    """Return the process ids that a test program wrote to a file, one a line."""
    return [int(line) for line in path.read_text().split()] if path.exists() else []
