"""JavaScript, TypeScript and TSX: one query, three grammars."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

_QUERY = """
    [(function_declaration) (generator_function_declaration) (method_definition) (function_expression)
     (generator_function)] @function
    (arrow_function) @arrow
    [(if_statement) (for_statement) (for_in_statement) (while_statement) (do_statement)] @branch
    (switch_statement) @flow
    (try_statement) @nest
    [(catch_clause) (ternary_expression)] @choice
    [(switch_case) "??" "&&=" "||=" "??="] @decision
    (else_clause) @more
    [(break_statement label: (_)) (continue_statement label: (_))] @more
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (comment) @comment
    (string_fragment) @string
    (regex_pattern) @string
    (import_statement) @import
"""

JAVASCRIPT = Grammar(
    "tree_sitter_javascript",
    _QUERY,
    kinds("identifier assignment_pattern object_pattern array_pattern rest_pattern"),
)

TYPESCRIPT = Grammar(
    "tree_sitter_typescript",
    _QUERY,
    kinds("required_parameter optional_parameter identifier"),
    loader="language_typescript",
)

TSX = Grammar(
    "tree_sitter_typescript",
    _QUERY,
    kinds("required_parameter optional_parameter identifier"),
    loader="language_tsx",
)
