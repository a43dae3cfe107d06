"""Python."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

PYTHON = Grammar(
    "tree_sitter_python",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement)] @branch
    (match_statement) @flow
    (try_statement) @nest
    [(except_clause) (conditional_expression)] @choice
    [(for_in_clause) (if_clause)] @decision
    (elif_clause) @alternative
    (else_clause) @more
    (boolean_operator operator: "and") @and
    (boolean_operator operator: "or") @or
    (lambda) @lambda
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
