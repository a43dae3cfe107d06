"""Shell (bash, sh, zsh, ksh): a function's parameters are the highest of ``$1``, ``$2`` … that it names."""

from __future__ import annotations

import re

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds

_QUOTED_OR_PARAMETER = re.compile(rb"'[^']*+'|\$\{?\#?([1-9]\d?)(?!\d)|\\.|(?<![\w$])\#[^\n]*+", re.DOTALL)


def _positional(node: Node, data: bytes) -> int:
    """The highest positional parameter named outside of single quotes and comments."""
    found = (match.group(1) for match in _QUOTED_OR_PARAMETER.finditer(data, node.start_byte, node.end_byte))
    return max((int(number) for number in found if number), default=0)


SHELL = Grammar(
    "tree_sitter_bash",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (c_style_for_statement) (while_statement)] @branch
    (case_statement) @flow
    (elif_clause) @alternative
    (else_clause) @more
    ((command name: (command_name) @_n argument: (number)) @more (#any-of? @_n "break" "continue"))
    (ternary_expression) @choice
    (list "&&") @and
    (list "||") @or
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (case_item) @case
    (comment) @comment
    [(string_content) (raw_string) (ansi_c_string) (heredoc_body) (regex)] @string
    ((command name: (command_name) @_n) @import (#any-of? @_n "source" "."))
    """,
    kinds(""),
    else_if=False,
    count=_positional,
)
