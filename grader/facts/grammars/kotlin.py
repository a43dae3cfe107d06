"""Kotlin."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds
from grader.facts.grammars.kotlin_text import as_the_grammar_reads_it

KOTLIN = Grammar(
    "tree_sitter_kotlin",
    """
    (function_declaration (function_body)) @function
    (secondary_constructor (block)) @function
    (getter (function_body)) @function
    (setter (function_body)) @function
    [(if_expression) (for_statement) (while_statement) (do_while_statement)] @branch
    (when_expression) @flow
    (try_expression) @nest
    (catch_block) @choice
    "?:" @decision
    (if_expression "else" @more)
    [(lambda_literal) (anonymous_function)] @lambda
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (when_entry) @case
    [(line_comment) (block_comment)] @comment
    (string_content) @string
    [(import) (package_header)] @import
    """,
    kinds("parameter"),
    parameters_field=None,
    annotated=True,
    prepare=as_the_grammar_reads_it,
)
