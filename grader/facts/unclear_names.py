"""Names that tell a reader nothing: placeholders and single letters that live long.

``i``, ``x`` and the like are fine where a glance takes in their whole life; a single letter counts when it is
assigned to a variable and then used over `LONG_LIFE` lines and more of the same function (Clean Code,
chapter 2: the length of a name should correspond to the size of its scope). Coordinates, counters and
capitals of formulas never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from grader.facts.lexing import WORD, Lexed
from grader.facts.model import FunctionFacts, Mark

LONG_LIFE = 20
USES = 3
_CONVENTIONAL = b"ijknxyz"
_PLACEHOLDER = re.compile(
    r"(?:foo|bar|baz|qux|foobar|asdf\w*|blah|stuff|thing|x{3,}|a{3,}|tmp|temp|do_?(?:it|stuff|something|thing)"
    r"|(?:my|the|new|a)?_?(?:func|function|method)|fn|proc)\d*",
    re.IGNORECASE,
)
Offsets = npt.NDArray[np.int64]
_UNCONVENTIONAL = np.zeros(256, dtype=bool)
_UNCONVENTIONAL[[letter for letter in range(ord("a"), ord("z") + 1) if letter not in _CONVENTIONAL]] = True


def unclear_names(
    functions: tuple[FunctionFacts, ...], spans: Iterable[tuple[int, int]], data: bytes, lexed: Lexed
) -> tuple[Mark, ...]:
    """Places of unclear names in the order of lines.

    Args:
        functions, spans: functions of the file and their (start, end) bytes.
        data, lexed: the source and its tokens.
    """
    found = [Mark(f.line, f.line, f.name) for f in functions if _PLACEHOLDER.fullmatch(f.name)]
    found += _long_lived_letters(sorted(spans), data, lexed)
    return tuple(sorted(set(found), key=lambda mark: (mark.line, mark.text, mark.end_line)))


def _long_lived_letters(spans: list[tuple[int, int]], data: bytes, lexed: Lexed) -> list[Mark]:
    if not spans:
        return []
    content = np.frombuffer(data, dtype=np.uint8)
    starts, ends = lexed.starts, lexed.ends
    places = ((ends - starts == 1) & (lexed.kinds == WORD)).nonzero()[0]
    letters = content[starts[places]]
    rare = places[_UNCONVENTIONAL[letters]]
    inner = rare[(rare > 0) & (rare < len(starts) - 1)]
    if not len(inner):
        return []
    assigned = inner[_is_assigned(inner, content, starts, ends)]
    if not len(assigned):
        return []
    counted = set(content[starts[assigned]].tolist())
    uses = {byte: starts[places[letters == byte]] for byte in counted}
    found: dict[tuple[tuple[int, int], int], Mark | None] = {}
    for at, span in _innermost(spans, starts[assigned].tolist()):
        byte = data[at]
        if span is not None and (span, byte) not in found:
            first, last = uses[byte].searchsorted(span).tolist()
            found[span, byte] = _mark(uses[byte][first:last], byte, lexed)
    return [mark for mark in found.values() if mark is not None]


def _is_assigned(
    places: Offsets, content: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets
) -> npt.NDArray[np.bool_]:
    """Whether ``=`` or ``:=`` follows, and it is no named argument and no member of something."""
    after, length = starts[places + 1], ends[places + 1] - starts[places + 1]
    equals = (content[after] == ord("=")) & (length == 1)
    equals |= (
        (content[after] == ord(":"))
        & (content[np.minimum(after + 1, len(content) - 1)] == ord("="))
        & (length == 2)
    )
    before = content[ends[places - 1] - 1]
    argument = (before == ord("(")) | (before == ord(",")) | (before == ord(".")) | (before == ord(">"))
    return np.asarray(equals & ~argument, dtype=bool)


def _innermost(
    spans: list[tuple[int, int]], places: list[int]
) -> Iterator[tuple[int, tuple[int, int] | None]]:
    """Each of the rising places with the innermost of the nested spans around it."""
    waiting = iter(sorted(spans, key=lambda span: (span[0], -span[1])))
    following = next(waiting, None)
    around: list[tuple[int, int]] = []
    for place in places:
        while following is not None and following[0] <= place:
            around.append(following)
            following = next(waiting, None)
        while around and around[-1][1] <= place:
            around.pop()
        yield place, around[-1] if around else None


def _mark(uses: Offsets, byte: int, lexed: Lexed) -> Mark | None:
    lines = lexed.line_starts.searchsorted(uses, side="right")
    if len(uses) < USES or lines[-1] - lines[0] < LONG_LIFE:
        return None
    return Mark(int(lines[0]), int(lines[-1]), chr(byte))
