"""Run one program so that nothing of it outlives whoever asked for it.

    python -I -S tools/guard.py [--stop-signal TERM] [--grace 10] [--user postgres] -- program arguments…

The asker keeps the writing end of our standard input open. When it closes, because the asker stopped us or
because it died (even by SIGKILL), the guard ends the program and every descendant of it, also those that
moved to sessions of their own: as a "child subreaper" (prctl(2), Linux 3.4) it inherits all of them.

This file stands alone, so that it starts in a few hundredths of a second and needs no import path.
"""

import argparse
import contextlib
import ctypes
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None, use_errno=True)
# Longest wait, in seconds, between asking the leftovers to end and killing them.
LEFTOVERS_GRACE = 1.0


def main() -> int:
    options = _parse()
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    wake, _keep = _wake_on_signals()
    program = subprocess.Popen(
        options.program,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_the_guard,
        user=options.user,
        group=options.user,
        extra_groups=[] if options.user else None,
    )
    code = _watch(program.pid, wake, signal.Signals[f"SIG{options.stop_signal}"], options.grace)
    _end_leftovers()
    return code


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stop-signal", default="TERM", choices=["TERM", "INT", "QUIT"])
    parser.add_argument(
        "--grace", type=float, default=10.0, help="seconds between the stop signal and SIGKILL"
    )
    parser.add_argument("--user", default=None, help="run the program as this user (needs root)")
    parser.add_argument("program", nargs="+")
    return parser.parse_args()


def _end_with_the_guard() -> None:
    # Should the guard itself be killed, the kernel asks the program to stop.
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _wake_on_signals() -> tuple[socket.socket, socket.socket]:
    """Turn signals into bytes on a socket, so that one select() sees everything."""
    wake, writer = socket.socketpair()
    wake.setblocking(False)
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return wake, writer


def _watch(program: int, wake: socket.socket, stop_signal: int, grace: float) -> int:
    """Wait until the program has ended, passing on the wish to stop; return its exit code."""
    sources: list[int] = [wake.fileno(), 0]
    deadline: float | None = None
    while (code := _reap().get(program)) is None:
        wait = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select(sources, [], [], wait)
        asked = _asked_to_stop(ready, wake, sources)
        if deadline is None and asked:
            _send(program, stop_signal)
            deadline = time.monotonic() + grace
        elif deadline is not None and (asked or time.monotonic() >= deadline):
            _send(program, signal.SIGKILL)
            deadline = time.monotonic() + grace
    return code


def _asked_to_stop(ready: list[int], wake: socket.socket, sources: list[int]) -> bool:
    asked = False
    if wake.fileno() in ready:
        asked = any(number in (signal.SIGTERM, signal.SIGINT) for number in wake.recv(4096))
    if 0 in ready and not os.read(0, 4096):
        sources.remove(0)
        asked = True
    return asked


def _reap() -> dict[int, int]:
    """Collect every ended child; return exit codes by process id, negative for signals."""
    ended: dict[int, int] = {}
    with contextlib.suppress(ChildProcessError):
        while (result := os.waitpid(-1, os.WNOHANG))[0]:
            ended[result[0]] = os.waitstatus_to_exitcode(result[1])
    return ended


def _end_leftovers() -> None:
    """End what the program left behind: first asked, then killed, until nothing is there any more."""
    asked_at = time.monotonic()
    while leftovers := list(descendants(os.getpid())):
        polite = time.monotonic() - asked_at < LEFTOVERS_GRACE
        for process in leftovers:
            _send(process, signal.SIGTERM if polite else signal.SIGKILL)
        time.sleep(0.05)
        _reap()


def descendants(ancestor: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - importing pathlib would triple the start-up time
        if entry.isdecimal() and (parent := _parent(entry)):
            children.setdefault(parent, []).append(int(entry))
    waiting = list(children.get(ancestor, []))
    while waiting:
        process = waiting.pop()
        yield process
        waiting += children.get(process, [])


def _parent(process: str) -> int | None:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as stat:  # noqa: PTH123
            # The program's name stands in brackets and may itself contain spaces and brackets.
            state, parent = stat.read().rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return None
    return None if state == "Z" else int(parent)


def _send(process: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(process, number)


if __name__ == "__main__":
    ended = main()
    # As shells say it: 128 plus the number of the signal.
    raise SystemExit(ended if ended >= 0 else 128 - ended)
