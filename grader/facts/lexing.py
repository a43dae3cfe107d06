"""Lines and tokens of a file from its bytes, with numpy instead of a loop over characters.

A token is a word or number, a run of operator characters, one bracket or separator, or the text of a
string literal. Comments are no tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SPACE, COMMENT, OPERATOR, SINGLE, WORD, STRING = range(6)

_NEWLINE = 10
_STRING_BYTE, _COMMENT_BYTE = bytes((STRING,)), bytes((COMMENT,))
Offsets = npt.NDArray[np.int64]


def _byte_classes() -> bytes:
    table = np.full(256, WORD, dtype=np.uint8)  # bytes from 128 on are letters of some alphabet
    table[:128] = OPERATOR
    table[:33] = SPACE
    table[127] = SPACE
    for byte in b"()[]{},;":
        table[byte] = SINGLE
    for byte in b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz$@":
        table[byte] = WORD
    return table.tobytes()


_CLASSES = _byte_classes()


Span = tuple[int, int]
Bytes = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Lexed:
    """Byte offsets of lines and of tokens; `classes` holds the class of each byte, `line_kinds` the highest
    class of each line, as bytes because those count themselves quickest."""

    classes: Bytes
    line_starts: Offsets
    line_kinds: bytes
    starts: Offsets
    _ends: Offsets | None = None
    _kinds: Bytes | None = None

    @property
    def lines(self) -> int:
        return len(self.line_starts)

    @property
    def code_lines(self) -> int:
        return self.lines - self.comment_lines - self.blank_lines

    @property
    def comment_lines(self) -> int:
        return self.line_kinds.count(COMMENT)

    @property
    def blank_lines(self) -> int:
        return self.line_kinds.count(SPACE)

    @property
    def kinds(self) -> Bytes:
        """The class of each token."""
        if self._kinds is None:
            self._kinds = self.classes[self.starts]
        return self._kinds

    @property
    def ends(self) -> Offsets:
        """Where each token ends (offset behind its last byte)."""
        if self._ends is None:
            self._ends = self._find_ends()
        return self._ends

    def _find_ends(self) -> Offsets:
        last = np.empty(len(self.classes), dtype=bool)
        np.not_equal(self.classes[1:], self.classes[:-1], out=last[:-1])
        last[-1:] = True
        last |= self.classes == SINGLE
        last &= self.classes > COMMENT
        return np.flatnonzero(last) + 1


def lex(data: bytes, comments: Iterable[Span], strings: Iterable[Span]) -> Lexed:
    """Split UTF-8 `data` into lines and tokens; `comments` and `strings` are (start byte, end byte)."""
    marked = bytearray(data.translate(_CLASSES))
    for start, end in strings:
        marked[start:end] = _STRING_BYTE * (end - start)
    for start, end in comments:
        marked[start:end] = _COMMENT_BYTE * (end - start)
    classes = np.frombuffer(marked, dtype=np.uint8)
    line_starts = _line_starts(data)
    line_kinds = np.maximum.reduceat(classes, line_starts).tobytes() if data else b""
    return Lexed(classes, line_starts, line_kinds, _token_starts(classes))


def _line_starts(data: bytes) -> Offsets:
    """Offsets of line beginnings; a newline at the very end opens no further line."""
    ends = (np.frombuffer(data, dtype=np.uint8)[:-1] == _NEWLINE).nonzero()[0]
    starts = np.zeros(len(ends) + bool(data), dtype=np.int64)
    np.add(ends, 1, out=starts[1:])
    return starts


def _token_starts(classes: Bytes) -> Offsets:
    first = np.empty(len(classes), dtype=bool)
    first[:1] = True
    np.not_equal(classes[1:], classes[:-1], out=first[1:])
    first |= classes == SINGLE
    first &= classes > COMMENT
    return first.nonzero()[0]


def tokens_outside(starts: Offsets, spans: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """Which of the rising token offsets lie in none of the spans, which may be in any order."""
    kept = np.ones(len(starts), dtype=bool)
    if spans:
        for first, last in starts.searchsorted(np.array(spans, dtype=np.int64)).tolist():
            kept[first:last] = False
    return kept
