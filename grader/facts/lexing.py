"""Lines and tokens of a file from its bytes, with numpy instead of a loop over characters.

A token is a word or number, a run of operator characters, one bracket or separator, or the text of a
string literal. Comments are no tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SPACE, COMMENT, OPERATOR, SINGLE, WORD, STRING = range(6)

_CODE = OPERATOR
Offsets = npt.NDArray[np.int64]


def _byte_classes() -> npt.NDArray[np.uint8]:
    table = np.full(256, WORD, dtype=np.uint8)  # bytes from 128 on are letters of some alphabet
    table[:128] = OPERATOR
    table[:33] = SPACE
    table[127] = SPACE
    for byte in b"()[]{},;":
        table[byte] = SINGLE
    for byte in b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz$@":
        table[byte] = WORD
    return table


_CLASSES = _byte_classes()


@dataclass(slots=True)
class Lexed:
    """Byte offsets of lines and tokens. `line_kinds` holds the highest byte class of each line."""

    line_starts: Offsets
    line_kinds: npt.NDArray[np.uint8]
    starts: Offsets
    ends: Offsets
    kinds: npt.NDArray[np.uint8]

    @property
    def lines(self) -> int:
        return len(self.line_starts)

    @property
    def code_lines(self) -> int:
        return int(np.count_nonzero(self.line_kinds >= _CODE))

    @property
    def comment_lines(self) -> int:
        return int(np.count_nonzero(self.line_kinds == COMMENT))


Span = tuple[int, int]


def lex(data: bytes, comments: Iterable[Span], strings: Iterable[Span]) -> Lexed:
    """Split UTF-8 `data` into lines and tokens; `comments` and `strings` are (start byte, end byte)."""
    content = np.frombuffer(data, dtype=np.uint8)
    classes = _CLASSES[content]
    for start, end in strings:
        classes[start:end] = STRING
    for start, end in comments:
        classes[start:end] = COMMENT
    line_starts = _line_starts(content)
    line_kinds = np.maximum.reduceat(classes, line_starts) if len(line_starts) else np.zeros(0, np.uint8)
    starts, ends, kinds = _tokens(classes)
    return Lexed(line_starts, line_kinds, starts, ends, kinds)


def _line_starts(content: npt.NDArray[np.uint8]) -> Offsets:
    """Offsets of line beginnings; a newline at the very end opens no further line."""
    if not len(content):
        return np.zeros(0, dtype=np.int64)
    breaks = np.flatnonzero(content[:-1] == 10) + 1
    return np.concatenate((np.zeros(1, dtype=np.int64), breaks))


def _tokens(classes: npt.NDArray[np.uint8]) -> tuple[Offsets, Offsets, npt.NDArray[np.uint8]]:
    if not len(classes):
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, np.zeros(0, dtype=np.uint8)
    edge = np.empty(len(classes), dtype=bool)
    edge[0] = True
    np.not_equal(classes[1:], classes[:-1], out=edge[1:])
    edge |= classes == SINGLE
    bounds = np.flatnonzero(edge)
    kinds = classes[bounds]
    is_token = kinds > COMMENT
    following = np.append(bounds[1:], len(classes))
    return bounds[is_token], following[is_token], kinds[is_token]
