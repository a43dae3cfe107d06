"""Sequences of like boolean operators, which cognitive complexity counts instead of the operators.

``a && b && c`` is one sequence, ``a && b || c`` two, ``a && b || c && d`` three; parentheses alone make no
new one, a negation or a call around them does: ``a && !(b && c)`` has two (Campbell 2018).
"""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
_AND, _OR = 0, 1
_LEFT, _RIGHT = 1, 2
_OPERATORS = (b"&&", b"||", b"and", b"or")
_LONGEST_GAP = 200
"""Bytes of blanks and parentheses that are looked through between two operators."""


def boolean_sequences(ands: Sequence[Span], ors: Sequence[Span], data: bytes) -> list[tuple[int, int]]:
    """Start byte of each boolean expression with the number of sequences that begin with it (1, 0 or less).

    Args:
        ands, ors: (start, end) of each expression with one such operator and its two operands.
        data: the source.

    The sum over the parts of one whole expression is its number of sequences.
    """
    found = sorted([(start, -end, _AND) for start, end in ands] + [(start, -end, _OR) for start, end in ors])
    weights = [1] * len(found)
    if len(found) > 1:
        _join(found, weights, data)
    return [(row[0], weight) for row, weight in zip(found, weights, strict=True)]


def _join(found: list[tuple[int, int, int]], weights: list[int], data: bytes) -> None:
    """Take away where a sequence goes on into the operand of another expression."""
    joined = _operands(found, data)
    first = [operator for _, _, operator in found]
    last = first.copy()
    for part, whole, side in reversed(joined):  # inner ones before the ones around them
        operator = found[whole][2]
        if side == _LEFT:
            weights[whole] -= last[part] == operator
            first[whole] = first[part]
        else:
            weights[whole] -= first[part] == operator
            last[whole] = last[part]


def _operands(found: list[tuple[int, int, int]], data: bytes) -> list[tuple[int, int, int]]:
    """(expression, expression it is an operand of, side), in the order of the source."""
    joined = []
    around: list[int] = []
    for index, (start, negative_end, _) in enumerate(found):
        while around and start >= -found[around[-1]][1]:
            around.pop()
        if around:
            whole = found[around[-1]]
            side = _side((start, -negative_end), (whole[0], -whole[1]), data)
            if side:
                joined.append((index, around[-1], side))
        around.append(index)
    return joined


def _side(part: Span, whole: Span, data: bytes) -> int:
    """Which operand of `whole` is `part`, apart from parentheses: left, right or none (0)."""
    if part[0] == whole[0]:
        return _LEFT
    before = data[max(whole[0], part[0] - _LONGEST_GAP) : part[0]].rstrip(b"( \t\r\n\\")
    after = data[part[1] : min(whole[1], part[1] + _LONGEST_GAP)].lstrip(b") \t\r\n\\")
    if not before and after.startswith(_OPERATORS):
        return _LEFT
    return _RIGHT if not after and before.endswith(_OPERATORS) else 0
