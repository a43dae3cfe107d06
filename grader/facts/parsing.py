"""One file through tree-sitter, with a time limit, down to the few nodes the facts need."""

from __future__ import annotations

import os
import re
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tree_sitter import Node, QueryCursor

from grader.facts.function_names import is_named_by_parent
from grader.facts.grammars import GRAMMARS, loaded

PARSE_SECONDS = 10.0
"""Longest time one file may take; the slowest real file seen took 0.07 s."""

WIDEST = 20_000
"""Most children of one ERROR node. For these and for `LONGEST_RUN`, signs without a word, a search takes time
with the square of the number (seen in 0.26.1, whose progress callback for searches ends the process)."""
LONGEST_RUN = 10_000
DEEPEST = 30_000
"""Most levels of the tree: the search counts them in 16 bits, and beyond that it hardly ends."""
MOST_OPEN_MATCHES = 500
"""Most matches of the search that may be unfinished at once. Without it, thousands of operators in one
expression take time with the square of their number; beyond it, only the outermost of them go uncounted."""
_SIGN = rb"[!-/:-@\[-^`{-~]"
_LONG_RUN = re.compile(_SIGN + b"{%d}" % LONGEST_RUN)
_PIECE = 4096
"""Most bytes handed to the parser at once."""
_WORD = 16
"""Bytes handed to the search at once, which asks for the text of each word it has to look at."""
_MOST_MEMORY = 400_000_000
"""Most bytes one file may take while it is parsed; the largest real file takes a tenth of it."""
_ASKED_OFTEN = 50
"""The parser asks every hundred steps; memory is looked up each time it has asked so often."""
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SAMPLED = 100
_LONG_RUN_SAMPLED = re.compile(_SIGN + b"{%d}" % (LONGEST_RUN // _SAMPLED))


_MOST_PARENTS = 2_000


@dataclass(slots=True)
class Syntax:
    """Captured places of one file as (start byte, end byte), named like the captures in `grammars.grammar`;
    functions in source order with their node."""

    functions: list[tuple[int, int, Node]] = field(default_factory=list)
    branches: list[tuple[int, int]] = field(default_factory=list)
    nests: list[tuple[int, int]] = field(default_factory=list)
    flows: list[tuple[int, int]] = field(default_factory=list)
    choices: list[tuple[int, int]] = field(default_factory=list)
    lambdas: list[tuple[int, int]] = field(default_factory=list)
    ands: list[tuple[int, int]] = field(default_factory=list)
    ors: list[tuple[int, int]] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)
    alternatives: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)
    exhaustive: list[int] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    strings: list[tuple[int, int]] = field(default_factory=list)
    imports: list[tuple[int, int]] = field(default_factory=list)
    errors: int = 0

    @property
    def every_decision(self) -> list[int]:
        """Start bytes of all decisions beside branches, in no order."""
        spans = self.choices + self.ands + self.ors
        return self.decisions + self.alternatives + [start for start, _ in spans]


class ParseTimeout(Exception):
    """The parser did not finish in time."""


class _Pieces:
    """A source handed out piece by piece, to the parser always in the same few objects.

    tree-sitter (0.26.1) never gives back what its callback for reading returned. With a new object for each
    call, a grammar that often goes back, as Perl's does, kept many hundred times the size of the source.
    After the deadline the source is empty lines: within one token the parser asks nobody whether to go on."""

    __slots__ = ("_deadline", "_source", "are_words")
    _buffer = bytearray(_PIECE)

    def __init__(self, source: bytes, deadline: float) -> None:
        self._source, self._deadline = source, deadline
        self.are_words = False

    def __call__(self, offset: int, _point: object) -> bytes | memoryview:
        if self.are_words:
            return self._source[offset : offset + _WORD]
        piece = self._source[offset : offset + _PIECE]
        if time.monotonic() > self._deadline:
            piece = b"\n" * len(piece)
        view = self._view(len(piece))
        view[:] = piece
        return view

    @staticmethod
    @cache
    def _view(length: int) -> memoryview:
        return memoryview(_Pieces._buffer)[:length]


class _Limits:
    """Says when the parser has to stop: at the deadline, or with too many readings of an ambiguous text."""

    __slots__ = ("_asked", "_at_first", "_deadline")

    def __init__(self, deadline: float) -> None:
        self._deadline, self._at_first, self._asked = deadline, -1, 0

    def __call__(self, _offset: int, _error: bool) -> bool:
        self._asked += 1
        if self._asked % _ASKED_OFTEN == 0:
            used = _memory_used()
            if self._at_first < 0:
                self._at_first = used
            if used - self._at_first > _MOST_MEMORY:
                return True
        return time.monotonic() > self._deadline


