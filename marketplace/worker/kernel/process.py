"""Ties child processes to their parent and takes privileges away from them."""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
from dataclasses import dataclass

libc = ctypes.CDLL(None, use_errno=True)

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAPBSET_DROP = 24
_CAPABILITY_VERSION_3 = 0x20080522
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """Limits of one child process and everything it starts.

    Attributes:
        memory_megabytes: address space of each process.
        cpu_seconds: processor time of each process.
        file_megabytes: size of each file it writes.
        processes: processes and threads at once.
    """

    memory_megabytes: int
    cpu_seconds: int
    file_megabytes: int
    processes: int = 128


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends, however that ends. Linux only."""
    if sys.platform == "linux":
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def exit_if_orphaned(parent: int) -> None:
    """Close the gap between fork and `die_with_parent`: leave if the parent is already gone."""
    if os.getppid() != parent:
        os._exit(1)


def end_of_other_side(descriptor: int) -> bool:
    """Tell whether the writing end of a pipe is closed."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def forbid_new_privileges() -> bool:
    """No program started from here gains rights, e.g. by set-user-id. Returns whether it worked."""
    return bool(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def drop_capabilities() -> bool:
    """Give up root's special rights, for this process and all it starts. Returns whether it worked."""
    capability = 0
    while libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
        capability += 1
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    return bool(libc.capset(header, none) == 0)


def set_limits(limits: ProcessLimits) -> None:
    """Put limits into force for this process and all it starts; they cannot be raised again."""
    for what, value in (
        (resource.RLIMIT_AS, limits.memory_megabytes * _MEGABYTE),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_megabytes * _MEGABYTE),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (most, most))
    # A file that grows too large is an error of the writing call, not a silent death.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
