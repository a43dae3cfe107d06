"""How many parameters a function declares; the object itself (self, this, receiver) is none."""

from __future__ import annotations

from tree_sitter import Node

from grader.facts.function_names import function_declarator
from grader.facts.grammars.grammar import Grammar
from grader.facts.grammars.kotlin import KOTLIN

_SELF = frozenset((b"self", b"cls", b"this"))


def count_parameters(node: Node, data: bytes, grammar: Grammar) -> int:
    """Declared parameters of a function node; optional, variadic and keyword parameters count once each."""
    own = grammar.count(node, data) if grammar.count else None
    if own is not None:
        return own
    holder = _parameter_list(node, grammar)
    if holder is None:
        return 1 if node.child_by_field_name("parameter") is not None else 0
    start, end = holder.byte_range
    if end - start == 2 and data.startswith(b"()", start):
        return 0
    counted = [child for child in holder.named_children if child.type in grammar.parameter_kinds]
    count = len(counted)
    if "grouped_parameters" in grammar.flags:
        return sum(max(1, len(child.children_by_field_name("name"))) for child in counted)
    if "bare_params" in grammar.flags:
        count += holder.child_by_field_name("name") is not None
    if counted and _is_no_parameter(counted[0], data):
        count -= 1
    return count


def _parameter_list(node: Node, grammar: Grammar) -> Node | None:
    if grammar.parameters_field:
        return node.child_by_field_name(grammar.parameters_field)
    if grammar is KOTLIN:
        return next(
            (child for child in node.named_children if child.type == "function_value_parameters"), None
        )
    declarator = function_declarator(node)
    return declarator.child_by_field_name("parameters") if declarator is not None else None


def _is_no_parameter(first: Node, data: bytes) -> bool:
    """self, cls and TypeScript's this are the object; C's lone ``void`` means none."""
    text = data[first.start_byte : first.end_byte]
    if text == b"void" or text in _SELF:
        return True
    return first.type in ("required_parameter", "typed_parameter") and text.split(b":")[0].strip() in _SELF
