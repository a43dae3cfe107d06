"""Script blocks inside Vue and Svelte files, kept at their place so that line numbers stay right."""

from __future__ import annotations

import re

_SCRIPT = re.compile(rb"<script\b([^>]{0,2000})>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_TYPED = re.compile(rb"""\blang\s*=\s*["']?(?:ts|tsx|typescript)\b""", re.IGNORECASE)
_NOT_A_LINE_BREAK = re.compile(rb"[^\n]")


def script_only(data: bytes) -> tuple[bytes, str]:
    """Blank out everything outside of the script blocks, byte for byte, keeping line breaks.

    Returns:
        The blanked bytes and the key of the grammar: ``tsx`` when a block says it is TypeScript, else
        ``javascript``.
    """
    parts: list[bytes] = []
    position, typed = 0, False
    for match in _SCRIPT.finditer(data):
        parts += (_blank(data[position : match.start(2)]), match.group(2))
        position = match.end(2)
        typed = typed or _TYPED.search(match.group(1)) is not None
    parts.append(_blank(data[position:]))
    return b"".join(parts), "tsx" if typed else "javascript"


def _blank(data: bytes) -> bytes:
    return _NOT_A_LINE_BREAK.sub(b" ", data)
