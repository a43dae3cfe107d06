"""Lists the files of a foreign tree: the same order on every machine, no link ever followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SKIPPED_FOLDERS = frozenset((".git", ".hg", ".svn"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One regular file of `bytes` bytes. `path` opens it; bytes that are no UTF-8 are escaped. `stamp`
    changes when somebody writes to it: times of change in ns (of content and inode), number of the inode."""

    path: str
    bytes: int
    stamp: tuple[int, int, int] = (0, 0, 0)

    @property
    def shown(self) -> str:
        """The path for people: bytes that are no UTF-8 appear as ``\\xNN``."""
        return printable(self.path)


@dataclass(slots=True)
class Listing:
    """Everything below a folder. `links` are symbolic links with their target; `odd` are pipes, sockets and
    devices; `closed` are folders that could not be opened."""

    entries: list[Entry] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def printable(path: str) -> str:
    """A path that can be written as UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def list_files(folder: Path) -> Listing:
    """List all files below `folder` in the order of their path's bytes, without version control folders.

    Raises NotADirectoryError or FileNotFoundError when `folder` itself is no folder.
    """
    listing = Listing()
    if not folder.is_dir():
        raise (NotADirectoryError if folder.exists() else FileNotFoundError)(f"{folder} is no folder")
    waiting = [""]
    while waiting:
        relative = waiting.pop()
        for name, status in _children(folder, relative, listing):
            path, mode = f"{relative}/{name}" if relative else name, status.st_mode
            if stat.S_ISDIR(mode):
                if name not in SKIPPED_FOLDERS:
                    waiting.append(path)
            elif stat.S_ISLNK(mode):
                listing.links.append((path, _target(folder, path)))
            elif stat.S_ISREG(mode):
                if name not in SKIPPED_FOLDERS:  # a worktree's .git is a file
                    listing.entries.append(Entry(path, status.st_size, _stamp(status)))
            else:
                listing.odd.append(path)
    listing.entries.sort(key=lambda entry: os.fsencode(entry.path))
    listing.links.sort()
    return listing


def _children(folder: Path, relative: str, listing: Listing) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder / relative) as children:
            found = [(child.name, child.stat(follow_symlinks=False)) for child in children]
    except OSError:
        listing.closed.append(relative)
        return
    yield from found


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _target(folder: Path, path: str) -> str:
    try:
        return str((folder / path).readlink())
    except OSError:
        return ""
