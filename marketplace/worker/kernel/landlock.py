"""Landlock: file access only where a rule allows it (landlock(7), Linux 5.13 and newer)."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from marketplace.worker.kernel.process import libc

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same numbers on all architectures
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_ALL_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_SPECIAL_FILES = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12  # devices, sockets, pipes, links

_READ = _EXECUTE | _READ_FILE | _READ_DIR
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_TCP = 0b11
_SCOPES = 0b11  # abstract sockets and signals


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("access", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def landlock_version() -> int:
    """The kernel's Landlock version, 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))), 0)


def restrict_files(
    *, read: Iterable[Path], write: Iterable[Path], names: Iterable[Path] = (), network: bool
) -> int:
    """Allow this process and all it starts only the named places; needs `forbid_new_privileges` before.

    Args:
        read: files and folders that may be read and executed.
        write: files and folders that may also be changed; links and devices cannot be made there.
        names: folders whose file names may be listed, but not read.
        network: whether TCP stays allowed (Landlock knows of it from version 4 on).

    Returns:
        The Landlock version in force, 0 when the kernel has none.
    """
    version = landlock_version()
    if version == 0:
        return 0
    everything = _ALL_BY_VERSION[min(version, 5)]
    rules = _Ruleset(everything, 0 if network or version < 4 else _TCP, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return 0
    for paths, access in (
        (read, _READ),
        (write, everything & ~_SPECIAL_FILES & ~_EXECUTE),
        (names, _READ_DIR),
    ):
        for path in paths:
            _allow(ruleset, path, access & everything)
    done = libc.syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)
    return version if done == 0 else 0


def _allow(ruleset: int, path: Path, access: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # What is not there needs no rule.
    try:
        rule = _Beneath(access if path.is_dir() else access & _ON_FILES, descriptor)
        number = ctypes.c_int(_PATH_BENEATH)
        libc.syscall(_ADD_RULE, ctypes.c_int(ruleset), number, ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(descriptor)
