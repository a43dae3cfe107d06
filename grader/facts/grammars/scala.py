"""Scala 2 and 3: function literals belong to the function around them."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds


def _parameters(node: Node, _data: bytes) -> int:
    """Parameters of all lists: ``(a: Int)(implicit b: Int)`` are two."""
    lists = node.children_by_field_name("parameters")
    return sum(child.type == "parameter" for each in lists for child in each.named_children)


SCALA = Grammar(
    "tree_sitter_scala",
    """
    (function_definition) @outdented
    [(if_expression) (for_expression) (while_expression) (do_while_expression)] @branch
    (match_expression) @flow
    (try_expression) @nest
    (if_expression "else" @more)
    (catch_clause) @choice @exhaustive
    (lambda_expression) @lambda
    [(case_clause) (guard)] @decision
    (match_expression body: (case_block (case_clause pattern: (wildcard) . (_)) @exhaustive))
    ((infix_expression operator: (operator_identifier) @_o) @and (#eq? @_o "&&"))
    ((infix_expression operator: (operator_identifier) @_o) @or (#eq? @_o "||"))
    [(comment) (block_comment)] @comment
    (string) @string
    [(import_declaration) (package_clause)] @import
    """,
    kinds("parameter"),
    annotated=True,
    count=_parameters,
)
