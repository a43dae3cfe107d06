"""What a function is called and where its declaration starts."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.grammars.grammar import Grammar

ANONYMOUS = "(anonymous)"
_LONGEST_NAME = 120
_NAMED_BY_PARENT = {
    "variable_declarator": "name",
    "pair": "key",
    "assignment_expression": "left",
    "public_field_definition": "name",
    "field_definition": "property",
    "property_declaration": "name",
    "property_element": "name",
}
_BY_KIND = {
    "constructor_declaration": "constructor",
    "compact_constructor_declaration": "constructor",
    "secondary_constructor": "constructor",
    "getter": "get",
    "setter": "set",
}
_ANONYMOUS_KINDS = frozenset(
    ["arrow_function", "function_expression", "generator_function", "func_literal", "anonymous_function"]
)


def name_of(node: Node, data: bytes, grammar: Grammar) -> str:
    """The function's name as written, or the variable, key or field it is assigned to, or ``(anonymous)``."""
    own = grammar.name(node, data) if grammar.name else None
    if own is not None:
        return " ".join(own.split())[:_LONGEST_NAME]
    name = node.child_by_field_name("name")
    if node.type == "accessor_declaration":
        return _accessor_name(node, name, data)
    if name is None:
        name = _declarator_name(node) if node.type == "function_definition" else _outer_name(node)
    if name is None:
        return _BY_KIND.get(node.type, ANONYMOUS)
    return _text(name, data)


def _text(node: Node, data: bytes) -> str:
    text = data[node.start_byte : node.end_byte].decode("utf-8", "replace")
    return text if text.isidentifier() else " ".join(text.split())[:_LONGEST_NAME]


def is_named_by_parent(node: Node) -> bool:
    """Whether the function is the value of a variable, a field or the like."""
    parent = node.parent
    return parent is not None and parent.type in _NAMED_BY_PARENT


def _outer_name(node: Node) -> Node | None:
    if node.type in _ANONYMOUS_KINDS:
        parent = node.parent
        field = _NAMED_BY_PARENT.get(parent.type) if parent is not None else None
        return parent.child_by_field_name(field) if parent is not None and field else None
    if node.type in ("operator_declaration", "conversion_operator_declaration"):
        return node.child_by_field_name("operator") or node.child_by_field_name("type")
    return None


def _accessor_name(node: Node, kind: Node | None, data: bytes) -> str:
    """A C# accessor is called like its property, followed by what it does: ``Amount.get``."""
    accessors = node.parent
    owner = accessors.parent if accessors is not None else None
    name = owner.child_by_field_name("name") if owner is not None else None
    parts = [_text(part, data) for part in (name, kind) if part is not None]
    return ".".join(parts) or ANONYMOUS


def function_declarator(node: Node) -> Node | None:
    """C and C++: the declarator with the parameters, below pointers, references and parentheses."""
    current = node.child_by_field_name("declarator")
    while current is not None and current.type != "function_declarator":
        below = current.child_by_field_name("declarator")
        if below is None:
            below = next(
                (child for child in current.named_children if child.type.endswith("declarator")), None
            )
        current = below
    return current


def _declarator_name(node: Node) -> Node | None:
    declarator = function_declarator(node)
    return declarator.child_by_field_name("declarator") if declarator is not None else None


_LEADING = frozenset(("modifiers", "attribute_list", "annotation", "attribute"))
_ANNOTATIONS = frozenset(
    (
        "annotation",
        "marker_annotation",
        "attribute",
        "attribute_list",
        "line_comment",
        "block_comment",
        "comment",
    )
)


def declaration_start(node: Node) -> int:
    """Start byte of the declaration, after annotations and attributes written before it."""
    first = node.named_child(0)
    if first is None or first.type not in _LEADING:
        return node.start_byte
    for child in node.children:
        if child.type == "modifiers":
            plain = next((part for part in child.children if part.type not in _ANNOTATIONS), None)
            if plain is not None:
                return plain.start_byte
        elif child.type not in _ANNOTATIONS:
            return child.start_byte
    return node.start_byte
