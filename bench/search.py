"""How fast the search answers at 1,000, 10,000 and 100,000 entries, with filters, through the real server.

    make bench WHAT=search
    make bench WHAT="search 100000 --write"     # one size; write docs/reference/search-speed.md

The entries are made up, with words as unevenly frequent as in real texts. The mix of requests: questions of
the evaluation's tuning part with filters, questions nobody has asked before, later pages, filters alone, the
plain list, and some that are asked again and again. The peer is SQLite's FTS5 with bm25 over the same texts,
behind the same server; it knows no compounds, tasks or meanings. The server runs as by `make start`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import yaml

from bench import latency
from bench.http import EMPTY, LIST, cpu_seconds, server
from bench.search_page import HEAD, PAGE, Load, Machine, Measured, Row, page, verdict
from tools.guard import descendants
from tools.places import ROOT

SEED = 20261123
PEER = "/bench/full-text/"
QUESTIONS = ROOT / "evaluation" / "search" / "questions-tuning.yaml"
FILTERS = {
    "feld": ["umwelt", "mobilitaet", "verwaltung", "beteiligung", "bildung"],
    "art": ["solution", "consulting"],
    "offen": ["open_source"],
    "betrieb": ["self_hosted", "provider_operated"],
    "pflege": ["laufend", "ruhend"],
    "groesse": ["small", "medium", "large"],
    "land": ["BW", "BY", "NW", "SN"],
    "standard": ["open311", "oparl", "ogc-wms", "gtfs", "openapi"],
    "kosten": ["subscription", "on_request"],
}


def questions() -> list[str]:
    """What people ask, from the tuning part of the judged questions."""
    return [str(row["question"]) for row in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))]


def _filters(chance: random.Random) -> list[tuple[str, str]]:
    keys = chance.sample(sorted(FILTERS), chance.choice([1, 1, 2, 3]))
    return [(key, chance.choice(FILTERS[key])) for key in keys]


def _never_asked(chance: random.Random, asked: list[str]) -> str:
    words = [word for text in chance.sample(asked, 2) for word in text.split()]
    return " ".join(chance.sample(words, min(len(words), chance.randint(2, 6))))


def mix(number: int, chance: random.Random) -> list[str]:
    """Addresses as people ask for them, in a random order that is always the same."""
    asked = questions()
    usual = [f"{LIST}?{urlencode({'suche': text})}" for text in asked[:20]]

    def one() -> str:
        kind = chance.random()
        pairs: list[tuple[str, str]] = []
        if kind < 0.1:
            return chance.choice(usual)
        if kind < 0.5:
            pairs = [("suche", chance.choice(asked)), *_filters(chance)]
        elif kind < 0.7:
            pairs = [("suche", _never_asked(chance, asked))]
        elif kind < 0.8:
            pairs = [("suche", chance.choice(asked)), ("seite", str(chance.randint(2, 6)))]
        elif kind < 0.95:
            pairs = [*_filters(chance), ("seite", str(chance.randint(1, 20)))]
        else:
            pairs = [("seite", str(chance.randint(1, 500)))]
        return f"{LIST}?{urlencode(pairs)}"

    return [one() for _ in range(number)]


def loads(connections: list[int]) -> list[Load]:
    """What is measured, each with how many people ask at once."""
    alone = [Load("empty page", 1), Load("SQLite FTS5", 1), Load("new questions", 1)]
    return [*alone, *(Load("mix with filters", number) for number in connections)]


def paths_of(load: Load, number: int, turn: int) -> list[str]:
    """Addresses for one run; no run asks what another has asked, but for what people ask again and again."""
    chance = random.Random(f"{SEED} {load} {turn}")  # noqa: S311 - the point is to repeat it
    if load.name == "empty page":
        return [EMPTY] * number
    if load.name == "mix with filters":
        return mix(number, chance)
    asked = questions()
    page = LIST if load.name == "new questions" else PEER
    return [f"{page}?{urlencode({'suche': _never_asked(chance, asked)})}" for _ in range(number)]


def _memory(guard: int) -> list[tuple[int, int]]:
    """Own and shared megabytes of the server's processes that hold an index."""
    found = []
    for process in descendants(guard):
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
        status = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith("Rss")}
        own, shared = (int(status.get(key, "0")) // 1024 for key in ("RssAnon", "RssFile"))
        if own > 100:
            found.append((own, shared))
    return found


def _measure(size: int, options: argparse.Namespace) -> Measured:
    print(f"\n{size:,} made-up listings: building them (minutes at 100,000)", flush=True)
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="marktplatz-bench-") as folder,
        server(Path(folder), size, module="bench.search_data") as (port, guard),
    ):
        built = json.loads((Path(folder) / "built.json").read_text(encoding="utf-8"))
        print(f"  built in {time.monotonic() - began:.0f} s; asking", flush=True)
        # Each process opens the index and loads the language model; nothing is measured before all have.
        for turn in range(3):
            latency.ask(port, mix(40, random.Random(turn)), connections=8)  # noqa: S311
        print(HEAD, flush=True)
        found = []
        for load in loads(options.connections):
            found.append(_row(port, guard, load, options))
            print(found[-1].line, flush=True)
        return Measured(size, built, found, _memory(guard))


def _row(port: int, guard: int, load: Load, options: argparse.Namespace) -> Row:
    """The run in the middle of some short ones, by its 99th percentile: others may use the machine, too."""
    number = options.requests if load.name != "empty page" else 1000
    runs = []
    for turn in range(options.runs):
        before = cpu_seconds(guard)
        found = latency.ask(port, paths_of(load, number, turn), connections=load.connections)
        runs.append((found, 1000 * (cpu_seconds(guard) - before) / number))
    runs.sort(key=lambda run: run[0].p99)
    middle, cpu = runs[len(runs) // 2]
    return Row(load, middle, cpu, runs[0][0].p99, runs[-1][0].p99)


def main() -> int:
    """Measure and print; 1 if the largest catalogue misses the goal."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("listings", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--requests", type=int, default=300, help="of each run")
    parser.add_argument("--runs", type=int, default=3, help="of which the middle one counts")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 2, 4, 8], help="people at once")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    machine = Machine.now()
    measured = [_measure(size, options) for size in options.listings]
    told = verdict(measured[-1])
    print(f"\n{told.words}")
    if options.write:
        PAGE.write_text(page(measured, machine, options.requests, options.runs), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0 if told.is_reached else 1


if __name__ == "__main__":
    sys.exit(main())
