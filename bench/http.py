"""How fast the list page is, against an empty Django page on the same server.

    python -m bench.http [--listings 10000] [--seconds 5] [--rounds 3]

Both pages pass through the same middleware and are asked alternately, so that a busy machine slows both. The
processor time is that of the server's processes alone. "New words" are searches nobody has asked before, so
that no finished page can be taken from a cache; the other rows repeat as people do.
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import quote

from bench import load
from bench.words import PEOPLE, TASKS
from tools.environment import variables
from tools.guard import descendants
from tools.places import PYTHON, ROOT
from tools.supervise import guarded

EMPTY = "/bench/empty/"
GOAL = 0.5
LIST = "/loesungen/"
FIRST_SEARCH = f"{LIST}?suche=rathaus"
WARM_UP = 5.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Row:
    """A page, or several asked in turn, and what the rounds gave."""

    name: str
    paths: Callable[[], list[str]]
    per_second: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    cpu_ratios: list[float] = field(default_factory=list)


def _new_words() -> Iterator[str]:
    """Yield searches of three words, each only once."""
    singles = sorted({word for text in (*TASKS, *PEOPLE) for word in text.split() if len(word) > 4})
    for number, (first, second, third) in enumerate(product(singles, repeat=3)):
        yield quote(f"{first} {second} {third[: 3 + number % 4]}")


def rows() -> list[Row]:
    words = _new_words()
    filters = [
        "?feld=umwelt",
        "?art=solution&offen=open_source",
        "?lizenz=permissive&feld=verwaltung&seite=2",
    ]
    searches = ["?suche=termine", "?suche=b%C3%A4ume+gie%C3%9Fen", "?suche=beteiligung&offen=open_source"]
    return [
        Row("list, first page", lambda: [LIST]),
        Row(
            "list, pages and filters", lambda: [LIST, f"{LIST}?seite=7", *(LIST + query for query in filters)]
        ),
        Row("list, searches", lambda: [LIST + query for query in searches]),
        Row("list, new words each time", lambda: load.distinct(LIST + "?suche={}", words, 4000)),
    ]


@contextmanager
def server(folder: Path, number: int, *, module: str = "bench.listings") -> Iterator[tuple[int, int]]:
    """Run the product's server over a made-up catalogue; yields its port and the guard's process id."""
    environment = variables(
        MARKTPLATZ_DATA=str(folder), MARKTPLATZ_SECRET_KEY=secrets.token_hex(),
        DJANGO_SETTINGS_MODULE="bench.settings", MARKTPLATZ_LOG_LEVEL="WARNING",
    )  # fmt: skip
    environment.pop("DATABASE_URL", None)
    subprocess.run([str(PYTHON), "-m", module, str(number)], cwd=ROOT, env=environment, check=True)
    port = _free_port()
    command = [
        str(PYTHON),
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--no-ws"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    server = subprocess.Popen(guarded(command), cwd=ROOT, env=environment, stdin=subprocess.PIPE)
    try:
        _wait_until_answering(port)
        yield port, server.pid
    finally:
        if server.stdin:
            server.stdin.close()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_until_answering(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{EMPTY}", timeout=30).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def cpu_seconds(guard: int) -> float:
    """Return the processor seconds of all processes below the guard, user and system."""
    total = 0
    for process in descendants(guard):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _ask(port: int, guard: int, paths: list[str], seconds: float) -> tuple[float, float]:
    """Return requests per second and server milliseconds per request."""
    before = cpu_seconds(guard)
    measured = load.ask(port, paths, seconds)
    used = cpu_seconds(guard) - before
    if measured.failures:
        raise SystemExit(f"{measured.failures} of {measured.requests} answers were no success: {paths[0]}")
    return measured.per_second, 1000 * used / measured.requests


def _measure(port: int, guard: int, row: Row, options: argparse.Namespace) -> None:
    for _ in range(options.rounds):
        empty_rate, empty_cost = _ask(port, guard, [EMPTY], options.seconds)
        rate, cost = _ask(port, guard, row.paths(), options.seconds)
        row.per_second.append(rate)
        row.milliseconds.append(cost)
        row.ratios.append(rate / empty_rate)
        row.cpu_ratios.append(empty_cost / cost)


def _print(row: Row) -> None:
    middle = statistics.median
    spread = f"({min(row.ratios):.2f}–{max(row.ratios):.2f})"
    columns = (
        f"{middle(row.per_second):>9.0f}{middle(row.milliseconds):>11.2f}{middle(row.ratios):>9.2f} {spread}"
    )
    print(f"  {row.name:<28}{columns}{middle(row.cpu_ratios):>11.2f}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--listings", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _seconds(port: int, path: str) -> float:
    started = time.monotonic()
    urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120).close()
    return time.monotonic() - started


def _compare(port: int, guard: int, options: argparse.Namespace) -> float:
    """Measure and print every row; return the list page's share of the empty page's requests per second."""
    print(f"  first list page after a change of the catalogue: {_seconds(port, LIST):.2f} s")
    print(f"  first search, which may load the language model: {_seconds(port, FIRST_SEARCH):.2f} s")
    # Each process builds its own index and loads the model; nothing is measured before all have.
    for path in (LIST, EMPTY, FIRST_SEARCH, LIST):
        load.ask(port, [path], WARM_UP)
    print(f"  {'':<28}{'req/s':>9}{'CPU ms/req':>11}{'of empty page':>21}{'by CPU':>11}")
    table = [Row("empty Django page", lambda: [EMPTY]), *rows()]
    for row in table:
        _measure(port, guard, row, options)
        _print(row)
    return statistics.median(table[1].ratios)


def main() -> int:
    options = _options()
    print(f"List page with {options.listings} listings, SQLite, granian with 2 processes, {load.tool()}")
    with (
        tempfile.TemporaryDirectory(prefix="marktplatz-bench-") as folder,
        server(Path(folder), options.listings) as (port, guard),
    ):
        reached = _compare(port, guard, options)
    print(f"Goal: the list page reaches at least {GOAL} of the empty page; it reaches {reached:.2f}.")
    return 0 if reached >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
