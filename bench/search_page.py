"""What bench.search has measured, as the page docs/reference/search-speed.md."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.latency import AUTOCANNON, Latency
from tools.places import ROOT

PAGE = ROOT / "docs" / "reference" / "search-speed.md"
GOAL = 150.0
# The goal is for two processors, and as many people wait for an answer at any moment.
GOAL_AT = 2
HEAD = (
    "| asked | at once | p50 | p97.5 | p99 | (of all runs) | most | per second | CPU per answer |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True)
class Load:
    """What is asked, by how many people who each ask again as soon as they have their answer."""

    name: str
    connections: int


@dataclass(frozen=True)
class Row:
    """What one load gave: the run in the middle, and the 99th percentiles of the best and the worst run.

    `cpu` are milliseconds of all server processes per answer.
    """

    load: Load
    found: Latency
    cpu: float
    best: float
    worst: float

    @property
    def line(self) -> str:
        """The row of a Markdown table; times in ms."""
        found = self.found
        times = " | ".join(f"{value:.0f}" for value in (found.p50, found.p97_5, found.p99))
        runs = f"{self.best:.0f}–{self.worst:.0f}"
        more = f"{found.max:.0f} | {found.per_second:.0f} | {self.cpu:.1f}"
        return f"| {self.load.name} | {self.load.connections} | {times} | {runs} | {more} |"


@dataclass(frozen=True)
class Measured:
    """One size of the catalogue.

    Attributes:
        built: what bench.search_data told of the index.
        memory: own and shared megabytes of each web process.
    """

    size: int
    built: dict[str, float]
    rows: list[Row]
    memory: list[tuple[int, int]]

    @property
    def mixes(self) -> list[Row]:
        return [row for row in self.rows if row.load.name == "mix with filters"]


@dataclass(frozen=True)
class Machine:
    """What was measured on, and how busy it was before."""

    processor: str
    cores: int
    gigabytes: float
    system: str
    load: tuple[float, float, float]

    @classmethod
    def now(cls) -> Machine:
        """This machine at this moment."""
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
        system = f"Linux, Python {platform.python_version()}"
        return cls(names[0] if names else "unknown", os.cpu_count() or 1, memory, system, os.getloadavg())


@dataclass(frozen=True)
class Verdict:
    """Whether the goal is reached, in words."""

    is_reached: bool
    words: str


def verdict(measured: Measured) -> Verdict:
    """Judge the mix at the load of the goal, and name the load at which it is passed."""
    mixes = measured.mixes
    at_goal = next((row for row in mixes if row.load.connections == GOAL_AT), mixes[0])
    is_reached = at_goal.found.p99 < GOAL
    words = (
        f"Goal at {measured.size:,} entries: 99 of 100 answers of the mix within {GOAL:.0f} ms. With"
        f" {at_goal.load.connections} at once it is {at_goal.found.p99:.0f} ms"
        f" ({'reached' if is_reached else 'missed'})"
    )
    passed = next((row for row in mixes if row.found.p99 >= GOAL), None)
    if passed is None:
        return Verdict(is_reached, f"{words}; no load tried went above it.")
    at = f"{passed.load.connections} at once ({passed.found.per_second:.0f} answers per second)"
    return Verdict(is_reached, f"{words}; the first load tried that goes above it is {at}.")


def page(measured: list[Measured], machine: Machine, requests: int, runs: int) -> str:
    """The whole page."""
    parts = ["# How fast the search is", _notice(machine), _how(requests, runs)]
    for one in measured:
        parts += [f"## {one.size:,} entries", f"{HEAD}\n" + "\n".join(row.line for row in one.rows)]
        parts += [_built(one)]
    parts += ["## What follows", verdict(measured[-1]).words, NOT_MEASURED]
    return "\n\n".join(parts) + "\n"


def _notice(machine: Machine) -> str:
    busy = ", ".join(f"{value:.1f}" for value in machine.load)
    return (
        'This page is written by `make bench WHAT="search --write"`; changes belong there.\n\n'
        f"Measured on {datetime.now(UTC):%d %B %Y} on {machine.processor}, {machine.cores} cores,"
        f" {machine.gigabytes:.0f} GB, {machine.system}.\n"
        f"Load of the machine before (1, 5, 15 minutes): {busy}; what is above 0 there was other work, which"
        " slows what is measured."
    )


def _how(requests: int, runs: int) -> str:
    return f"""## How

The product's own server (granian, two processes, four threads each, SQLite) is asked over HTTP by
{AUTOCANNON} on the same machine; the tool's own work takes part of its cores. "At once" is the number of
connections, each of which asks again as soon as it has its answer: the highest load so many people can make.
A connection is opened anew after ten answers. Each row is {runs} runs of {requests} requests (1,000 of the
empty page); shown is the run in the middle by p99, and p99 of the best and the worst run. Times are
milliseconds from the question to the whole answer. "CPU per answer" is the processor time of all server
processes.

- *mix with filters*: 40 % judged questions with one to three filters, 20 % questions nobody has asked
  before, 10 % later pages of questions, 15 % filters alone, 5 % the plain list far behind, 10 % asked again
  and again. Each answer is the whole page: hits, why each was found, all filters with their numbers.
- *new questions*: two to six words of judged questions mixed anew; nothing of them is kept from before.
- *SQLite FTS5*: the peer. `bm25` and counts for four filters over the same texts, as JSON without a page; it
  knows no compounds, tasks or meanings.
- *empty page*: an empty Django page behind the same middleware."""


def _built(one: Measured) -> str:
    told = one.built
    memory = ", ".join(f"{own} + {shared} shared" for own, shared in one.memory)
    return (
        f"Index built in {told['build']:.0f} s with at most {told['most_memory']:.0f} MB, after one change in"
        f" {told['change']:.1f} s; {told['megabytes']:.0f} MB of files.\nMemory of the web processes in MB:"
        f" {memory}."
    )


NOT_MEASURED = """## What was not measured

The network between visitor and server; PostgreSQL (the index answers alike, the twenty entries shown are read
from the database); the first question of a process, which loads the language model; pages while a changed
catalogue is being indexed; real texts: the vectors of the made-up entries lean towards two tasks each."""
