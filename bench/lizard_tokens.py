"""What exactly lizard and the grader count in each function, word by word.

lizard counts tokens: the one at hand is noted whenever a function's complexity rises. The grader counts nodes
of the syntax tree: each is named by the word it stands for. So every difference of complexity can be told by
the words that only one of the two counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import lizard
from tree_sitter import Node, QueryCursor

from bench.sources import Source
from grader.facts.grammars import GRAMMARS, loaded
from grader.facts.model import FunctionFacts
from grader.facts.parsing import parse

_KEYWORD = re.compile(
    rb"(?:#\s*)?(?:else\s*if|elseif|elsif|elif|else|if|unless|guard|foreach|for|while|until|repeat|do|case|when|in|"
    rb"catch|except|rescue|match|where|loop|select|try|switch)\b"
)
_SAME = {"do": "while", "else if": "if", "->": "arm", "=>": "arm", "select": "for"}
_COUNTED = ("branch", "choice", "decision", "alternative", "and", "or", "case")
_OPERATORS = ("&&", "||", "and", "or")


class _Noting(lizard.FileInfoBuilder):  # type: ignore[misc]
    """Notes beside each function which tokens made it more complex."""

    at_hand = ""

    def add_condition(self, inc: int = 1) -> None:
        word = " ".join(self.at_hand.split()).replace("# ", "#").split(" ")[0]
        self.current_function.__dict__.setdefault("counted", Counter())[_SAME.get(word, word)] += inc
        super().add_condition(inc)


def lizard_functions(source: Source) -> list[Any]:
    """lizard's functions of a file, each with a Counter `counted`; empty where lizard fails."""

    def note(tokens: Iterable[str], reader: Any) -> Iterator[str]:
        for token in tokens:
            reader.context.at_hand = token
            yield token

    context = _Noting(source.path)
    reader = (lizard.get_reader_for(source.path) or lizard.CLikeReader)(context)
    tokens = reader.generate_tokens(source.data.decode("utf-8", "replace"))
    *others, conditions = lizard.get_extensions([])
    try:
        for processor in (note, *others, note, conditions):  # at first, because conditions for the compiler
            tokens = processor(tokens, reader)
        for _ in reader(tokens, reader):
            pass
    except Exception:
        return []
    found: list[Any] = context.fileinfo.function_list
    for function in found:
        function.__dict__.setdefault("counted", Counter())
    return found


def grader_words(
    source: Source, functions: list[FunctionFacts], captures: dict[str, list[Any]]
) -> dict[int, Counter[str]]:
    """The words counted in each function, by the function's `id`; inner functions count for themselves."""
    starts = [0, *(match.end() for match in re.finditer(rb"\n", source.data))]
    found: dict[int, Counter[str]] = {id(function): Counter() for function in functions}
    by_size = sorted(functions, key=lambda function: function.end_line - function.line)
    for position, word, amount in _decisions(source, captures):
        line = bisect_right(starts, position)
        owner = next((f for f in by_size if f.line <= line <= f.end_line), None)
        if owner is not None:
            found[id(owner)][word] += amount
    return found


def captured(source: Source) -> tuple[dict[str, list[Any]], list[tuple[int, int]]]:
    """The grammar's captures of a file and the first and last 1-based lines of places with errors."""
    grammar = GRAMMARS[source.grammar]
    if grammar.reader is not None:
        captures, errors = grammar.reader(source.data, float("inf"))
        return captures, [(1, source.lines)] if errors else []
    parser, query = loaded(source.grammar)
    root = parser.parse(grammar.prepare(source.data) if grammar.prepare else source.data).root_node
    return QueryCursor(query).captures(root), list(_errors(root))


def _errors(root: Node) -> Iterator[tuple[int, int]]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            yield node.start_point.row + 1, node.end_point.row + 1
        elif node.has_error:
            waiting.extend(node.children)


def _decisions(source: Source, captures: dict[str, list[Any]]) -> Iterator[tuple[int, str, int]]:
    syntax = parse(source.data, source.grammar)
    kept = {span[0] for span in syntax.ands + syntax.ors}
    for name in _COUNTED:
        for node in captures.get(name, ()):
            if name in ("and", "or") and node.start_byte not in kept:
                continue
            if name != "case" or node.start_byte in syntax.decisions:
                yield node.start_byte, _word(node, name, source.data), 1
    for node in captures.get("exhaustive", ()):
        yield node.start_byte, "arm", -1


def _word(node: Any, capture: str, data: bytes) -> str:
    text = data[node.start_byte : node.end_byte]
    if capture in ("and", "or"):
        written = {
            data[child.start_byte : child.end_byte].decode("ascii", "replace") for child in node.children
        }
        return next((operator for operator in _OPERATORS if operator in written), capture)
    kind = str(node.type)
    if kind == "operator" or not getattr(node, "is_named", True):
        return text.decode("utf-8", "replace")
    if kind == "repeat_while_statement" or kind == "do_statement":
        return "while"
    if "arm" in kind or kind in ("when_entry", "match_conditional_expression", "switch_expression_case"):
        return "arm"
    if kind.startswith("postfix_") or kind.endswith("_modifier"):
        words = [child.type for child in node.children if not child.is_named]
        return next((word for word in words if _KEYWORD.fullmatch(word.encode())), kind)
    if ("conditional" in kind and "statement" not in kind and b"?" in text) or "ternary" in kind:
        return "?"
    keyword = _KEYWORD.match(text)
    if keyword is None:
        return {"try_expression": "?", "conditional_expression": "if"}.get(kind, kind)
    word = " ".join(keyword.group().decode().split())
    return _SAME.get(word, word)
