"""Groovy, also of Jenkins: closures belong to the method around them."""

from __future__ import annotations

import re

from grader.facts.grammars.grammar import Grammar, kinds

_NO_ARROW = re.compile(rb"(?<!<)=>")


def _without_foreign_arrows(data: bytes) -> bytes:
    """``=>`` is no Groovy; thousands of them took gigabytes after the parser had asked for the last time."""
    return _NO_ARROW.sub(b"->", data) if b"=>" in data else data


GROOVY = Grammar(
    "dekobon_tree_sitter_groovy",
    """
    (method_declaration body: (_)) @function
    (constructor_declaration body: (_)) @function
    [(if_statement) (for_statement) (for_in_statement) (while_statement) (do_while_statement)] @branch
    (switch_expression) @flow
    (try_statement) @nest
    [(catch_clause) (ternary_expression)] @choice
    [(switch_case) (switch_arrow_case) "?:" "?="] @decision
    (if_statement "else" @more)
    [(break_statement label: (_)) (continue_statement label: (_))] @more
    (closure) @lambda
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    [(line_comment) (block_comment) (groovydoc_comment) (shebang)] @comment
    (string_fragment) @string
    [(import_declaration) (package_declaration)] @import
    """,
    kinds("formal_parameter"),
    annotated=True,
    prepare=_without_foreign_arrows,
)
