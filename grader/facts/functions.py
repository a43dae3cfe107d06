"""Functions of one file: boundaries, cyclomatic complexity, nesting, parameters, tokens.

Every captured node is visited once, in the order of the source; nothing here recurses, so depth is no danger.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from grader.facts.function_names import declaration_start, name_of
from grader.facts.grammars import GRAMMARS
from grader.facts.model import FunctionFacts
from grader.facts.parameters import count_parameters
from grader.facts.parsing import Syntax

_FUNCTION, _BRANCH, _NEST, _DECISION = range(4)

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
    complexity, nesting, parents = _sweep(starts, ends, syntax, data, rules.else_if)
    declared = [declaration_start(node) for node in nodes] if rules.annotated else starts
    first, last = np.array(declared), np.array(ends)
    tokens = token_starts.searchsorted(last) - token_starts.searchsorted(np.array(starts))
    return tuple(
        map(
            FunctionFacts,
            [name_of(node, data, rules) for node in nodes],
            line_starts.searchsorted(first, side="right").tolist(),
            line_starts.searchsorted(last).tolist(),  # the line of the byte before the end
            complexity,
            nesting,
            [count_parameters(node, data, rules) for node in nodes],
            _own_tokens(tokens.tolist(), parents),
        )
    )


def _own_tokens(tokens: list[int], parents: list[int]) -> list[int]:
    """Tokens of each function without those of the functions directly inside of it."""
    own = list(tokens)
    for index, parent in enumerate(parents):
        if parent >= 0:
            own[parent] -= tokens[index]
    return own


def _sweep(
    starts: Sequence[int], ends: Sequence[int], syntax: Syntax, data: bytes, else_if: bool
) -> tuple[list[int], list[int], list[int]]:
    """Complexity, deepest nesting and index of the enclosing function (-1: none) for each function."""
    count = len(starts)
    events = [(starts[index], -ends[index], _FUNCTION, index) for index in range(count)]
    events += [(start, -end, _BRANCH, 0) for start, end in syntax.branches]
    events += [(start, -end, _NEST, 0) for start, end in syntax.nests]
    events += [(start, 0, _DECISION, 1) for start in syntax.decisions]
    events += [(start, 0, _DECISION, -1) for start in syntax.exhaustive]
    events.sort()
    complexity, nesting, parents = [1] * count, [0] * count, [-1] * count
    open_nodes: list[tuple[int, int, int]] = []  # end, function, depth: what surrounds the current place
    function, depth, innermost_end = -1, 0, len(data) + 1
    for start, negative_end, kind, index in events:
        while start >= innermost_end:
            open_nodes.pop()
            innermost_end, function, depth = open_nodes[-1] if open_nodes else (len(data) + 1, -1, 0)
        if kind == _DECISION:
            if function >= 0:
                complexity[function] += index
            continue
        if kind == _FUNCTION:
            parents[index], function, depth = function, index, 0
        else:
            if function >= 0 and kind == _BRANCH:
                complexity[function] += 1
            if else_if and kind == _BRANCH and _follows_else(data, start):
                continue
            depth += 1
            if function >= 0 and depth > nesting[function]:
                nesting[function] = depth
        innermost_end = -negative_end
        open_nodes.append((innermost_end, function, depth))
    return complexity, nesting, parents


def _follows_else(data: bytes, start: int) -> bool:
    return data[max(0, start - 64) : start].rstrip().endswith(b"else")
