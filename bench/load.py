"""Ask a local server as often as it can answer: with wrk where it is, else with a small client of our own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

CONNECTIONS = 8


@dataclass(frozen=True)
class Measured:
    """What a round of asking gave: answers, seconds, and answers that were no success."""

    requests: int
    seconds: float
    failures: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "own keep-alive client"


def ask(port: int, paths: list[str], seconds: float) -> Measured:
    """Ask for the paths in turn over `CONNECTIONS` connections that stay open.

    Args:
        port: of the server on 127.0.0.1; nothing else is ever asked.
        paths: with query strings, already quoted.
        seconds: how long.
    """
    return _wrk(port, paths, seconds) if shutil.which("wrk") else _own(port, paths, seconds)


def _wrk(port: int, paths: list[str], seconds: float) -> Measured:
    quoted = ", ".join(f'"{path}"' for path in paths)
    script = (
        f"local paths = {{{quoted}}}\nlocal n = 0\n"
        "request = function()\n  n = n % #paths + 1\n  return wrk.format('GET', paths[n])\nend\n"
        "done = function(summary)\n  local e = summary.errors\n"
        "  io.write(string.format('REQUESTS %d MICROSECONDS %d FAILURES %d\\n', summary.requests,\n"
        "    summary.duration, e.connect + e.read + e.write + e.status + e.timeout))\nend\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paths.lua"
        path.write_text(script, encoding="utf-8")
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "60s", "-s", str(path)]
        output = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
        ).stdout
    found = re.search(r"REQUESTS (\d+) MICROSECONDS (\d+) FAILURES (\d+)", output)
    if found is None:
        raise RuntimeError(f"wrk said something unexpected:\n{output}")
    return Measured(int(found[1]), int(found[2]) / 1e6, int(found[3]))


def _own(port: int, paths: list[str], seconds: float) -> Measured:
    turn, counts, failures = cycle(paths), [0] * CONNECTIONS, [0] * CONNECTIONS
    end = time.monotonic() + seconds

    def keep_asking(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            while time.monotonic() < end:
                failures[number] += _one_answer(connection, next(turn)) != 200
                counts[number] += 1

    started = time.monotonic()
    threads = [threading.Thread(target=keep_asking, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(sum(counts), time.monotonic() - started, sum(failures))


def _one_answer(connection: socket.socket, path: str) -> int:
    """Send one request, read the whole answer (with Content-Length) and return its status."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    missing = int(length[1]) - len(body) if length else 0
    while missing > 0:
        missing -= len(_more(connection))
    return int(head.split()[1])


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(262_144)
    if not chunk:
        raise ConnectionError("The server closed the connection.")
    return chunk


def distinct(template: str, words: Iterator[str], number: int) -> list[str]:
    """Return `number` paths made from a template with `{}` and different words."""
    return [template.format(next(words)) for _ in range(number)]
