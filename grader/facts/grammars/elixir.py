"""Elixir: each clause of a function is a function; anonymous ones belong to the function around them."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds, text_of


def _head(node: Node) -> Node | None:
    """``fee(age)`` in ``def fee(age) when age > 3 do``."""
    arguments = next((child for child in node.named_children if child.type == "arguments"), None)
    head = arguments.named_children[0] if arguments is not None and arguments.named_children else None
    if head is not None and head.type == "binary_operator":
        operator = head.child_by_field_name("operator")
        if operator is not None and operator.type == "when":
            head = head.child_by_field_name("left")
    return head


def _name(node: Node, data: bytes) -> str:
    head = _head(node)
    name = head.child_by_field_name("target") if head is not None and head.type == "call" else head
    return text_of(name, data)[:80] or "(anonymous)"


def _parameters(node: Node, _data: bytes) -> int:
    head = _head(node)
    if head is None or head.type != "call":
        return 0
    arguments = next((child for child in head.named_children if child.type == "arguments"), None)
    return len(arguments.named_children) if arguments is not None else 0


ELIXIR = Grammar(
    "tree_sitter_elixir",
    """
    ((call target: (identifier) @_d (do_block)) @function
     (#any-of? @_d "def" "defp" "defmacro" "defmacrop"))
    ((call target: (identifier) @_d
      (arguments (keywords (pair key: (keyword) @_k)))) @function
     (#any-of? @_d "def" "defp" "defmacro" "defmacrop") (#match? @_k "^do:"))
    ((call target: (identifier) @_d) @branch (#any-of? @_d "if" "unless" "for"))
    ((call target: (identifier) @_d (do_block)) @flow (#any-of? @_d "case" "cond" "receive" "with"))
    ((call target: (identifier) @_d (do_block)) @nest (#eq? @_d "try"))
    (else_block) @more
    ((call target: (identifier) @_d (arguments (keywords (pair key: (keyword) @more))))
     (#any-of? @_d "if" "unless") (#match? @more "^else:"))
    (anonymous_function) @lambda
    (do_block (stab_clause) @case)
    (else_block (stab_clause) @case)
    [(rescue_block) (catch_block)] @choice
    (stab_clause left: (binary_operator operator: "when" @decision))
    ((call target: (identifier) @_d (arguments (binary_operator operator: "<-" @decision))) (#eq? @_d "with"))
    (binary_operator operator: ["&&" "and"]) @and
    (binary_operator operator: ["||" "or"]) @or
    (comment) @comment
    ((unary_operator operator: "@" operand: (call target: (identifier) @_d)) @comment
     (#any-of? @_d "doc" "moduledoc" "typedoc"))
    (quoted_content) @string
    ((call target: (identifier) @_d) @import (#any-of? @_d "alias" "import" "use" "require"))
    """,
    kinds(""),
    else_if=False,
    name=_name,
    count=_parameters,
)
