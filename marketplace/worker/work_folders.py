"""One folder per job below WORK_ROOT, always removed: at the end of the job, or by the next worker."""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def job_folder(root: Path) -> Iterator[Path]:
    """An empty folder for one job; removed with everything in it when the job ends.

    The lock on the file beside it is held by this process and let go by the kernel when the process ends,
    so leftovers of a killed worker can be told from folders in use.
    """
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = uuid.uuid4().hex
    mark, folder = root / f"{name}.lock", root / name
    descriptor = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        mark.unlink(missing_ok=True)
        os.close(descriptor)


def remove_leftovers(root: Path) -> int:
    """Remove the folders of jobs whose worker is gone. Returns how many there were."""
    removed = 0
    for mark in sorted(root.glob("*.lock")):
        try:
            descriptor = os.open(mark, os.O_RDWR)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(mark.with_suffix(""), ignore_errors=True)
            mark.unlink(missing_ok=True)
            removed += 1
        except BlockingIOError:
            pass
        finally:
            os.close(descriptor)
    return removed
