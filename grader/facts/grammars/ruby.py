"""Ruby."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

RUBY = Grammar(
    "tree_sitter_ruby",
    """
    [(method) (singleton_method)] @function
    [(if) (unless) (while) (until) (for) (if_modifier) (unless_modifier) (while_modifier)
     (until_modifier)] @branch
    [(case) (case_match)] @flow
    (begin) @nest
    [(rescue) (rescue_modifier) (conditional)] @choice
    [(when) (in_clause) (if_guard) (unless_guard) "&&=" "||="] @decision
    (elsif) @alternative
    [(if alternative: (else) @more) (unless alternative: (else) @more) (elsif alternative: (else) @more)]
    [(block) (do_block)] @lambda
    (binary operator: ["&&" "and"]) @and
    (binary operator: ["||" "or"]) @or
    (comment) @comment
    [(string_content) (heredoc_content)] @string
    (program (call method: (identifier) @_m (#any-of? @_m "require" "require_relative")) @import)
    """,
    kinds(
        "identifier optional_parameter splat_parameter hash_splat_parameter keyword_parameter "
        "block_parameter destructured_parameter forward_parameter"
    ),
    else_if=False,
)
