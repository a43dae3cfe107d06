"""Opens single files of a foreign tree without ever following a link out of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_USUAL_BYTES = 1 << 16


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
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return _all_bytes(handle, max_bytes)
    finally:
        os.close(handle)


def _all_bytes(handle: int, max_bytes: int) -> bytes:
    content = os.read(handle, min(max_bytes, _USUAL_BYTES))
    if len(content) < min(max_bytes, _USUAL_BYTES):
        return content
    with os.fdopen(os.dup(handle), "rb") as file:
        return content + file.read(max_bytes - len(content))