def _memory_used() -> int:
    """Bytes of this process in memory; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def parse(data: bytes, grammar: str, seconds: float = PARSE_SECONDS) -> Syntax:
    """Parse UTF-8 `data` and collect the nodes named in the grammar's query.

    Raises ParseTimeout when parsing takes longer than `seconds`. The data goes in through a callable because
    tree-sitter calls `progress_callback` only then.
    """
    deadline = time.monotonic() + seconds
    rules = GRAMMARS[grammar]
    reader = rules.reader
    if reader is not None:
        try:
            captures, errors = reader(data, deadline)
        except TimeoutError as stopped:
            raise ParseTimeout(f"not read within {seconds:g} s") from stopped
        return _syntax(captures, data, errors)
    if _has_long_run(data):
        raise ParseTimeout("the search of the syntax tree would not end in time")
    parser, query = loaded(grammar)
    parser.reset()
    source = rules.prepare(data) if rules.prepare else data
    pieces = _Pieces(source, deadline)
    try:
        tree = parser.parse(pieces, progress_callback=_Limits(deadline))
    except ValueError as stopped:
        raise ParseTimeout(f"not parsed within {seconds:g} s and {_MOST_MEMORY:,d} bytes") from stopped
    if time.monotonic() > deadline:
        raise ParseTimeout(f"not parsed within {seconds:g} s")
    errors, widest = _errors(tree.root_node) if tree.root_node.has_error else (0, 0)
    if widest > WIDEST or _is_too_deep(tree.root_node):
        raise ParseTimeout("the search of the syntax tree would not end in time")
    pieces.are_words = True
    captures = QueryCursor(query, match_limit=MOST_OPEN_MATCHES).captures(tree.root_node)
    return _syntax(captures, data, errors)


def _has_long_run(data: bytes) -> bool:
    """Whether so many signs follow each other; a look at every hundredth byte rules out nearly all files."""
    return bool(_LONG_RUN_SAMPLED.search(data[::_SAMPLED]) and _LONG_RUN.search(data))


def _is_too_deep(root: Node) -> bool:
    """Whether a chain of nodes is longer than `DEEPEST`; only nodes with that many below them are entered."""
    if root.descendant_count <= DEEPEST:
        return False
    cursor = root.walk()
    while cursor.depth <= DEEPEST:
        node = cursor.node
        if node is not None and node.descendant_count + cursor.depth > DEEPEST and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
    return True


def _syntax(captures: dict[str, list[Node]], data: bytes, errors: int) -> Syntax:
    def spans(name: str) -> list[tuple[int, int]]:
        found = [node.byte_range for node in captures.get(name, ())]
        return [span for span in found if span[0] < span[1]]

    def starts(name: str) -> list[int]:
        return [node.start_byte for node in captures.get(name, ())]

    functions, inline = _functions(captures, data)
    return Syntax(
        functions,
        spans("branch"),
        spans("nest"),
        spans("flow"),
        spans("choice"),
        spans("lambda") + inline,
        _outside(_expressions(captures.get("and", [])), spans("preprocessor")),
        _outside(_expressions(captures.get("or", [])), spans("preprocessor")),
        _decisions(captures, data),
        starts("alternative"),
        starts("more"),
        starts("exhaustive"),
        spans("comment"),
        spans("string"),
        spans("import"),
        errors,
    )


def _functions(
    captures: dict[str, list[Node]], data: bytes
) -> tuple[list[tuple[int, int, Node]], list[tuple[int, int]]]:
    """Function nodes by start, outer before inner, and spans of arrow functions that are mere expressions.

    A node that two patterns capture counts once."""
    nodes = captures.get("function", [])
    inline = []
    for arrow in captures.get("arrow", ()):
        if _stands_alone(arrow, data):
            nodes.append(arrow)
        else:
            inline.append(arrow.byte_range)
    found = {node.byte_range: node for node in nodes}
    for node in captures.get("outdented", ()):
        found[node.start_byte, _end_of_code(node)] = node
    for body in captures.get("body", ()):
        declaration = body.prev_named_sibling
        if declaration is not None:
            found[declaration.start_byte, body.end_byte] = declaration
    return [(*span, found[span]) for span in sorted(found, key=_outer_first)], inline


def _outside(found: list[tuple[int, int]], left_out: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that do not start within the spans left out, which do not overlap."""
    if not left_out:
        return found
    starts, ends = zip(*sorted(left_out), strict=True)
    return [
        span for span in found if (place := bisect_right(starts, span[0])) == 0 or span[0] >= ends[place - 1]
    ]


def _end_of_code(node: Node) -> int:
    """Where the last token ends: a block that indentation closes reaches to the next token behind it."""
    end, current = node.end_byte, node
    while current.child_count:
        inner = [child for child in current.children if child.end_byte > child.start_byte]
        while inner and "comment" in inner[-1].type:
            inner.pop()
        if not inner:
            return end
        current = inner[-1]
        end = current.end_byte
    return end


def _expressions(nodes: list[Node]) -> list[tuple[int, int]]:
    """Spans of boolean expressions, captured whole or by their operator alone, which is found faster in Go.

    Asking for parents takes time with the depth, so very many operators stand for themselves."""
    if len(nodes) > _MOST_PARENTS:
        return [node.byte_range for node in nodes]
    return [(node if node.is_named else node.parent or node).byte_range for node in nodes]


def _outer_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _stands_alone(arrow: Node, data: bytes) -> bool:
    """Whether an arrow function has a block or is given a name; others are mere expressions."""
    body = arrow.child_by_field_name("body")
    if body is not None and body.type == "statement_block":
        return True
    start = arrow.start_byte
    return data[max(0, start - 64) : start].rstrip().endswith(b"=") and is_named_by_parent(arrow)


def _decisions(captures: dict[str, list[Node]], data: bytes) -> list[int]:
    found = [node.start_byte for node in captures.get("decision", ())]
    for node in captures.get("case", ()):
        start = node.start_byte
        if not _is_default(data[start : min(node.end_byte, start + 16)]):
            found.append(start)
    return found


def _is_default(text: bytes) -> bool:
    """Whether a captured case is the one for everything else, which is no decision."""
    words = text.removeprefix(b"case").lstrip()
    if words.startswith(b"_"):
        return words[1:].lstrip()[:1] in (b":", b"=", b"-")
    return words.startswith((b"else", b"*)", b"true ->"))


def _errors(root: Node) -> tuple[int, int]:
    """Number of ERROR and missing nodes, most children of one; nodes below an ERROR are not entered."""
    cursor = root.walk()
    errors = widest = 0
    while True:
        node = cursor.node
        if node is not None and node.has_error:
            if node.is_error or node.is_missing:
                errors, widest = errors + 1, max(widest, node.child_count)
            elif cursor.goto_first_child():
                continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return errors, widest
