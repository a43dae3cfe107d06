"""How fast the grader's function facts are, against lizard on the same files in the same run.

    python -m bench.grader_speed [FOLDER ...] [--lines 60000]

Both get each file from memory, one right after the other, in one process, three times in turn; the shortest
processor time of each counts, as other work on the machine only ever adds to it. A file that lizard cannot
read is left out for both and counted. Then the whole collection of facts, with duplicates, runs once over the
same files.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lizard

from bench.sources import Source, default_folders, sources, written_to
from grader.facts.collect import collect
from grader.facts.functions import functions_of
from grader.facts.grammars import loaded
from grader.facts.lexing import lex
from grader.facts.model import FunctionFacts
from grader.facts.parsing import parse

GOAL = 3.0
ROUNDS = 3


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


def function_facts(source: Source) -> tuple[FunctionFacts, ...]:
    """All that the grader does for the functions, lines and tokens of one file."""
    syntax = parse(source.data, source.grammar)
    lexed = lex(source.data, syntax.comments, syntax.strings)
    _ = lexed.code_lines, lexed.comment_lines
    return functions_of(syntax, source.data, source.grammar, lexed.line_starts, lexed.starts)


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
        functions = function_facts(source)
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


def whole_run(found: Sequence[Source]) -> None:
    """Print the speed of one complete collection of facts, with duplicates, on copies of the same files."""
    with tempfile.TemporaryDirectory() as name:
        written_to(Path(name), found)
        start = time.process_time()
        facts = collect(Path(name), as_of=date(2026, 1, 1))
        seconds = time.process_time() - start
    lines = sum(file.lines for file in facts.files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"Everything collected (roles, functions, duplicates, licences), one process: {lines:,d} lines in "
        f"{seconds:.2f} CPU s = {lines / seconds / 1000:.0f} thousand lines per CPU second; "
        f"peak memory {peak:.0f} MB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Grader against lizard on the same source")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--lines", type=int, default=60_000, help="most lines per language")
    arguments = parser.parse_args()
    folders = arguments.folders or default_folders()
    print("Reading", ", ".join(str(folder) for folder in folders))
    found = sources(folders, most_lines_per_language=arguments.lines)
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
    whole_run(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
