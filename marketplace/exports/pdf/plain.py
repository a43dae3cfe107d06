"""Texts as they can be printed: nothing invisible, nothing a font cannot show, nothing endless."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

# Longer texts are cut with a visible note; the longest field of the catalogue has 4,000 characters.
LONGEST = 6000
_SPACES = {"\n", "\t", "\r", "\v", "\f", "\u2028", "\u2029", "\x85"}


def printable(value: Any, glyphs: Collection[int]) -> Any:
    """Make every text in a structure printable; keys and numbers stay.

    A character without a glyph, and every invisible one that could turn text around (bidi controls, see
    CVE-2021-42574), appears as its code, e.g. [U+202E]: nothing is dropped silently.

    Args:
        value: JSON-like structure.
        glyphs: code points the fonts can show.
    """
    if isinstance(value, str):
        return _text(value, glyphs)
    if isinstance(value, Mapping):
        return {str(key): printable(item, glyphs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item, glyphs) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _text(str(value), glyphs)


def _text(text: str, glyphs: Collection[int]) -> str:
    cut = len(text) - LONGEST
    if cut > 0:
        text = text[:LONGEST]
    shown = "".join(_character(one, glyphs) for one in unicodedata.normalize("NFC", text))
    return f"{shown} […] [+{cut}]" if cut > 0 else shown


def _character(one: str, glyphs: Collection[int]) -> str:
    if one in _SPACES:
        return " "
    if one in {"\u00ad", "\u200b", "\u2060", "\ufeff"}:
        return ""  # only says where a line may break
    if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Cn"} or ord(one) not in glyphs:
        return f"[U+{ord(one):04X}]"
    return one
