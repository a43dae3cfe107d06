"""Script blocks inside Vue and Svelte files, kept at their place so that line numbers stay right."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = re.compile(rb"<script\b[^>]{0,2000}>")
_CLOSING = b"</script"
_TYPED = re.compile(rb"""\blang\s{0,9}=\s{0,9}["']?(?:ts|tsx|typescript)\b""")
_NOT_A_LINE_BREAK = re.compile(rb"[^\n]")


def script_only(data: bytes) -> tuple[bytes, str]:
    """Blank out everything outside of the script blocks, byte for byte, keeping line breaks.

    Returns:
        The blanked bytes and the key of the grammar: ``tsx`` when a block says it is TypeScript, else
        ``javascript``.
    """
    parts: list[bytes] = []
    position, typed = 0, False
    for opening, start, end in _blocks(data):
        parts += (_blank(data[position:start]), data[start:end])
        position = end
        typed = typed or _TYPED.search(opening) is not None
    parts.append(_blank(data[position:]))
    return b"".join(parts), "tsx" if typed else "javascript"


def _blocks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Opening tag, start and end of each block's content; a block without end is none. Each byte is looked at
    once, however many tags are opened."""
    lower = data.lower()
    position = 0
    while opening := _OPENING.search(lower, position):
        end = lower.find(_CLOSING, opening.end())
        if end < 0:
            return
        yield opening.group(), opening.end(), end
        position = end + len(_CLOSING)


def _blank(data: bytes) -> bytes:
    return _NOT_A_LINE_BREAK.sub(b" ", data)
