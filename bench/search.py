"""How fast the search answers at 1,000, 10,000 and 100,000 entries, with filters, through the real server.

    python -m bench.search [--listings 1000 10000 100000] [--requests 800] [--connections 4]

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
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import yaml

from bench import latency
from bench.http import EMPTY, LIST, server
from tools.guard import descendants
from tools.places import ROOT

SEED = 20261123
GOAL = 150.0
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


def rows(number: int) -> Iterator[tuple[str, list[str]]]:
    """What is measured, each with its addresses; every row asks what the others have not."""
    chance = random.Random(SEED)  # noqa: S311 - the point is to repeat it
    asked = questions()
    new = [_never_asked(chance, asked) for _ in range(number // 2)]
    yield "empty page", [EMPTY] * number
    yield "SQLite FTS5", [f"{PEER}?{urlencode({'suche': text})}" for text in new]
    yield "new questions", [f"{LIST}?{urlencode({'suche': text})}" for text in new]
    yield "mix with filters", mix(number, chance)


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


def _measure(size: int, options: argparse.Namespace) -> float:
    print(f"\n{size:,} made-up listings", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="marktplatz-bench-") as folder,
        server(Path(folder), size, module="bench.search_data") as (port, guard),
    ):
        _say_built(json.loads((Path(folder) / "built.json").read_text(encoding="utf-8")))
        # Each process opens the index and loads the language model; nothing is measured before all have.
        latency.ask(port, mix(60, random.Random(1)), connections=8)  # noqa: S311
        print(f"  {'':<20}{'p50':>8}{'p97.5':>8}{'p99':>8}{'most':>8} ms{'per second':>12}")
        found = {name: _row(port, name, paths, options.connections) for name, paths in rows(options.requests)}
        memory = ", ".join(f"{own} + {shared} shared" for own, shared in _memory(guard))
        print(f"  memory of the web processes in MB: {memory}")
    ratio = found["new questions"].p50 / max(found["SQLite FTS5"].p50, 0.5)
    print(f"  new questions take {ratio:.1f} times as long as SQLite FTS5, by the median")
    return found["mix with filters"].p99


def _say_built(told: dict[str, float]) -> None:
    print(
        f"  index: built in {told['build']:.1f} s with at most {told['most_memory']:.0f} MB, after one change"
        f" in {told['change']:.1f} s; {told['megabytes']:.0f} MB of files"
    )


def _row(port: int, name: str, paths: list[str], connections: int) -> latency.Latency:
    found = latency.ask(port, paths, connections=connections)
    columns = "".join(f"{value:>8.0f}" for value in (found.p50, found.p97_5, found.p99, found.max))
    print(f"  {name:<20}{columns}   {found.per_second:>12.0f}", flush=True)
    return found


def main() -> int:
    """Measure and print; 1 if the largest catalogue misses the goal."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--listings", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--requests", type=int, default=800, help="of each row")
    parser.add_argument("--connections", type=int, default=4, help="people who ask at once")
    options = parser.parse_args()
    print(
        f"Search, SQLite, granian with 2 processes, {latency.AUTOCANNON}, {options.connections} connections,"
        " every answer asked for at once after the last"
    )
    p99 = [_measure(size, options) for size in options.listings][-1]
    print(f"\nGoal: p99 of the mix below {GOAL:.0f} ms; it is {p99:.0f} ms.")
    return 0 if p99 < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
