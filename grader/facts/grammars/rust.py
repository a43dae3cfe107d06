"""Rust."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

RUST = Grammar(
    "tree_sitter_rust",
    """
    (function_item) @function
    [(if_expression) (for_expression) (while_expression)] @branch
    [(match_expression) (loop_expression)] @nest
    [(match_arm) (try_expression) "&&" "||"] @decision
    (match_pattern condition: (_) @decision)
    (match_expression) @exhaustive
    [(line_comment) (block_comment)] @comment
    (string_content) @string
    [(use_declaration) (extern_crate_declaration)] @import
    """,
    kinds("parameter variadic_parameter"),
)
