"""Perl: anonymous subroutines stand alone; parameters are what a subroutine takes from ``@_`` first."""

from __future__ import annotations

import re

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds, text_of

_LOOKED_AT = 4000
_TAKEN = re.compile(
    rb"\s*(?:my\s*\(([^()]*)\)\s*=\s*@_|"
    rb"my\s*([$@%]\w+)\s*=\s*(?:shift\b(?:\s*\(?\s*@_\s*\)?)?|@_|\$_\[\d+\]))"
    rb"[^;\n]*;"
)
_SELF = (b"$self", b"$class", b"undef", b"")


def _name(node: Node, data: bytes) -> str:
    """The name, or the variable an anonymous subroutine is assigned to."""
    name = node.child_by_field_name("name")
    parent = node.parent
    if name is None and parent is not None and parent.type == "assignment_expression":
        name = parent.child_by_field_name("left")
    if name is None:
        return "(anonymous)"
    return text_of(name, data).removeprefix("my ")


def _parameters(node: Node, data: bytes) -> int:
    """Those of the signature; without one those taken from ``@_`` by the first statements."""
    signature = next((child for child in node.named_children if child.type == "signature"), None)
    if signature is not None:
        return sum(_is_one(data[child.start_byte : child.end_byte]) for child in signature.named_children)
    body = node.child_by_field_name("body")
    if body is None:
        return 0
    start = body.start_byte + 1
    text, position, count = data[start : min(start + _LOOKED_AT, body.end_byte)], 0, 0
    while taken := _TAKEN.match(text, position):
        count += sum(map(_is_one, (taken.group(1) or taken.group(2) or b"").split(b",")))
        position = taken.end()
    return count


def _is_one(text: bytes) -> bool:
    return text.split(b"=")[0].strip() not in _SELF


PERL = Grammar(
    "tree_sitter_perl",
    """
    (subroutine_declaration_statement body: (_)) @function
    (method_declaration_statement body: (_)) @function
    [(anonymous_subroutine_expression) (anonymous_method_expression)] @function
    [(conditional_statement) (for_statement) (cstyle_for_statement) (loop_statement)
     (postfix_conditional_expression) (postfix_loop_expression) (postfix_for_expression)] @branch
    (try_statement) @nest
    (elsif) @alternative
    (else) @more
    [(goto_expression) (loopex_expression (label))] @more
    [(map_grep_expression callback: (block)) (sort_expression callback: (block))] @lambda
    (conditional_expression) @choice
    ["//" "&&=" "||=" "//="] @decision
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (lowprec_logical_expression operator: "and") @and
    (lowprec_logical_expression operator: "or") @or
    (try_statement "catch" @decision)
    [(comment) (pod) (data_section)] @comment
    [(string_content) (string_literal) (heredoc_content) (regexp_content)] @string
    [(use_statement) (package_statement) (require_expression)] @import
    """,
    kinds(""),
    else_if=False,
    name=_name,
    count=_parameters,
)
