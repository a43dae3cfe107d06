"""C#."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

CSHARP = Grammar(
    "tree_sitter_c_sharp",
    """
    (method_declaration body: (_)) @function
    (constructor_declaration body: (_)) @function
    (destructor_declaration body: (_)) @function
    (operator_declaration body: (_)) @function
    (conversion_operator_declaration body: (_)) @function
    (local_function_statement body: (_)) @function
    (accessor_declaration body: (_)) @function
    [(if_statement) (for_statement) (foreach_statement) (while_statement) (do_statement)] @branch
    [(switch_statement) (switch_expression)] @flow
    (try_statement) @nest
    [(catch_clause) (conditional_expression)] @choice
    [(when_clause) (catch_filter_clause) "??" "??="] @decision
    (if_statement "else" @more)
    (goto_statement) @more
    [(lambda_expression) (anonymous_method_expression)] @lambda
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (switch_section "case" @decision)
    (switch_expression_arm) @case
    [(preproc_if condition: (_) @preprocessor) (preproc_elif condition: (_) @preprocessor)]
    (comment) @comment
    [(string_literal_content) (string_content) (raw_string_content) (verbatim_string_literal)] @string
    [(using_directive) (file_scoped_namespace_declaration)] @import
    """,
    kinds("parameter"),
    flags=kinds("bare_params"),
    annotated=True,
)
