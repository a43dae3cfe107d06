"""Reads many files, in this process or in several, with the same result either way.

Parsers are C code: one that crashes or never returns takes its process with it. With two or more processes
such a file is found by its silence, its process is ended, and the file is read again without its parser.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from grader.facts.reading import Reading, Task, read_file

_BATCH = 32
_SECONDS_TO_START = 120.0
"""A new process imports its libraries first, which takes long on a busy machine and is no file's fault."""
_SILENCE_BEYOND_PARSING = 20.0
"""Seconds a process may stay silent on one file on top of the file's own parse limit."""

READY = None
Report = Callable[[int, int], None]


def read_all(folder: Path, tasks: Sequence[Task], processes: int, report: Report) -> list[Reading]:
    """Read all tasks with `processes` processes (1: this one) and return them in the given order.

    `report(done, total)` is called now and then and at the end.
    """
    if processes <= 1 or len(tasks) <= _BATCH:
        return _read_here(folder, tasks, report)
    pool = _Pool(folder, tasks, report)
    try:
        return pool.run(min(processes, -(-len(tasks) // _BATCH)))
    finally:
        pool.stop()


def _read_here(folder: Path, tasks: Sequence[Task], report: Report) -> list[Reading]:
    readings = []
    for number, task in enumerate(tasks, 1):
        readings.append(read_file(folder, task))
        if number % _BATCH == 0:
            report(number, len(tasks))
    report(len(tasks), len(tasks))
    return readings


def _serve(connection: Connection, folder: Path) -> None:
    """A reading process: says that it is ready, then answers each task of each batch in order."""
    try:
        connection.send(READY)
        while batch := connection.recv():
            for task in batch:
                connection.send(read_file(folder, task))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


@dataclass(slots=True)
class _Reader:
    process: BaseProcess
    connection: Connection
    open_tasks: deque[int] = field(default_factory=deque)
    heard_at: float = field(default_factory=time.monotonic)
    is_ready: bool = False


class _Pool:
    def __init__(self, folder: Path, tasks: Sequence[Task], report: Report) -> None:
        self._folder, self._tasks, self._report = folder, tasks, report
        self._waiting = deque(range(len(tasks)))
        self._readings: list[Reading | None] = [None] * len(tasks)
        self._done = 0
        self._readers: list[_Reader] = []
        self._context = multiprocessing.get_context("spawn")

    def run(self, processes: int) -> list[Reading]:
        for _ in range(processes):
            self._start_reader()
        while self._done < len(self._tasks):
            ready = wait([reader.connection for reader in self._readers], timeout=1.0)
            for reader in list(self._readers):
                if reader.connection in ready:
                    self._receive(reader)
                elif self._is_silent(reader):
                    self._give_up_on(reader)
        return [reading for reading in self._readings if reading is not None]

    def stop(self) -> None:
        for reader in self._readers:
            reader.connection.close()
            reader.process.kill()
            reader.process.join()
        self._readers.clear()

    def _start_reader(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._folder), daemon=True)
        process.start()
        theirs.close()
        reader = _Reader(process, ours)
        self._readers.append(reader)
        self._hand_out(reader)

    def _hand_out(self, reader: _Reader) -> None:
        batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
        if not batch:
            return
        reader.open_tasks.extend(batch)
        reader.heard_at = time.monotonic()
        try:
            reader.connection.send([self._tasks[index] for index in batch])
        except OSError:
            self._give_up_on(reader)

    def _receive(self, reader: _Reader) -> None:
        try:
            reading = reader.connection.recv()
        except (EOFError, OSError):
            self._give_up_on(reader)
            return
        reader.heard_at = time.monotonic()
        if reading is READY:
            reader.is_ready = True
            return
        self._keep(reader.open_tasks.popleft(), reading)
        if not reader.open_tasks:
            self._hand_out(reader)

    def _keep(self, index: int, reading: Reading) -> None:
        self._readings[index] = reading
        self._done += 1
        if self._done % _BATCH == 0 or self._done == len(self._tasks):
            self._report(self._done, len(self._tasks))

    def _is_silent(self, reader: _Reader) -> bool:
        if not reader.open_tasks:
            return False
        allowed = self._tasks[reader.open_tasks[0]].parse_seconds + _SILENCE_BEYOND_PARSING
        silent = time.monotonic() - reader.heard_at
        return silent > (allowed if reader.is_ready else _SECONDS_TO_START)

    def _give_up_on(self, reader: _Reader) -> None:
        """End the process; the file it was at is read here without its parser, the others go back."""
        self._readers.remove(reader)
        reader.process.kill()
        reader.process.join()
        reader.connection.close()
        if not reader.is_ready:
            self._read_the_rest_here(reader)
        elif reader.open_tasks:
            guilty = reader.open_tasks.popleft()
            self._waiting.extendleft(reversed(reader.open_tasks))
            self._keep(guilty, read_file(self._folder, replace(self._tasks[guilty], parse=False)))
        if self._waiting:
            self._start_reader()

    def _read_the_rest_here(self, reader: _Reader) -> None:
        """No file is to blame for a process that did not even start; another would not start either."""
        for index in (*reader.open_tasks, *self._waiting):
            self._keep(index, read_file(self._folder, self._tasks[index]))
        self._waiting.clear()
