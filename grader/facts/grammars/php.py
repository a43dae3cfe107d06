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
    [(switch_statement) (match_expression) (try_statement)] @nest
    [(else_if_clause) (case_statement) (match_conditional_expression) (catch_clause) (conditional_expression)
     "&&" "||" "and" "or" "??" "??="] @decision
    (comment) @comment
    [(string_content) (nowdoc_string) (text)] @string
    [(namespace_use_declaration) (namespace_definition !body)] @import
    """,
    kinds("simple_parameter variadic_parameter property_promotion_parameter"),
    loader="language_php",
    annotated=True,
)
