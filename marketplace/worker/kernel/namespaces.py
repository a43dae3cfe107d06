"""Own namespaces for users, processes and network (user_namespaces(7), pid_namespaces(7))."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from marketplace.worker.kernel.process import die_with_parent, end_of_other_side, libc

_NEWUSER, _NEWPID, _NEWNET, _NEWIPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000


def enter_namespaces(*, network: bool) -> bool:
    """Continue in a child that is the first process of its own process space.

    When it ends, the kernel ends everything it has started, also what tried to get away. The calling
    process waits for the child and never returns from here.

    Args:
        network: whether the network stays reachable.

    Returns:
        True in the child; False when the kernel does not allow it (then nothing has changed).
    """
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEWUSER | _NEWPID | _NEWIPC | (0 if network else _NEWNET)):
        return False
    try:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    except OSError:
        pass  # Works without the mapping, too; files are then shown as owned by nobody.
    die_with_parent()
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(reading)
        os._exit(_exit_code(child))
    os.close(writing)
    die_with_parent()
    if end_of_other_side(reading):
        os._exit(1)
    return True


def _exit_code(child: int) -> int:
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
