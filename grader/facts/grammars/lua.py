"""Lua: function expressions stand alone."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds, text_of


def _name(node: Node, data: bytes) -> str:
    """The name, or the variable or field that a function expression is assigned to."""
    name = node.child_by_field_name("name")
    parent = node.parent
    if name is None and parent is not None and parent.type == "field":
        name = parent.child_by_field_name("name")
    if name is None and parent is not None and parent.type == "expression_list":
        name = _assigned(node, parent)
    return text_of(name, data) or "(anonymous)"


def _assigned(node: Node, values: Node) -> Node | None:
    assignment = values.parent
    if assignment is None or assignment.type != "assignment_statement":
        return None
    variables = assignment.named_children[0].named_children
    place = values.named_children.index(node)
    return variables[place] if place < len(variables) else None


LUA = Grammar(
    "tree_sitter_lua",
    """
    [(function_declaration) (function_definition)] @function
    [(if_statement) (for_statement) (while_statement) (repeat_statement)] @branch
    (elseif_statement) @alternative
    [(else_statement) (goto_statement)] @more
    (binary_expression operator: "and") @and
    (binary_expression operator: "or") @or
    (comment) @comment
    (string_content) @string
    ((function_call name: (identifier) @_n) @import (#eq? @_n "require"))
    """,
    kinds("identifier vararg_expression"),
    else_if=False,
    name=_name,
)
