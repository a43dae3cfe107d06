"""What is known about one language's syntax tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Grammar:
    """One tree-sitter grammar; what its captures count for, says `grader.facts.complexity`.

    `query` captures

    * function, body (of a function whose declaration is the node before), arrow (a function when it has a
      block or a name, else a lambda), lambda (belongs to the function around it);
    * branch: ``if`` and loops with a condition, a decision and a level of nesting;
    * flow: ``switch`` and loops without a condition, a level but no decision; nest: ``try``, a level that
      counts for the nesting alone;
    * choice: ternary and ``catch`` with all that is inside of them, a decision without a level;
    * alternative: ``elif`` and the like where they are no ``if`` of their own, a decision;
    * more: what adds one to the cognitive complexity alone: ``else``, jumps to a label;
    * and, or: the whole expression with one such operator, a decision; decision: any other, such as ``??``;
      case: a decision unless it is the default; exhaustive: one decision less;
    * comment, string and import.

    `parameter_kinds` are the children of a parameter list that count; `else_if` says whether ``else if``
    is one construct; `annotated` whether annotations are part of a function's node; `flags` name
    peculiarities of parameter lists. `name` and `count` find name and number of parameters of a
    function's node where the general way does not; they return None for the general way. `reader` finds
    the captured places itself, and the number of errors, where tree-sitter has no grammar; it raises
    TimeoutError after a moment of the monotonic clock."""

    module: str
    query: str
    parameter_kinds: frozenset[str]
    loader: str = "language"
    parameters_field: str | None = "parameters"
    else_if: bool = True
    annotated: bool = False
    flags: frozenset[str] = field(default_factory=frozenset)
    name: Callable[[Node, bytes], str | None] | None = None
    count: Callable[[Node, bytes], int | None] | None = None
    prepare: Callable[[bytes], bytes] | None = None
    reader: Callable[[bytes, float], tuple[dict[str, list[Any]], int]] | None = None


def kinds(text: str) -> frozenset[str]:
    """Kinds of nodes, written one after the other with spaces between."""
    return frozenset(text.split())


def text_of(node: Node | None, data: bytes) -> str:
    """The source text of a node; nothing for no node."""
    return "" if node is None else data[node.start_byte : node.end_byte].decode("utf-8", "replace")
