"""Python."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

PYTHON = Grammar(
    "tree_sitter_python",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement)] @branch
    [(match_statement) (try_statement)] @nest
    [(elif_clause) (except_clause) (for_in_clause) (if_clause) (conditional_expression) "and" "or"] @decision
    (case_clause) @case
    (comment) @comment
    (module (expression_statement . (string) @comment .))
    (block . (expression_statement . (string) @comment .))
    (string_content) @string
    [(import_statement) (import_from_statement) (future_import_statement)] @import
    """,
    kinds(
        "identifier typed_parameter default_parameter typed_default_parameter list_splat_pattern "
        "dictionary_splat_pattern tuple_pattern"
    ),
    else_if=False,
)
