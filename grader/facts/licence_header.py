"""The SPDX line in the head of a file (REUSE specification 3.3, SPDX 2.3 annex E)."""

from __future__ import annotations

import re

HEAD_BYTES = 4_096
_LABEL = b"SPDX-License-" + b"Identifier:"
_LINE = re.compile(_LABEL + rb"[ \t]*([A-Za-z0-9.+() -]{2,120})")


def licence_of_head(data: bytes) -> tuple[str, int]:
    """Expression and 1-based line of the first SPDX licence line in the first 4 KiB, or ``("", 0)``."""
    head = data[:HEAD_BYTES]
    at = head.find(_LABEL)
    match = _LINE.match(head, at) if at >= 0 else None
    if match is None:
        return "", 0
    return match[1].decode().strip().removesuffix("--").strip(), head.count(b"\n", 0, at) + 1
