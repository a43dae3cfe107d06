"""Which functions call themselves, as far as one file tells.

A call counts when it names the function without an object or on the object itself (``this``, ``self``), and
when no other function of the file has that name, so that overloads which call each other are none. Functions
that call each other in a circle are not seen.
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
_NO_NAME_IN_HEAD = frozenset(("arrow_function", "function_expression", "generator_function"))


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
        if often[name] > 1 or not name.isidentifier():
            continue
        call = name.encode() + b"("
        expected = kind not in _NO_NAME_IN_HEAD
        if (
            data.count(call, start, end) > expected
            and _calls(call, start, end, data, token_starts) > expected
        ):
            found.append(index)
    return found


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
