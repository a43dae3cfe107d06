"""Comments and strings of languages without a grammar here, by one regular expression per comment style.

This is the usual approach of line counters (cloc, scc): exact enough for lines, not for structure.
"""

from __future__ import annotations

import re

from grader.facts.lexing import Span

# Longer literals are taken in pieces: without a bound, a long line of quotes that never end would take time
# with the square of its length.
_DOUBLE = rb'"(?:[^"\\\n]|\\.){0,500}+"|"(?:[^"\\\n]|\\.){500}'
_SINGLE = rb"'(?:[^'\\\n]|\\.){0,500}+'|'(?:[^'\\\n]|\\.){500}"
_C_BLOCK = rb"/\*.*?(?:\*/|\Z)"
_MARKUP = rb"<!--.*?(?:-->|\Z)|\{#.*?(?:#\}|\Z)|\{\{!--.*?(?:--\}\}|\Z)|<%--.*?(?:--%>|\Z)"

_STYLES: dict[str, tuple[bytes, bytes]] = {
    "c": (_C_BLOCK + rb"|//[^\n]*+", _DOUBLE + b"|" + _SINGLE),
    "css": (_C_BLOCK, _DOUBLE + b"|" + _SINGLE),
    "hash": (rb"(?:^|(?<=[\s;]))\#[^\n]*+", _DOUBLE + b"|" + _SINGLE),
    "markup": (_MARKUP, _DOUBLE),
    "sql": (_C_BLOCK + rb"|--[^\n]*+", _SINGLE),
    "lua": (rb"--\[\[.*?(?:\]\]|\Z)|--[^\n]*+", _DOUBLE + b"|" + _SINGLE),
    "haskell": (rb"\{-.*?(?:-\}|\Z)|--[^\n]*+", _DOUBLE),
    "lisp": (rb";[^\n]*+", _DOUBLE),
    "percent": (rb"%[^\n]*+", _DOUBLE),
    "basic": (rb"(?:^|(?<=\s))(?:'|!|::|REM\b|rem\b)[^\n]*+", _DOUBLE),
}
_PATTERNS = {
    style: re.compile(b"(?P<comment>" + comment + b")|(?P<string>" + string + b")", re.DOTALL | re.MULTILINE)
    for style, (comment, string) in _STYLES.items()
}


def comments_and_strings(data: bytes, style: str) -> tuple[list[Span], list[Span]]:
    """Byte spans of comments and of string literals; both empty for a style without comments."""
    pattern = _PATTERNS.get(style)
    comments: list[Span] = []
    strings: list[Span] = []
    if pattern is not None:
        for match in pattern.finditer(data):
            (comments if match.lastgroup == "comment" else strings).append(match.span())
    return comments, strings
