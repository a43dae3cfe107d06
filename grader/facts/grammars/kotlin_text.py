"""Kotlin as its grammar (1.1.0) reads it: what it takes for errors, replaced by as many bytes.

Without this, the class around such a place is lost with all its functions."""

from __future__ import annotations

import re

_LAST_COMMA = re.compile(rb",(?=\s*;)")
_LIKE_A_KEYWORD = re.compile(
    rb"[\n{][ \t]*(?:(?:in|as|else|where|by)(?=[0-9_])|(?:abstract|crossinline|external|final|infix|inline|"
    rb"internal|lateinit|noinline|open|override|private|protected|public|sealed|suspend|tailrec|vararg)"
    rb"(?=\(|[ \t]*(?:[.\[?]|[-+*/]?=)))"
)
_DOLLARS = re.compile(rb'(?<!\$)\$\$+(?=")')
_CLASS_ON_ONE_LINE = re.compile(rb"(?:class|object|interface)\b[^\n{]{0,200}\{ [^\n]{0,200}\}")
_END = re.compile(rb"(?<=[^\s{;,]) (?=\})")
_CONSTRUCTOR_BELOW = re.compile(
    rb"class \w+(?:<[^\n{]{0,100}>)?[ \t]*\n[ \t]*"
    rb"(?:@?\w[\w.]*(?:\([^\n()]{0,100}\))?[ \t\n]+){1,4}constructor\("
)


def as_the_grammar_reads_it(data: bytes) -> bytes:
    """`data` with other words in some places, each byte that remains at its place.

    The comma before a semicolon in an ``enum`` is left out. A name that begins a line and looks like a
    keyword (``in1.close()``, ``open = true``) gets a large letter. The dollars before ``$$"…"`` are left out.
    A class on one line, ``class A { val b = 1 }``, ends with a semicolon. A constructor below the name of its
    class moves up.
    """
    if b"enum" in data:
        data = _LAST_COMMA.sub(b" ", data)
    if b'$$"' in data:
        data = _DOLLARS.sub(_blank, data)
    data = _LIKE_A_KEYWORD.sub(lambda found: found.group().title(), data)
    data = _CONSTRUCTOR_BELOW.sub(lambda found: found.group().replace(b"\n", b" "), data)
    return _CLASS_ON_ONE_LINE.sub(_ended, data)


def _blank(found: re.Match[bytes]) -> bytes:
    return b" " * len(found.group())


def _ended(found: re.Match[bytes]) -> bytes:
    return found.group() if b"${" in found.group() else _END.sub(b";", found.group())
