"""Which functions call themselves, as far as one file tells.

A call counts when it names the function without an object or on the object itself (``this``, ``self``), and
when no other function of the file has that name, so that overloads which call each other are none. Functions
that call each other in a circle are not seen, nor calls without brackets (Shell, Objective-C, Perl's
``&fee``) and functions of several clauses (Elixir), which share a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
_OWN_OBJECT = re.compile(rb"(?:\$?this|self|Self|cls|static)\s*(?:\.|->|::)\s*\Z")
_WORD = re.compile(rb"[\w$]\Z")
_MEMBER = re.compile(rb"(?:\.|->|::|:)\s*\Z")
_NO_NAME_IN_HEAD = frozenset(("arrow_function", "function_expression", "generator_function", "function"))
# Perl writes ``sub fee {`` or, with a signature, ``sub fee($age) {``.
_MAYBE_BRACKET_IN_HEAD = frozenset(("subroutine_declaration_statement", "method_declaration_statement"))
# These call another initialiser, not themselves.
_DELEGATING = frozenset(("this", "init"))


def recursive_functions(
    names: Sequence[str],
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    data: bytes,
    token_starts: Offsets,
) -> list[int]:
    """Indexes of the functions that call themselves.

    Args:
        names, spans, kinds: name, (start, end) byte and kind of syntax node of each function.
        data: the source.
        token_starts: rising offsets of the tokens; what is no token, stands in a comment or text.
    """
    often = Counter(names)
    found = []
    for index, (name, (start, end), kind) in enumerate(zip(names, spans, kinds, strict=True)):
        if often[name] > 1 or not name.isidentifier() or name in _DELEGATING:
            continue
        call = name.encode() + b"("
        expected = _heads_with(call, start, kind, data)
        if (
            data.count(call, start, end) > expected
            and _calls(call, start, end, data, token_starts) > expected
        ):
            found.append(index)
    return found


def _heads_with(call: bytes, start: int, kind: str, data: bytes) -> bool:
    """Whether the head of the function holds its name before a bracket."""
    if kind in _MAYBE_BRACKET_IN_HEAD:
        return data.find(call, start, start + len(call) + 8) >= 0
    return kind not in _NO_NAME_IN_HEAD


def _calls(call: bytes, start: int, end: int, data: bytes, token_starts: Offsets) -> int:
    """How often the name is written before a bracket as a name of its own, its head included."""
    count, position = 0, data.find(call, start, end)
    while position >= 0:
        before = data[max(0, position - 24) : position]
        own = not _MEMBER.search(before) or _OWN_OBJECT.search(before)
        if own and not _WORD.search(before):
            place = int(token_starts.searchsorted(position))
            count += place < len(token_starts) and int(token_starts[place]) == position
        position = data.find(call, position + 1, end)
    return count
