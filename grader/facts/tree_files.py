"""Opens single files of a foreign tree without ever following a link out of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def read_limited(folder: Path, path: str, max_bytes: int) -> bytes | None:
    """Read at most `max_bytes` of a regular file.

    Each step of the path is opened without following links, so that no file outside `folder` is ever read
    (CWE-59, as in CVE-2023-45823).

    Returns:
        The bytes, or None when the path is no readable regular file inside the folder.
    """
    *parents, name = path.split("/")
    if ".." in path.split("/"):
        return None
    try:
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        for parent in parents:
            inner = os.open(parent, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
            os.close(directory)
            directory = inner
        return _read_regular(name, directory, max_bytes)
    except OSError:
        return None
    finally:
        os.close(directory)


def _read_regular(name: str, directory: int, max_bytes: int) -> bytes | None:
    # O_NONBLOCK: a named pipe in the tree must not hold the run.
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return file.read(max_bytes)
