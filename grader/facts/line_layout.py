"""Lines that are hard to read by their form alone: very long ones, and tabs and spaces mixed."""

from __future__ import annotations

import numpy as np

from grader.facts.lexing import COMMENT, Lexed

LONG = 120
_FEWEST, _FEWEST_SHARE = 5, 0.05


def long_lines(lexed: Lexed) -> tuple[int, int]:
    """Number of code lines of more than `LONG` bytes, and the 1-based number of the longest (0: none)."""
    if not lexed.lines:
        return 0, 0
    lengths = np.empty(lexed.lines, dtype=np.int64)
    np.subtract(lexed.line_starts[1:], lexed.line_starts[:-1] + 1, out=lengths[:-1])
    lengths[-1] = len(lexed.classes) - lexed.line_starts[-1] - 1
    if lengths.max() <= LONG:
        return 0, 0
    lengths[np.frombuffer(lexed.line_kinds, dtype=np.uint8) <= COMMENT] = 0
    count = int(np.count_nonzero(lengths > LONG))
    return count, int(lengths.argmax()) + 1 if count else 0


def is_indented_both_ways(data: bytes, lexed: Lexed) -> bool:
    """Whether a good part of the code lines begins with tabs and another with two or more spaces."""
    if b"\t" not in data or b"  " not in data:
        return False
    content = np.frombuffer(data + b" ", dtype=np.uint8)
    code = lexed.line_starts[np.frombuffer(lexed.line_kinds, dtype=np.uint8) > COMMENT]
    tabs = int(np.count_nonzero(content[code] == 9))
    spaces = int(np.count_nonzero((content[code] == 32) & (content[code + 1] == 32)))
    return min(tabs, spaces) >= max(_FEWEST, _FEWEST_SHARE * (tabs + spaces))
