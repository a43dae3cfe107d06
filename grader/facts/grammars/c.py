"""C and C++."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

C = Grammar(
    "tree_sitter_c",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement) (do_statement)] @branch
    (switch_statement) @nest
    [(conditional_expression) "&&" "||"] @decision
    (case_statement "case" @decision)
    (comment) @comment
    [(string_content) (character)] @string
    (preproc_include) @import
    """,
    kinds("parameter_declaration variadic_parameter"),
    parameters_field=None,
)

CPP = Grammar(
    "tree_sitter_cpp",
    """
    (function_definition body: (_)) @function
    (function_definition (try_statement)) @function
    [(if_statement) (for_statement) (for_range_loop) (while_statement) (do_statement)] @branch
    [(switch_statement) (try_statement)] @nest
    [(conditional_expression) (catch_clause) "||" "and" "or"] @decision
    "&&" @ambiguous
    (case_statement "case" @decision)
    (comment) @comment
    [(string_content) (raw_string_content) (character)] @string
    [(preproc_include) (using_declaration)] @import
    """,
    kinds(
        "parameter_declaration optional_parameter_declaration variadic_parameter_declaration "
        "variadic_parameter"
    ),
    parameters_field=None,
)
