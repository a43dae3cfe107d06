"""Java."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

JAVA = Grammar(
    "tree_sitter_java",
    """
    (method_declaration body: (_)) @function
    [(constructor_declaration) (compact_constructor_declaration)] @function
    [(if_statement) (for_statement) (enhanced_for_statement) (while_statement) (do_statement)] @branch
    (switch_expression) @flow
    [(try_statement) (try_with_resources_statement)] @nest
    [(catch_clause) (ternary_expression)] @choice
    (guard) @decision
    (if_statement "else" @more)
    [(break_statement (identifier)) (continue_statement (identifier))] @more
    (lambda_expression) @lambda
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (switch_label "case" @decision)
    [(line_comment) (block_comment)] @comment
    [(string_fragment) (multiline_string_fragment)] @string
    [(import_declaration) (package_declaration)] @import
    """,
    kinds("formal_parameter spread_parameter"),
    annotated=True,
)
