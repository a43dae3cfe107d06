"""C and C++."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

C = Grammar(
    "tree_sitter_c",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement) (do_statement)] @branch
    (switch_statement) @flow
    (conditional_expression) @choice
    [(else_clause) (goto_statement)] @more
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (case_statement "case" @decision)
    [(preproc_if condition: (_) @preprocessor) (preproc_elif condition: (_) @preprocessor)]
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
    (switch_statement) @flow
    (try_statement) @nest
    [(conditional_expression) (catch_clause)] @choice
    [(else_clause) (goto_statement)] @more
    (lambda_expression) @lambda
    (binary_expression operator: ["&&" "and"]) @and
    (binary_expression operator: ["||" "or"]) @or
    (case_statement "case" @decision)
    [(preproc_if condition: (_) @preprocessor) (preproc_elif condition: (_) @preprocessor)]
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
