"""How fast the grader's function facts are, against lizard on the same files in the same run.

    python -m bench.grader_speed [FOLDER ...] [--lines 1100000]

Without a folder the source is that of the public-sector repositories the grader compares with, in their own
mix of languages (`bench.public_sector`), so that nobody chooses it for the result; ratios are printed per
language.
Both get each file from memory, one right after the other, in one process, twice in turn; the shortest
processor time of each counts, as other work on the machine only ever adds to it. A file that lizard cannot
read is left out for both and counted. Then function facts with duplicates, which is what lizard and jscpd do
one after the other, run over the same files in a process of their own; then whole assessments do: beside
both tools, step by step, again after a small change, and with two processes.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lizard

from bench.facts_and_duplicates import function_facts
from bench.public_sector import public_sector_sources
from bench.sources import Source, sources, written_to
from grader.facts.grammars import loaded

GOAL = 3.0
ROUNDS = 2


@dataclass(slots=True)
class Row:
    """Sums for one language; times in CPU seconds."""

    files: int = 0
    lines: int = 0
    ours: float = 0.0
    parsing: float = 0.0
    lizard: float = 0.0
    our_functions: int = 0
    lizard_functions: int = 0

    def add(self, other: Row) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        return (
            f"{self.files:6d} {self.lines:9,d} {self.lines / self.ours / 1000:10.0f} "
            f"{self.lines / self.lizard / 1000:10.0f} {self.lizard / self.ours:7.2f} "
            f"{self.ours / self.parsing:10.2f} {self.our_functions:9,d} {self.lizard_functions:9,d}"
        )


def measure(source: Source) -> Row | None:
    """Time one file with lizard, a bare parse and the grader; None when lizard fails."""
    text = source.data.decode("utf-8", "replace")
    row = Row(1, source.lines, math.inf, math.inf, math.inf)
    for _ in range(ROUNDS):
        start = time.process_time()
        try:
            found = lizard.analyze_file.analyze_source_code(source.path, text)
        except Exception:
            return None
        after_lizard = time.process_time()
        loaded(source.grammar)[0].parse(source.data)
        after_parse = time.process_time()
        functions, _, _ = function_facts(source)
        row.ours = min(row.ours, time.process_time() - after_parse)
        row.parsing = min(row.parsing, after_parse - after_lizard)
        row.lizard = min(row.lizard, after_lizard - start)
        row.our_functions, row.lizard_functions = len(functions), len(found.function_list)
    return row


def compare(found: Sequence[Source]) -> tuple[Row, int]:
    """Print a row per language and return the sum and the number of files lizard could not read."""
    rows: dict[str, Row] = {}
    failed = 0
    for source in found:
        row = measure(source)
        if row is None:
            failed += 1
        else:
            rows.setdefault(source.language, Row()).add(row)
    total = Row()
    head = ("files", "lines", "kl/CPU-s", "lizard", "ratio", "x parse", "functions", "lizard")
    print(f"{'':12} {head[0]:>6} {head[1]:>9} {head[2]:>10} {head[3]:>10} {head[4]:>7} {head[5]:>10} "
          f"{head[6]:>9} {head[7]:>9}")  # fmt: skip
    for language, row in sorted(rows.items()):
        print(f"{language:12} {row}")
        total.add(row)
    print(f"{'together':12} {total}")
    return total, failed


def whole_runs(found: Sequence[Source], lizard_seconds: float, parsing_seconds: float) -> None:
    """Print whole assessments of copies of the same files, beside lizard plus jscpd, and once more."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "source", Path(name) / "cache"
        folder.mkdir()
        written_to(folder, found)
        alone = _in_own_process("bench.facts_and_duplicates", str(folder))
        jscpd = _jscpd(folder)
        _tell_alone(alone)
        _beside(alone, jscpd, lizard_seconds)
        first = _whole_run(folder)
        _tell_everything(first, parsing_seconds)
        _beside(first, jscpd, lizard_seconds)
        _steps(_whole_run(folder, "--steps")["steps"])
        kept = _whole_run(folder, str(cache))
        _whole_run(folder, str(cache))
        with min(folder.iterdir(), key=lambda path: path.stat().st_size).open("ab") as file:
            file.write(b"\n")
        again = _whole_run(folder, str(cache))
        print(f"Second assessment after a change of one file: {again['cpu']:.2f} CPU s after "
              f"{kept['cpu']:.2f}, {kept['cpu'] / again['cpu']:.1f} times faster (goal: 20)")  # fmt: skip
        two = _whole_run(folder, "--processes", "2")
        print(
            f"With 2 processes: {two['wall']:.1f} s wall, {two['cpu']:.1f} CPU s "
            "(goal: 30 s wall per million lines)"
        )


