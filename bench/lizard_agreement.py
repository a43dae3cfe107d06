"""How far boundaries and complexity of functions agree with lizard, on real source.

    python -m bench.lizard_agreement [FOLDER ...] [--lines 60000] [--show 5]

A function is the same when it starts on the same line or, within three lines, has the same name, for lizard
starts C functions at the name and not at the type. Differences looked at so far:

==============  ========================================================================================
C, C++          lizard counts ``#if`` inside of functions and ``&&`` of rvalue references; macros that look
                like functions confuse either
C#              lizard counts the ``?`` of nullable types and ``?.``, does not count ``foreach`` nor arms
                of switch expressions, and takes an ``if`` in a property for a function
JavaScript, TS  lizard loses boundaries at arrow functions and template texts, counts optional parameters,
                and lists arrows that are mere expressions as functions
Kotlin          lizard runs on after functions whose body is an expression
PHP             lizard lists methods without body, counts nullable types and words in heredocs, and does not
                count ``??``
Python          lizard counts ``finally`` and leaves out overloads whose body is ``...``
Ruby            lizard does not count ``unless`` and counts words in strings; it ends functions late after
                heredocs
Rust            lizard counts ``where``, and ``||`` of closures and ``&&`` of references as operators
==============  ========================================================================================
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lizard

from bench.grader_speed import function_facts
from bench.sources import Source, default_folders, sources
from grader.facts.model import FunctionFacts

GOAL = 97.0


@dataclass(slots=True)
class Agreement:
    """Counts for one language; `examples` are places where the two differ."""

    theirs: int = 0
    ours: int = 0
    found: int = 0
    same_end: int = 0
    same_complexity: int = 0
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.theirs:10,d} {self.ours:10,d} {_percent(self.found, self.theirs)} "
            f"{_percent(self.same_end, self.found)} {_percent(self.same_complexity, self.found)}"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:8.1f} %" if whole else "         –"


def compare(source: Source, agreement: Agreement) -> None:
    """Match the functions of one file and add to the counts; files lizard cannot read are left out."""
    try:
        theirs = lizard.analyze_file.analyze_source_code(source.path, source.data.decode("utf-8", "replace"))
    except Exception:
        return
    ours = list(function_facts(source))
    agreement.ours += len(ours)
    for function in theirs.function_list:
        agreement.theirs += 1
        twin = _twin(function, ours)
        place = f"{source.path}:{function.start_line} {function.name}"
        if twin is None:
            agreement.examples.append(f"only lizard: {place}")
            continue
        ours.remove(twin)
        agreement.found += 1
        agreement.same_end += twin.end_line == function.end_line
        agreement.same_complexity += twin.complexity == function.cyclomatic_complexity
        if twin.complexity != function.cyclomatic_complexity:
            agreement.examples.append(
                f"complexity: {place}: lizard {function.cyclomatic_complexity}, grader {twin.complexity}"
            )


def _twin(theirs: Any, ours: Iterable[FunctionFacts]) -> FunctionFacts | None:
    near = [
        function
        for function in ours
        if function.line == theirs.start_line
        or (abs(function.line - theirs.start_line) <= 3 and function.name.split("::")[-1] in theirs.name)
    ]
    return min(
        near,
        key=lambda function: (
            abs(function.line - theirs.start_line),
            abs(function.end_line - theirs.end_line),
        ),
        default=None,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Agreement of function facts with lizard")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--lines", type=int, default=60_000, help="most lines per language")
    parser.add_argument("--show", type=int, default=0, help="examples of differences per language")
    arguments = parser.parse_args()
    rows: dict[str, Agreement] = {}
    found = sources(arguments.folders or default_folders(), most_lines_per_language=arguments.lines)
    for source in found:
        compare(source, rows.setdefault(source.language, Agreement()))
    heads = ("lizard", "grader", "found", "same end", "same CC")
    print(" " * 12 + "".join(f"{head:>11}" for head in heads) + f"   goal {GOAL:g} %")
    for language, row in sorted(rows.items()):
        print(f"{language:12} {row}")
        step = max(1, len(row.examples) // max(1, arguments.show))
        for example in row.examples[::step][: arguments.show]:
            print("   ", example)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
