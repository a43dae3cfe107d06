"""Ruby."""

from __future__ import annotations

from grader.facts.grammars.grammar import Grammar, kinds

RUBY = Grammar(
    "tree_sitter_ruby",
    """
    [(method) (singleton_method)] @function
    [(if) (unless) (while) (until) (for) (if_modifier) (unless_modifier) (while_modifier)
     (until_modifier)] @branch
    [(case) (case_match) (begin)] @nest
    [(elsif) (when) (in_clause) (rescue) (rescue_modifier) (conditional) (if_guard) (unless_guard)
     "&&" "||" "and" "or" "&&=" "||="] @decision
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
