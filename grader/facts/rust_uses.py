"""The paths named by a ``use`` of Rust: ``use a::{b, c::{d, e}};`` names a::b, a::c::d and a::c::e."""

from __future__ import annotations

import re

_PART = re.compile(r"[{},]|[^{},]+")
MOST = 200


def rust_paths(text: str) -> list[str]:
    """Paths of one ``use`` declaration in the order of the text, without ``as`` names, at most `MOST`."""
    match = re.match(r"(?:pub(?:\([^)]*\))?\s+)?use\s+(.*?);?\s*\Z", text, re.DOTALL)
    if match is None:
        return []
    found: list[str] = []
    prefixes = [""]
    written = ""
    for part in _PART.findall(re.sub(r"//[^\n]*", "", match[1])):
        if part == "{":
            prefixes.append(prefixes[-1] + written)
            written = ""
        elif part in "},":
            _add(found, prefixes[-1], written)
            written = ""
            if part == "}" and len(prefixes) > 1:
                prefixes.pop()
        else:
            written = re.split(r"\s+as\s+", part)[0].strip()
    _add(found, prefixes[-1], written)
    return found[:MOST]


def _add(found: list[str], prefix: str, name: str) -> None:
    """A glob or ``self`` names the path before it."""
    if name in ("*", "self") or name.endswith("::*"):
        name = name.removesuffix("*").removesuffix("self")
    elif not name:
        return
    found.append((prefix + name).removesuffix("::"))
