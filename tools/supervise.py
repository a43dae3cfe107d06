"""Keep programs running: start, watch, restart with growing pauses, and stop them all without leftovers."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

GUARD = Path(__file__).with_name("guard.py")
LONGEST_PAUSE = 60.0
# A program that ran this long, in seconds, has proved itself: the next crash counts as its first.
PROVEN_AFTER = 60.0
LOG_BYTES = 5_000_000


@dataclass(frozen=True)
class Program:
    """What to run.

    Attributes:
        name: short name, also of its log file.
        command: program and arguments.
        env: its whole environment.
        must_start: if it fails `FAILED_STARTS` times before it ever ran for `PROVEN_AFTER` seconds and
            before `Supervisor.started` was called, supervising is given up.
        grace: seconds it gets between the stop signal and SIGKILL.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str] | None = None
    must_start: bool = False
    grace: float = 10.0


FAILED_STARTS = 3


def guarded(
    command: Sequence[str], *, grace: float = 10.0, stop_signal: str = "TERM", user: str | None = None
) -> list[str]:
    """Return the command that runs `command` under `tools/guard.py`; closing its standard input stops it."""
    guard = [sys.executable, "-I", "-S", str(GUARD), "--grace", str(grace), "--stop-signal", stop_signal]
    return [*guard, *(["--user", user] if user else []), "--", *command]


@dataclass
class Running:
    """A program and its present process, if it has one."""

    program: Program
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_again_at: float = 0.0
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=15))

    def pause(self) -> float:
        """Return the seconds to wait before the next start: 1, 2, 4, … up to `LONGEST_PAUSE`."""
        return float(min(LONGEST_PAUSE, 2.0 ** max(0, self.failures - 1)))


class Supervisor:
    """Runs programs until it is told to stop.

    Args:
        programs: what to run, started in this order.
        logs: folder for one log file per program.
        tell: receives (program name, line) for everything the programs print and for our own news.
    """

    def __init__(self, programs: Sequence[Program], logs: Path, tell: Callable[[str, str], None]) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._all = [Running(program, logs / f"{program.name}.log") for program in programs]
        self._tell = tell
        self._selector = selectors.DefaultSelector()
        self._stopping = False
        self._has_started = False
        self._partial: dict[str, bytes] = {}

    def started(self) -> None:
        """Note that everything answered once; from now on crashes only lead to restarts."""
        self._has_started = True

    def stop(self) -> None:
        """Ask `run` to end; may be called from a signal handler or another thread."""
        self._stopping = True

    def run(self) -> int:
        """Run until `stop` is called.

        Returns:
            0 after a wished stop, 1 when a program that must start did not.
        """
        wake, writer = os.pipe()
        os.set_blocking(writer, False)
        previous = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self._selector.register(wake, selectors.EVENT_READ)
        code = 0
        try:
            while not self._stopping and not (code := self._given_up()):
                self._start_due()
                self._listen(timeout=0.5)
                self._notice_ends()
        finally:
            self._end_all()
            signal.set_wakeup_fd(previous)
            self._selector.close()
            os.close(wake)
            os.close(writer)
        return code

    def _given_up(self) -> int:
        for running in self._all:
            hopeless = running.program.must_start and running.failures >= FAILED_STARTS
            if hopeless and not self._has_started:
                self._tell(running.program.name, f"did not start; its last lines are in {running.log}:")
                for line in running.last_lines:
                    self._tell(running.program.name, line)
                return 1
        return 0

    def _start_due(self) -> None:
        for running in self._all:
            if running.process is None and time.monotonic() >= running.start_again_at:
                self._start(running)

    def _start(self, running: Running) -> None:
        _rotate(running.log)
        running.started_at = time.monotonic()
        running.process = subprocess.Popen(
            guarded(running.program.command, grace=running.program.grace),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=None if running.program.env is None else dict(running.program.env),
            # Ctrl-C reaches the whole group of the terminal; only the supervisor shall hear it.
            start_new_session=True,
        )
        self._selector.register(_output(running.process), selectors.EVENT_READ, running)

    def _listen(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            chunk = os.read(key.fd, 65536)
            if not isinstance(key.data, Running):
                continue
            if chunk:
                self._record(key.data, chunk)
            else:
                self._selector.unregister(key.fileobj)

    def _record(self, running: Running, chunk: bytes) -> None:
        with running.log.open("ab") as log:
            log.write(chunk)
        name = running.program.name
        *lines, self._partial[name] = (self._partial.get(name, b"") + chunk).split(b"\n")
        for line in lines:
            text = line.decode("utf-8", errors="replace").rstrip()
            running.last_lines.append(text)
            self._tell(name, text)

    def _notice_ends(self) -> None:
        for running in self._all:
            if running.process is not None and running.process.poll() is not None:
                self._note_end(running, running.process)

    def _note_end(self, running: Running, process: subprocess.Popen[bytes]) -> None:
        self._drain(running, process)
        proven = time.monotonic() - running.started_at >= PROVEN_AFTER
        running.failures = 1 if proven else running.failures + 1
        running.process = None
        running.start_again_at = time.monotonic() + running.pause()
        self._tell(
            running.program.name,
            f"ended (exit code {process.returncode}); starting it again in {running.pause():.0f} s",
        )

    def _drain(self, running: Running, process: subprocess.Popen[bytes]) -> None:
        output = _output(process)
        if output in self._selector.get_map():
            self._selector.unregister(output)
            os.set_blocking(output.fileno(), False)
            if rest := output.read():
                self._record(running, rest)
        output.close()
        if process.stdin:
            process.stdin.close()

    def _end_all(self) -> None:
        """Close every guard's standard input, which ends the programs, and wait until all are gone."""
        living = [running for running in self._all if running.process is not None]
        for running in living:
            if running.process and running.process.stdin:
                running.process.stdin.close()
        deadline = time.monotonic() + max((running.program.grace for running in living), default=0.0) + 5
        for running in living:
            if running.process is not None:
                self._end(running, running.process, deadline)

    def _end(self, running: Running, process: subprocess.Popen[bytes], deadline: float) -> None:
        while process.poll() is None and time.monotonic() < deadline:
            self._listen(timeout=0.1)
        if process.poll() is None:
            process.kill()
            process.wait()
        self._drain(running, process)
        running.process = None


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise ValueError("The process was started without a pipe for its output.")
    return process.stdout


def _rotate(log: Path) -> None:
    """Keep the previous log beside a new one once it has grown large."""
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
