"""Dart: signature and body are nodes beside each other; function expressions with a block stand alone."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds, text_of

_SIGNATURES = ("method_signature", "declaration")


def _signature(node: Node) -> Node:
    """The signature proper, below the node that holds words such as ``static``."""
    while node.type in _SIGNATURES:
        inner = next((child for child in node.named_children if child.type.endswith("_signature")), None)
        if inner is None:
            return node
        node = inner
    return node


def _name(node: Node, data: bytes) -> str:
    signature = _signature(node)
    if signature.type == "function_expression":
        return "(anonymous)"
    parameters = _list(signature)
    end = parameters.start_byte if parameters is not None else signature.end_byte
    written = data[signature.start_byte : end].decode("utf-8", "replace")
    if signature.type == "operator_signature":
        return "operator" + written.rpartition("operator")[2].rstrip()
    name = signature.child_by_field_name("name")
    if name is not None and signature.type != "constructor_signature":
        return text_of(name, data)
    return written.split("<")[0].split()[-1] if written.split() else "(anonymous)"


def _list(signature: Node) -> Node | None:
    return next((child for child in signature.children if child.type == "formal_parameter_list"), None)


def _parameters(node: Node, _data: bytes) -> int:
    """Positional, optional and named parameters."""
    holder = _list(_signature(node))
    if holder is None:
        return 0
    groups = [child for child in holder.named_children if child.type == "optional_formal_parameters"]
    return sum(
        child.type == "formal_parameter" for each in (holder, *groups) for child in each.named_children
    )


DART = Grammar(
    "tree_sitter_dart",
    """
    (function_body) @body
    (function_expression body: (function_expression_body (block))) @function
    [(if_statement) (for_statement) (while_statement) (do_statement)] @branch
    [(switch_statement) (switch_expression)] @flow
    (try_statement) @nest
    [(catch_clause) (conditional_expression) (if_element) (for_element)] @choice
    [(switch_statement_case) "&&" "||" "??" "??=" "when"] @decision
    (logical_and_expression) @and @exhaustive
    (logical_or_expression) @or @exhaustive
    [(if_statement "else" @more) (if_element "else" @more)]
    [(break_statement (identifier)) (continue_statement (identifier))] @more
    (function_expression body: (function_expression_body "=>")) @lambda
    (try_statement (type_identifier) @decision . (block))
    (switch_expression_case) @case
    [(comment) (documentation_comment)] @comment
    (string_literal) @string
    [(import_or_export) (library_name) (part_directive) (part_of_directive)] @import
    """,
    kinds("formal_parameter"),
    name=_name,
    count=_parameters,
)
