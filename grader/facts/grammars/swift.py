"""Swift: accessors and computed properties are functions, closures belong to the function around them."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar, kinds, text_of

_ACCESSORS = {
    "computed_getter": "get",
    "computed_setter": "set",
    "computed_modify": "modify",
    "willset_clause": "willSet",
    "didset_clause": "didSet",
}
_OWNERS = ("property_declaration", "subscript_declaration")


def _name(node: Node, data: bytes) -> str:
    """``load``, ``init``, ``label``; an accessor is called like its property: ``label.get``."""
    accessor = _ACCESSORS.get(node.type)
    owner: Node | None = node
    while accessor and owner is not None and owner.type not in _OWNERS:
        owner = owner.parent
    if owner is not None and owner.type == "subscript_declaration":
        return f"subscript.{accessor}" if accessor else "subscript"  # its field "name" is the type
    name = owner.child_by_field_name("name") if owner is not None else None
    written = text_of(name, data) or (owner or node).type.removesuffix("_declaration")
    return f"{written}.{accessor}" if accessor else written


def _parameters(node: Node, _data: bytes) -> int:
    return sum(child.type == "parameter" for child in node.named_children)


SWIFT = Grammar(
    "tree_sitter_swift",
    """
    (function_declaration body: (_)) @function
    (init_declaration body: (_)) @function
    (deinit_declaration body: (_)) @function
    (property_declaration computed_value: (computed_property (statements))) @function
    (subscript_declaration (computed_property (statements))) @function
    (computed_getter "{") @function
    (computed_setter "{") @function
    (computed_modify "{") @function
    [(willset_clause) (didset_clause)] @function
    [(if_statement) (guard_statement) (for_statement) (while_statement) (repeat_while_statement)] @branch
    (switch_statement) @flow
    (do_statement) @nest
    [(catch_block) (ternary_expression)] @choice
    [(where_clause) "??"] @decision
    (if_statement (else) @more)
    [(control_transfer_statement "break" result: (_))
     (control_transfer_statement "continue" result: (_))] @more
    (lambda_literal) @lambda
    (conjunction_expression) @and
    (disjunction_expression) @or
    (switch_entry "case" @decision)
    (switch_entry (where_keyword) @decision)
    [(comment) (multiline_comment)] @comment
    [(line_str_text) (multi_line_str_text) (raw_str_part) (raw_str_end_part) (regex_literal)] @string
    (import_declaration) @import
    """,
    kinds("parameter"),
    parameters_field=None,
    annotated=True,
    name=_name,
    count=_parameters,
)
