"""Objective-C as its grammar (3.0.2) reads it: preprocessor and macros it stumbles over become blanks.

Without this, the class or the file around such a place is lost with all its functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_DIRECTIVE = re.compile(rb"^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b[^\n]*(?:\\\n[^\n]*)*", re.M)
_ARGUMENTS = rb"(?:[ \t]*\((?:[^();{}]|\([^();{}]*\)){0,500}\))?"
_MACRO = re.compile(
    rb"^[ \t]*#[^\n]*|"
    rb"\b(?:[A-Z0-9]+_)*(?:AVAILABLE|UNAVAILABLE|DEPRECATED|SWIFT_NAME|SWIFT_UI_ACTOR|NONNULL_BEGIN|NONNULL_END|"
    rb"DESIGNATED_INITIALIZER|REQUIRES_SUPER|RETURNS_RETAINED|APPEARANCE_SELECTOR|FORMAT_FUNCTION|"
    rb"REFINED_FOR_SWIFT|STRING_ENUM|TYPED_ENUM|EXTENSIBLE_ENUM|EXTERN_C_BEGIN|EXTERN_C_END)"
    rb"(?:_[A-Z0-9_]+)?\b" + _ARGUMENTS,
    re.M,
)
_ENUM = re.compile(
    rb"(?:\btypedef[ \t]+)?\bNS_(?:CLOSED_|ERROR_)?(?:ENUM|OPTIONS)\([^(),\n]{0,100},[ \t]*(\w+)\)"
)
_BLANK = bytes(byte if byte == 0x0A else 0x20 for byte in range(256))


def as_the_grammar_reads_it(data: bytes) -> bytes:
    """`data` with other words in some places, each byte that remains at its place.

    Conditions for the compiler (``#if``) are left out. All of their branches stay, unless one opens a brace
    that it does not close; then only the first stays. Macros that stand beside a declaration,
    ``API_AVAILABLE(…)``, are left out, ``typedef NS_ENUM(int, A)`` becomes ``enum A``.
    """
    if b"#" in data:
        data = _blanked(data, _conditions(data))
    data = _MACRO.sub(_without_macro, data)
    return _ENUM.sub(lambda found: (b"enum " + found.group(1)).ljust(len(found.group())), data)


def _without_macro(found: re.Match[bytes]) -> bytes:
    text = found.group()
    return text if b"#" in text[:80].split(b"(", 1)[0] else text.translate(_BLANK)


@dataclass(slots=True)
class _Condition:
    """One ``#if``: where its branches start and how many more braces each opens than it closes."""

    starts: list[int]
    balances: list[int] = field(default_factory=lambda: [0])


def _conditions(data: bytes) -> list[tuple[int, int]]:
    """The places of the directives and of the branches that are left out."""
    places: list[tuple[int, int]] = []
    open_conditions: list[_Condition] = []
    last = 0
    for found in _DIRECTIVE.finditer(data):
        start, end = found.span()
        if open_conditions:
            braces = data.count(b"{", last, start) - data.count(b"}", last, start)
            open_conditions[-1].balances[-1] += braces
        last = end
        places.append((start, end))
        word = found.group(1)
        if word.startswith(b"if"):
            open_conditions.append(_Condition([end]))
        elif open_conditions and word != b"endif":
            open_conditions[-1].starts.append(end)
            open_conditions[-1].balances.append(0)
        elif open_conditions:
            places += _closed(open_conditions, start)
    return places


def _closed(open_conditions: list[_Condition], end: int) -> list[tuple[int, int]]:
    """What a condition that ends leaves out; its first branch counts for the condition around it."""
    condition = open_conditions.pop()
    if not any(condition.balances):
        return []
    if open_conditions:
        open_conditions[-1].balances[-1] += condition.balances[0]
    return [(condition.starts[1], end)] if len(condition.starts) > 1 else []


def _blanked(data: bytes, places: list[tuple[int, int]]) -> bytes:
    pieces, position = [], 0
    for start, end in sorted(places):
        if end > position:
            pieces.append(data[position : max(start, position)])
            pieces.append(data[max(start, position) : end].translate(_BLANK))
            position = end
    return b"".join((*pieces, data[position:]))
