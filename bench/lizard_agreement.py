"""How far boundaries and complexity of functions agree with lizard, on real source, and why they do not.

    python -m bench.lizard_agreement [FOLDER ...] [--lines 60000] [--languages Perl,Ruby] [--show 5]

A function is the same when it starts on the same line or, within three lines, has the same name, for lizard
starts C functions at the name and not at the type; nameless ones may begin one line apart. It agrees when
last line and complexity are equal, too.
Each disagreement is put into a class by a rule that looks at the syntax tree and at the very words that each
of the two counted (`bench.lizard_tokens`); no class is given by name or place:

* *listed*: lizard lists a lambda or a block, which the grader counts to the function around it; a keyword
  (``if``, ``new``) or ``*global*``; a place where the syntax tree, free of errors there, has no function,
  such as a declaration without a body, a call or a macro.
* *end*: lizard ends the function on another line, while the syntax tree has no error between its first line
  and the end that either of the two sees.
* *inner*: together with the functions and lambdas inside, both counted the same words.
* *convention*: the words that only one of the two counted are all in `bench.lizard_conventions`.
* *unexplained*: anything else; these count against the grader.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.facts_and_duplicates import function_facts
from bench.lizard_conventions import conventions
from bench.lizard_tokens import captured, grader_words, lizard_functions
from bench.sources import SAME_FOR_BOTH, Source, default_folders, sources
from grader.facts.function_names import ANONYMOUS
from grader.facts.model import FunctionFacts
from grader.facts.parsing import ParseTimeout

GOAL = 97.0
ALSO_READ = frozenset((".swift", ".scala", ".m", ".mm", ".lua", ".pl", ".pm", ".r", ".R"))
_KEYWORDS = frozenset(
    [
        *("if", "for", "while", "switch", "catch", "foreach", "new"),
        *("return", "using", "lock", "else", "do", "function", "match"),
    ]
)
_LAMBDAS = ("lambda", "arrow")


@dataclass(slots=True)
class Agreement:
    """Counts for one language; `examples` are places of unexplained differences."""

    theirs: int = 0
    ours: int = 0
    found: int = 0
    same_end: int = 0
    same_complexity: int = 0
    same: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    conventions: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def explained(self) -> int:
        return sum(self.classes.values()) - self.classes["unexplained"]

    def __str__(self) -> str:
        shares = (self.found, self.theirs), (self.same_end, self.found), (self.same_complexity, self.found)
        return (
            f"{self.theirs:8,d} {self.ours:8,d} "
            + " ".join(_percent(part, whole) for part, whole in (*shares, (self.same, self.theirs)))
            + f" {_percent(self.same + self.explained, self.theirs)} {self.classes['unexplained']:12d}"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:9.1f} %" if whole else "          –"


@dataclass(slots=True)
class _File:
    source: Source
    theirs: list[Any]
    ours: list[FunctionFacts]
    words: dict[int, Counter[str]]
    errors: list[tuple[int, int]]
    lambda_lines: frozenset[int]
    pairs: list[tuple[Any, FunctionFacts | None]]
    only_ours: list[FunctionFacts]

    def has_error(self, first: int, last: int) -> bool:
        return any(start <= last and first <= end for start, end in self.errors)


def compare(source: Source, agreement: Agreement) -> None:
    """Match the functions of one file and add to the counts; files that one cannot read are left out."""
    theirs = lizard_functions(source)
    try:
        ours = list(function_facts(source)[0])
    except ParseTimeout:
        return
    if not theirs:
        return
    captures, errors = captured(source)
    lambdas = frozenset(
        source.data.count(b"\n", 0, node.start_byte) + 1
        for name in _LAMBDAS
        for node in captures.get(name, ())
    )
    words = grader_words(source, ours, captures)
    left, pairs = list(ours), []
    for function in theirs:
        twin = _twin(function, left)
        pairs.append((function, twin))
        if twin is not None:
            left.remove(twin)
    file = _File(source, theirs, ours, words, errors, lambdas, pairs, left)
    agreement.ours += len(ours)
    for function, twin in pairs:
        _count(file, function, twin, agreement)


def _count(file: _File, theirs: Any, ours: FunctionFacts | None, agreement: Agreement) -> None:
    agreement.theirs += 1
    place = f"{file.source.path}:{theirs.start_line} {theirs.name}"
    if ours is None:
        kind = _why_listed(file, theirs)
    else:
        same_end = ours.end_line == theirs.end_line
        same_complexity = ours.complexity == theirs.cyclomatic_complexity
        agreement.found += 1
        agreement.same_end += same_end
        agreement.same_complexity += same_complexity
        if same_end and same_complexity:
            agreement.same += 1
            return
        kind = _why_other(file, theirs, ours, agreement)
        place += f": lizard {theirs.cyclomatic_complexity}, grader {ours.complexity}"
        place += f"; {_told(_difference([theirs], [ours], file))}"
    agreement.classes[kind] += 1
    if kind == "unexplained":
        agreement.examples.append(place)


def _why_listed(file: _File, theirs: Any) -> str:
    """The class of a function that only lizard lists."""
    if theirs.start_line in file.lambda_lines:
        return "listed: lambda or block"
    if theirs.name.split("::")[-1].strip() in _KEYWORDS or theirs.name == "*global*":
        return "listed: keyword"
    if not file.has_error(theirs.start_line - 1, theirs.start_line + 1):
        return "listed: no function there"
    return "unexplained"


def _why_other(file: _File, theirs: Any, ours: FunctionFacts, agreement: Agreement) -> str:
    """The class of a function that both know and measure differently."""
    difference = _difference([theirs], [ours], file)
    if ours.end_line != theirs.end_line:
        wrong = file.has_error(ours.line, max(ours.end_line, theirs.end_line))
        return "unexplained" if wrong else "end"
    if not _difference(_inside(theirs, file), _our_inside(ours, file), file):
        return "inner"
    if file.source.language == "Lua" and b"#" in _text(file, ours):
        return "convention: lizard takes # for a comment"
    if _loses_around_markup(file, ours, difference):
        return "convention: lizard loses operators around markup in scripts"
    for candidate in (difference, _difference(_inside(theirs, file), _our_inside(ours, file), file)):
        told = conventions(file.source.language, candidate)
        if told:
            agreement.conventions.update(told)
            return "convention"
    return "unexplained"


def _loses_around_markup(file: _File, ours: FunctionFacts, difference: dict[str, int]) -> bool:
    """Whether only the grader counted some operators of a function with JSX, and lizard none of its own."""
    if file.source.language not in ("JavaScript", "TypeScript"):
        return False
    text = _text(file, ours)
    return all(amount < 0 for amount in difference.values()) and (b"/>" in text or b"</" in text)


def _text(file: _File, function: FunctionFacts) -> bytes:
    return b"\n".join(file.source.data.split(b"\n")[function.line - 1 : function.end_line])


def _inside(theirs: Any, file: _File) -> list[Any]:
    """The function and those inside of it that only lizard lists."""
    inner = [
        function
        for function, twin in file.pairs
        if twin is None and theirs.start_line <= function.start_line <= theirs.end_line
    ]
    return [theirs, *(function for function in inner if function is not theirs)]


def _our_inside(ours: FunctionFacts, file: _File) -> list[FunctionFacts]:
    """The function and those inside of it that only the grader lists."""
    return [ours, *(one for one in file.only_ours if ours.line <= one.line and one.end_line <= ours.end_line)]


def _difference(theirs: Iterable[Any], ours: Iterable[FunctionFacts], file: _File) -> dict[str, int]:
    """Words by how much more often lizard counted them (below 0: the grader)."""
    counted: Counter[str] = Counter()
    for function in theirs:
        counted.update(function.counted)
    for own in ours:
        counted.subtract(file.words[id(own)])
    return {word: amount for word, amount in sorted(counted.items()) if amount}


def _told(difference: dict[str, int]) -> str:
    return " ".join(f"{word} {amount:+d}" for word, amount in difference.items()) or "same words"


def _twin(theirs: Any, ours: Iterable[FunctionFacts]) -> FunctionFacts | None:
    near = [
        function
        for function in ours
        if function.line == theirs.start_line
        or (abs(function.line - theirs.start_line) <= 3 and function.name.split("::")[-1] in theirs.name)
        or (function.line == theirs.start_line - 1 and _nameless(function.name) and _nameless(theirs.name))
    ]
    return min(
        near,
        key=lambda function: (
            abs(function.line - theirs.start_line),
            abs(function.end_line - theirs.end_line),
        ),
        default=None,
    )


def _nameless(name: str) -> bool:
    """Whether the name is a sign: lizard starts such functions of Lua one line late."""
    return not any(map(str.isalnum, name)) or name == ANONYMOUS


def main() -> int:
    parser = argparse.ArgumentParser(description="Agreement of function facts with lizard")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--lines", type=int, default=60_000, help="most lines per language")
    parser.add_argument("--languages", default="", help="only these, separated by commas")
    parser.add_argument(
        "--show", type=int, default=0, help="examples of unexplained differences per language"
    )
    arguments = parser.parse_args()
    wanted = {name for name in arguments.languages.split(",") if name}
    rows: dict[str, Agreement] = {}
    found = sources(
        arguments.folders or default_folders(),
        most_lines_per_language=arguments.lines,
        endings=SAME_FOR_BOTH | ALSO_READ,
    )
    for source in found:
        if not wanted or source.language in wanted:
            compare(source, rows.setdefault(source.language, Agreement()))
    _print(rows, arguments.show)
    return 0


def _print(rows: dict[str, Agreement], show: int) -> None:
    print(
        " " * 12
        + "  lizard   grader       found    same end     same CC    all same   explained  unexplained"
    )
    total = Agreement()
    for language, row in sorted(rows.items()):
        print(f"{language:12}{row}")
        for name in ("theirs", "ours", "found", "same_end", "same_complexity", "same", "classes"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    print(f"{'all':12}{total}   goal {GOAL:g} %")
    for language, row in sorted(rows.items()):
        print(f"\n{language}: " + ", ".join(f"{kind} {number}" for kind, number in row.classes.most_common()))
        for text, number in row.conventions.most_common():
            print(f"    {number:6d}  {text}")
        step = max(1, len(row.examples) // max(1, show))
        for example in row.examples[::step][:show]:
            print("    unexplained:", example)


if __name__ == "__main__":
    raise SystemExit(main())
