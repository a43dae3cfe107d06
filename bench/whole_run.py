"""One collection of all facts in a process of its own, with the time of each step.

    python -m bench.whole_run FOLDER [CACHE] [--processes 1] [--steps]

Prints one JSON object: `cpu` and `wall` seconds, `peak_mb` of the process, `lines`, and `steps` in CPU
seconds. With ``--steps`` the work on single files is told apart, which costs some time itself.
"""

from __future__ import annotations

import argparse
import functools
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tree_sitter import QueryCursor

from grader.facts import parsing, reading
from grader.facts.pausing import without_looking_for_circles
from grader.grading import grade_findings
from grader.indicators.catalogue import measure_all
from grader.report import build_report
from grader.run import collect_facts

DAY = date(2026, 1, 1)
# Functions that work on one file, by the name of the step they are counted for.
_WITHIN_READING = {
    "open, read": (reading, "read_limited"),
    "decode": (reading, "to_utf8"),
    "role by content": (reading, "by_content"),
    "parse with the search": (reading, "parse"),
    "search of the tree alone": (parsing, "QueryCursor"),
    "lines, tokens": (reading, "lex"),
    "functions": (reading, "functions_of"),
    "token hashes": (reading, "hash_tokens"),
    "difficulty": (reading, "difficulty_facts"),
    "imports, names, layout": (reading, "reader_facts"),
    "secrets, signs, licence": (reading, "practice_of"),
    "prose, interfaces": (reading, "writing_of"),
    "tests": (reading, "tests_of"),
    "rows to compare": (reading, "_token_row"),
    "comments without parser": (reading, "comments_and_strings"),
}


def run(folder: Path, cache: Path | None, processes: int, *, steps: bool) -> dict[str, Any]:
    """Collect, judge and report once."""
    spent: dict[str, float] = defaultdict(float)
    if steps:
        for name, (module, function) in _WITHIN_READING.items():
            timed = (
                _timed_search(spent, name)
                if function == "QueryCursor"
                else _timed(getattr(module, function), spent, name)
            )
            setattr(module, function, timed)
    wall, cpu = time.perf_counter(), time.process_time()
    current, since = "start", cpu

    def tell(step: str, _done: int, _total: int) -> None:
        nonlocal current, since
        now = time.process_time()
        spent[current] += now - since
        current, since = step, now

    with without_looking_for_circles():  # as `grade_folder` does
        facts = collect_facts(folder, DAY, tell, processes, cache)
        tell("indicators", 0, 1)
        findings = measure_all(facts)
        tell("grade, report", 0, 1)
        json.dumps(build_report(facts, findings, grade_findings(facts, findings)))
        tell("end", 0, 1)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu": time.process_time() - cpu + children.ru_utime + children.ru_stime,
        "wall": time.perf_counter() - wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "lines": sum(file.lines for file in facts.files),
        "steps": spent,
    }


def _timed_search(spent: dict[str, float], name: str) -> Callable[..., Any]:
    """Stands in for the class of tree-sitter, whose method is what takes the time."""

    class Timed:
        def __init__(self, *given: Any, **named: Any) -> None:
            self.captures = _timed(QueryCursor(*given, **named).captures, spent, name)

    return Timed


def _timed(function: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[f"  {name}"] += time.process_time() - start

    return timed


def main() -> None:
    parser = argparse.ArgumentParser(description="One collection of all facts")
    parser.add_argument("folder", type=Path)
    parser.add_argument("cache", type=Path, nargs="?")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--steps", action="store_true")
    given = parser.parse_args()
    print(json.dumps(run(given.folder, given.cache, given.processes, steps=given.steps)))


if __name__ == "__main__":
    main()
