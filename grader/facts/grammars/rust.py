"""Rust."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

RUST = Grammar(
    "tree_sitter_rust",
    """
    (function_item) @function
    [(if_expression) (for_expression) (while_expression)] @branch
    [(match_expression) (loop_expression)] @flow
    [(match_arm) (try_expression)] @decision
    (let_chain "&&" @decision)
    (token_tree ["&&" "||" "?"] @decision)
    (let_declaration "else" @alternative)
    [(else_clause) (let_chain)] @more
    [(break_expression (label)) (continue_expression (label))] @more
    (closure_expression) @lambda
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (match_pattern condition: (_) @decision)
    (match_expression) @exhaustive
    [(line_comment) (block_comment)] @comment
    (string_content) @string
    [(use_declaration) (extern_crate_declaration)] @import
    """,
    kinds("parameter variadic_parameter"),
)
