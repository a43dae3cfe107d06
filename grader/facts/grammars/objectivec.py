"""Objective-C: methods are called by their selector; blocks belong to the method around them."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds, text_of
from grader.facts.grammars.objectivec_text import as_the_grammar_reads_it


def _selector(node: Node, data: bytes) -> str | None:
    """``load:from:`` for a method, the name for a function of C."""
    if node.type != "method_definition":
        return None
    parts = []
    for child in node.named_children:
        if child.type == "identifier":
            parts.append(text_of(child, data))
        elif child.type == "method_parameter":
            parts.append(":")
    return "".join(parts) or "(anonymous)"


def _parameters(node: Node, _data: bytes) -> int | None:
    if node.type != "method_definition":
        return None
    return sum(child.type == "method_parameter" for child in node.named_children)


OBJECTIVE_C = Grammar(
    "tree_sitter_objc",
    """
    [(function_definition) (method_definition)] @function
    [(if_statement) (for_statement) (while_statement) (do_statement)] @branch
    (switch_statement) @flow
    (try_statement) @nest
    [(catch_clause) (conditional_expression)] @choice
    [(else_clause) (goto_statement)] @more
    (block_literal) @lambda
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (case_statement "case" @decision)
    (comment) @comment
    [(string_content) (character)] @string
    [(preproc_include) (module_import)] @import
    """,
    kinds("parameter_declaration variadic_parameter"),
    parameters_field=None,
    name=_selector,
    count=_parameters,
    prepare=as_the_grammar_reads_it,
)