def _whole_run(folder: Path, *more: str) -> dict[str, Any]:
    return _in_own_process("bench.whole_run", str(folder), *more)


def _in_own_process(module: str, *given: str) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *given]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    result: dict[str, Any] = json.loads(said)
    return result


def _jscpd(folder: Path) -> tuple[float, float] | None:
    """CPU seconds and peak memory in MB of jscpd on the folder; None where it is not installed."""
    program = shutil.which("jscpd", path=str(Path(sys.executable).parent))
    if program is None:
        print("jscpd is not installed here (pip install jscpd).")
        return None
    process = subprocess.Popen(
        [program, "--mode", "weak", "--silent", str(folder)], stdout=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _tell_alone(ours: dict[str, Any]) -> None:
    print(
        f"Function facts and duplicates alone, files read from disk: {ours['lines']:,d} lines in "
        f"{ours['cpu']:.1f} CPU s; peak memory {ours['peak_mb']:.0f} MB"
    )


def _tell_everything(ours: dict[str, Any], parsing_seconds: float) -> None:
    print(
        f"Everything (roles, functions, duplicates, findings, report), one process: {ours['lines']:,d} lines "
        f"in {ours['cpu']:.1f} CPU s, {ours['lines'] / ours['cpu'] / 1000:.0f} thousand lines each, "
        f"{ours['cpu'] / parsing_seconds:.2f} times a bare parse (goal: 2.5); "
        f"peak memory {ours['peak_mb']:.0f} MB"
    )


def _beside(ours: dict[str, Any], jscpd: tuple[float, float] | None, lizard_seconds: float) -> None:
    if jscpd:
        seconds, megabytes = jscpd
        print(
            f"  lizard then jscpd: {lizard_seconds:.1f} + {seconds:.1f} CPU s, "
            f"{(lizard_seconds + seconds) / ours['cpu']:.2f} times this (goal: 1.5); "
            f"jscpd's peak memory {megabytes:.0f} MB, "
            f"this is {ours['peak_mb'] / megabytes:.2f} of it (goal: 0.5)"
        )


def _steps(steps: dict[str, float]) -> None:
    print("Where the time goes, CPU s (indented: within reading):")
    for name, seconds in steps.items():
        print(f"  {name:28}{seconds:8.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Grader against lizard on the same source")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument(
        "--lines", type=int, default=1_100_000, help="about how many; of folders named, most per language"
    )
    arguments = parser.parse_args()
    folders = arguments.folders
    if folders:
        found = sources(folders, most_lines_per_language=arguments.lines)
    else:
        found = public_sector_sources(arguments.lines)
    if not found:
        print("No source that both read was found there; name a folder with source.")
        return 1
    for grammar in {source.grammar for source in found}:
        loaded(grammar)
    total, failed = compare(found)
    print(
        f"Function facts: {total.lizard / total.ours:.2f} times lizard's speed per core (goal: {GOAL:g}), "
        f"{total.ours / total.parsing:.2f} times the time of a bare parse. "
        f"Files lizard could not read: {failed}."
    )
    whole_runs(found, total.lizard, total.parsing)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
