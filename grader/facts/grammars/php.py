"""PHP."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

PHP = Grammar(
    "tree_sitter_php",
    """
    (function_definition) @function
    (method_declaration body: (_)) @function
    (anonymous_function) @function
    [(if_statement) (for_statement) (foreach_statement) (while_statement) (do_statement)] @branch
    [(switch_statement) (match_expression)] @flow
    (try_statement) @nest
    [(catch_clause) (conditional_expression)] @choice
    [(case_statement) (match_conditional_expression) "??" "??="] @decision
    (else_if_clause) @alternative
    (else_clause) @more
    [(break_statement (integer)) (continue_statement (integer)) (goto_statement)] @more
    (arrow_function) @lambda
    (binary_expression operator: ["&&" "and"]) @and
    (binary_expression operator: ["||" "or"]) @or
    (comment) @comment
    [(string_content) (nowdoc_string) (text)] @string
    [(namespace_use_declaration) (namespace_definition !body)] @import
    """,
    kinds("simple_parameter variadic_parameter property_promotion_parameter"),
    loader="language_php",
    annotated=True,
)
