"""Functions of one file: boundaries, complexity, nesting, parameters, tokens, documentation.

Every captured node is visited once, in the order of the source; nothing here recurses, so depth is no danger.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from grader.facts.complexity import complexities
from grader.facts.doc_comments import documented_functions
from grader.facts.function_names import declaration_start, name_of
from grader.facts.grammars import GRAMMARS
from grader.facts.model import FunctionFacts
from grader.facts.parameters import count_parameters
from grader.facts.parsing import Syntax
from grader.facts.recursion import recursive_functions

Offsets = npt.NDArray[np.int64]


def functions_of(
    syntax: Syntax, data: bytes, grammar: str, line_starts: Offsets, token_starts: Offsets
) -> tuple[FunctionFacts, ...]:
    """Facts of all functions in source order.

    `line_starts` and `token_starts` are byte offsets in rising order. Tokens and decisions of a nested
    function count for the nested one only; its lines lie within both. Annotations before a function are not
    among its lines.
    """
    if not syntax.functions:
        return ()
    rules = GRAMMARS[grammar]
    starts, ends, nodes = zip(*syntax.functions, strict=True)
    found = complexities(syntax, data, rules.else_if)
    declared = [declaration_start(node) for node in nodes] if rules.annotated else starts
    first, last = np.array(declared), np.array(ends)
    tokens = token_starts.searchsorted(last) - token_starts.searchsorted(np.array(starts))
    names = [name_of(node, data, rules) for node in nodes]
    spans = list(zip(starts, ends, strict=True))
    for index in recursive_functions(names, spans, [node.type for node in nodes], data, token_starts):
        found.cognitive[index] += 1
    return tuple(
        map(
            FunctionFacts,
            names,
            line_starts.searchsorted(first, side="right").tolist(),
            line_starts.searchsorted(last).tolist(),  # the line of the byte before the end
            found.cyclomatic,
            found.nesting,
            [count_parameters(node, data, rules) for node in nodes],
            _own_tokens(tokens.tolist(), found.parents),
            found.cognitive,
            documented_functions(syntax.functions, syntax, data),
        )
    )


def _own_tokens(tokens: list[int], parents: list[int]) -> list[int]:
    """Tokens of each function without those of the functions directly inside of it."""
    own = list(tokens)
    for index, parent in enumerate(parents):
        if parent >= 0:
            own[parent] -= tokens[index]
    return own
