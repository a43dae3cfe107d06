"""Which functions have a documentation comment: a text that says to a reader what the function is for.

It counts when it ends directly before the function, with nothing but annotations, decorators and words like
``export`` or ``public static`` and no blank line between, and begins its line; in Python also a text as first
statement. Lines of dashes and orders to tools (``eslint-disable``, ``noqa``) are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from tree_sitter import Node

from grader.facts.parsing import Syntax

Function = tuple[int, int, Node]
_FARTHEST = 400
"""Most bytes between the end of the comment and the function."""
_IN_BRACKETS = re.compile(rb"\([^()]*\)|\[[^\[\]]*\]")
_ANOTHER_STATEMENT = re.compile(rb"[;{}]|\n[ \t\r]*\n")
_SAYS_SOMETHING = re.compile(rb"[^\W\d_]{3,}[^\n]*?[^\W\d_]{2,}")
_FOR_TOOLS = re.compile(
    rb"^\W*(?:eslint|@ts-|prettier|tslint|jshint|noinspection|nolint|noqa|pylint|type:|pragma|istanbul|NOSONAR|"
    rb"rubocop|phpcs|@phpstan|clang-format|go:|#?region|#?endregion|!)"
)


def documented_functions(functions: Sequence[Function], syntax: Syntax, data: bytes) -> list[bool]:
    """Say for each function, given as (start, end, node), whether a documentation comment belongs to it."""
    if not syntax.comments:
        return [False] * len(functions)
    comments = sorted(syntax.comments)
    starts = np.array([start for start, _, _ in functions])
    before = np.array([start for start, _ in comments]).searchsorted(starts) - 1
    texts = {start for start, _ in comments if data[start] in b"\"'"}
    found = []
    for (start, _, node), index in zip(functions, before.tolist(), strict=True):
        end = comments[index][1] if index >= 0 else start + 1
        near = end <= start and start - end < _FARTHEST and _documents(data, comments[index][0], end, start)
        found.append(near or (bool(texts) and _begins_with_text(node, texts)))
    return found


def _documents(data: bytes, start: int, end: int, function: int) -> bool:
    """Whether the comment (start, end) says something about the function behind it."""
    between = data[end - 1 : function][data[end - 1] != 10 :]  # some comments hold the end of their line
    if b"(" in between or b"[" in between:
        between = _IN_BRACKETS.sub(b"", between)
    if _ANOTHER_STATEMENT.search(between):
        return False
    if data[data.rfind(b"\n", 0, start) + 1 : start].strip():
        return False
    text = data[start:end]
    return _SAYS_SOMETHING.search(text) is not None and not _FOR_TOOLS.match(text)


def _begins_with_text(function: Node, texts: set[int]) -> bool:
    body = function.child_by_field_name("body")
    return body is not None and body.start_byte in texts
