"""What is known about one language's syntax tree."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grammar:
    """One tree-sitter grammar.

    `query` captures function, arrow (a function when it has a block or a name), branch (decision and level),
    nest (level), decision, case (decision unless it is the default), ambiguous (decision in a binary
    expression only), exhaustive (one decision less), comment, string and import. `parameter_kinds` are the
    children of a parameter list that count; `else_if` says whether ``else if`` is one construct; `annotated`
    whether annotations are part of a function's node; `flags` name peculiarities of parameter lists."""

    module: str
    query: str
    parameter_kinds: frozenset[str]
    loader: str = "language"
    parameters_field: str | None = "parameters"
    else_if: bool = True
    annotated: bool = False
    flags: frozenset[str] = field(default_factory=frozenset)


def kinds(text: str) -> frozenset[str]:
    """Kinds of nodes, written one after the other with spaces between."""
    return frozenset(text.split())
