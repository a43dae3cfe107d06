"""Cyclomatic and cognitive complexity and nesting of all functions of a file, in one pass over its syntax.

Cyclomatic complexity counts decisions (McCabe 1976); which ones, says `grader.facts.grammars`.

Cognitive complexity counts what makes reading hard: G. Ann Campbell, "Cognitive Complexity. A new way of
measuring understandability", SonarSource 2018 (edition of 2023). A function without any of these has 0.

* +1, and +1 for each level of nesting around it: ``if``, ternary, ``switch`` (``match``, ``when``, ``case``,
  ``select``: once, however many cases), every loop, ``catch``. Inside of them, also inside of their ``else``,
  the nesting is one deeper. ``try`` is no level, ``finally`` and ``with`` count nothing.
* +1 without regard to nesting: ``else``, ``else if`` (``elif``, ``elsif``), also the ``else`` of a loop or a
  ``try`` in Python; jumps to a label, ``goto``, ``break 2``; each sequence of like boolean operators
  (`grader.facts.boolean_sequences`); a function that calls itself (`grader.facts.recursion`).
* Nothing: null-coalescing (``??``, ``?.``, ``?:``), early return, cases, guards, comprehensions.

Where a language writes these things in its own way, the nearest reading of the paper holds:

* R: ``switch`` counts once; ``ifelse``, ``tryCatch`` and the operators ``&`` and ``|`` on vectors are calls
  and arithmetic and count nothing; a handler ``function(e) {…}`` stands for itself. Parentheses begin a new
  sequence of operators, because R is read without a syntax tree.
* Elixir: ``case``, ``cond``, ``receive`` and ``with`` count once, ``for`` as a loop (it is the usual one
  there), ``rescue`` and ``catch`` as a catch, ``else``, also ``else:``, as an else. Clauses of a function are
  functions of their own; choosing among them counts nothing, like overloads.
* Perl: ``unless``, modifiers (``next if …``) and ``or die`` count like ``if`` and operators; blocks of
  ``map``, ``grep`` and ``sort`` are lambdas. Swift: ``guard`` is an ``if``. Lua: ``a and b or c`` has two
  sequences.

Lambdas and blocks raise the nesting and belong to the function around them. A nested function that stands for
itself in the facts (see `grader.facts.grammars`) counts for itself from nesting 0: the paper would add it to
the function around it, but then its code would be judged twice, once with the outer function's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.facts.boolean_sequences import boolean_sequences
from grader.facts.parsing import Syntax

_FUNCTION, _BRANCH, _CHOICE, _FLOW, _NEST, _LAMBDA, _DECISION, _BOTH, _MORE = range(9)
_Event = tuple[int, int, int, int]  # start, -end, kind, index of the function or amount


@dataclass(slots=True)
class Complexities:
    """One value per function; `parents` holds the index of the enclosing function (-1: none)."""

    cyclomatic: list[int]
    cognitive: list[int]
    nesting: list[int]
    parents: list[int]


def complexities(syntax: Syntax, data: bytes, else_if: bool) -> Complexities:
    """Measure all functions of a file; `else_if` says whether ``else if`` is an ``if`` behind an ``else``.

    Code outside functions adds to one value more at the end, which index -1 reaches and which is dropped.
    """
    count = len(syntax.functions)
    cyclomatic, cognitive, nesting, parents = (
        [1] * (count + 1),
        [0] * (count + 1),
        [0] * (count + 1),
        [-1] * count,
    )
    open_nodes = [
        (len(data) + 1, -1, 0, 0)
    ]  # end, function, depth, cognitive depth of what surrounds the place
    innermost_end, function, depth, mental = open_nodes[0]
    for start, negative_end, kind, value in _events(syntax, data):
        while start >= innermost_end:
            open_nodes.pop()
            innermost_end, function, depth, mental = open_nodes[-1]
        if kind >= _DECISION:
            if kind != _MORE:
                cyclomatic[function] += value if kind == _DECISION else 1
            if kind != _DECISION:
                cognitive[function] += value
            continue
        if kind == _FUNCTION:
            parents[value], function, depth, mental = function, value, 0, 0
        elif kind <= _FLOW:
            if kind != _FLOW:
                cyclomatic[function] += 1
            if else_if and kind == _BRANCH and _follows_else(data, start):
                continue
            mental += 1
            cognitive[function] += mental
            depth += kind != _CHOICE
        else:
            depth += kind == _NEST
            mental += kind == _LAMBDA
        if depth > nesting[function]:
            nesting[function] = depth
        innermost_end = -negative_end
        open_nodes.append((innermost_end, function, depth, mental))
    return Complexities(cyclomatic[:count], cognitive[:count], nesting[:count], parents)


def _events(syntax: Syntax, data: bytes) -> list[_Event]:
    """Everything that counts, in the order of the source, what surrounds before what is inside."""
    events = [(row[0], -row[1], _FUNCTION, index) for index, row in enumerate(syntax.functions)]
    events += [(start, -end, _BRANCH, 0) for start, end in syntax.branches]
    events += [(start, -end, _FLOW, 0) for start, end in syntax.flows]
    events += [(start, -end, _NEST, 0) for start, end in syntax.nests]
    events += [(start, -end, _CHOICE, 0) for start, end in syntax.choices]
    events += [(start, -end, _LAMBDA, 0) for start, end in syntax.lambdas]
    events += [(start, 0, _DECISION, 1) for start in syntax.decisions]
    events += [(start, 0, _DECISION, -1) for start in syntax.exhaustive]
    events += [(start, 0, _BOTH, 1) for start in syntax.alternatives]
    events += [(start, 0, _MORE, 1) for start in syntax.more]
    if syntax.ands or syntax.ors:
        sequences = boolean_sequences(syntax.ands, syntax.ors, data)
        events += [(start, 0, _BOTH, weight) for start, weight in sequences]
    events.sort()
    return events


def _follows_else(data: bytes, start: int) -> bool:
    return data[max(0, start - 64) : start].rstrip().endswith(b"else")
