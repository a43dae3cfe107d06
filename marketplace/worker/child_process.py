"""Runs one child process from the worker's side: limited in time, never outliving the worker."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

_ROOT = Path(__file__).resolve().parents[2]
_TICK_SECONDS = 0.25
# A grader's result is some megabytes; a line beyond this is no message of ours.
_LONGEST_LINE = 256 << 20
# What a child may know of the worker's environment: no database address, no secret key.
_KEPT = (
    "PATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "HTTPS_PROXY", "https_proxy",
    "NO_PROXY", "no_proxy",
)  # fmt: skip


class ChildFailed(Exception):
    """The child ended without saying what came of its work; the message names how."""


class ChildTooSlow(Exception):
    """The child was stopped because its time was over."""


def run_child(
    module: str,
    order: dict[str, Any],
    *,
    seconds: float,
    home: Path,
    on_message: Callable[[dict[str, Any]], None],
    tick: Callable[[], None],
) -> None:
    """Start `python -m module`, hand it an order and listen until it ends.

    Args:
        module: one of the worker's children.
        order: sent as JSON on standard input.
        seconds: wall-clock time it may take.
        home: folder of the job; what the child writes to its error output is kept there.
        on_message: called with each JSON line the child says.
        tick: called at least four times a second; whatever it raises stops the child.

    Raises:
        ChildTooSlow: the time was over.
        ChildFailed: it ended with an error of its own or was killed.
    """
    log = home / f"{module.rpartition('.')[2]}.log"
    with log.open("xb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd="/",
            env=_environment(home),
            start_new_session=True,
        )
    try:
        _hand_over(process, order)
        _listen(process, time.monotonic() + seconds, on_message, tick)
        code = process.wait(timeout=10)
    except subprocess.TimeoutExpired as error:
        raise ChildFailed(f"{module} does not end") from error
    finally:
        _end(process)
    if code:
        raise ChildFailed(f"{module} ended with {code}: {_last_words(log)}")


# -I keeps the current folder and the user's own packages off the import path.
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv[1]); "
    "runpy.run_module(sys.argv[2], run_name='__main__', alter_sys=True)"
)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "LC_ALL": "C.UTF-8",
        "HOME": str(home),
        "OPENBLAS_NUM_THREADS": "1",
        "MARKETPLACE_WORKER": str(os.getpid()),
    }


def _hand_over(process: subprocess.Popen[bytes], order: dict[str, Any]) -> None:
    try:
        with cast(IO[bytes], process.stdin) as pipe:
            pipe.write(json.dumps(order).encode("ascii"))
    except BrokenPipeError as error:
        raise ChildFailed("the child ended before it took its order") from error


def _listen(
    process: subprocess.Popen[bytes],
    deadline: float,
    on_message: Callable[[dict[str, Any]], None],
    tick: Callable[[], None],
) -> None:
    descriptor, parts = cast(IO[bytes], process.stdout).fileno(), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            tick()
            if time.monotonic() > deadline:
                raise ChildTooSlow
            if not selector.select(_TICK_SECONDS):
                continue
            chunk = os.read(descriptor, 1 << 20)
            if not chunk:
                return
            parts += chunk
            if len(parts) > _LONGEST_LINE:
                raise ChildFailed("the child says too much")
            if b"\n" in chunk:
                *lines, rest = parts.split(b"\n")
                parts = bytearray(rest)
                for line in lines:
                    on_message(json.loads(line))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole session, also when it has ended: nothing it started may go on."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _last_words(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 2000))
        return file.read().decode("utf-8", "replace").strip()
