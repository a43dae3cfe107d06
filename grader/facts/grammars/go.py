"""Go."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

GO = Grammar(
    "tree_sitter_go",
    """
    (function_declaration body: (_)) @function
    (method_declaration body: (_)) @function
    (func_literal) @function
    [(if_statement) (for_statement)] @branch
    [(expression_switch_statement) (type_switch_statement) (select_statement)] @flow
    [(expression_case) (type_case) (communication_case)] @decision
    (if_statement "else" @more)
    [(break_statement (label_name)) (continue_statement (label_name)) (goto_statement)] @more
    "&&" @and
    "||" @or
    (comment) @comment
    [(interpreted_string_literal_content) (raw_string_literal_content)] @string
    [(import_declaration) (package_clause)] @import
    """,
    kinds("parameter_declaration variadic_parameter_declaration"),
    flags=kinds("grouped_parameters"),
)
