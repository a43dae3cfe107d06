"""One file of named sections with checksums: written at once or not at all, read only when it is whole."""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MAGIC = b"grader cache 1\n\0"
_NUMBER = 8
_LONGEST_HEAD = 1 << 20


class NotUsable(Exception):
    """The file is no cache, is damaged, or was written by another version."""


def write_sections(path: Path, made_by: str, sections: Mapping[str, bytes | memoryview]) -> None:
    """Write beside `path`, then take its place; others see the old file or the new one, never a part.

    Args:
        path: below a folder that exists; the file is readable by its owner only.
        made_by: what the content depends on beside its source; a reader must ask for the same.
        sections: content by name.

    Raises OSError when there is no room or no right to write.
    """
    table, offset = {}, 0
    for name, content in sections.items():
        size = len(content)
        table[name] = [offset, size, zlib.crc32(content)]
        offset += -(-size // _NUMBER) * _NUMBER
    head = json.dumps({"made_by": made_by, "sections": table}).encode("ascii")
    head += b" " * (-len(head) % _NUMBER)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(
                _MAGIC + len(head).to_bytes(_NUMBER, "big") + zlib.crc32(head).to_bytes(_NUMBER, "big")
            )
            file.write(head)
            for content in sections.values():
                file.write(content)
                file.write(b"\0" * (-len(content) % _NUMBER))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def read_sections(path: Path, made_by: str) -> dict[str, memoryview]:
    """The sections of a file that is whole and was made by the same version.

    Raises NotUsable otherwise, also when the file is missing or cannot be read.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as problem:
        raise NotUsable(str(problem)) from problem
    try:
        return _sections(content, made_by)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise NotUsable(f"another form: {problem}") from problem


def _sections(content: memoryview, made_by: str) -> dict[str, memoryview]:
    start = len(_MAGIC) + 2 * _NUMBER
    lead = bytes(content[:start])
    size = int.from_bytes(lead[len(_MAGIC) : -_NUMBER], "big")
    if not lead.startswith(_MAGIC) or size > _LONGEST_HEAD:
        raise NotUsable("no cache of this form")
    head = bytes(content[start : start + size])
    if zlib.crc32(head) != int.from_bytes(lead[-_NUMBER:], "big"):
        raise NotUsable("damaged head")
    described: dict[str, Any] = json.loads(head)
    if described["made_by"] != made_by:
        raise NotUsable("made by another version")
    return {
        name: _whole(content[start + size + offset : start + size + offset + length], length, checksum)
        for name, (offset, length, checksum) in described["sections"].items()
    }


def _whole(part: memoryview, length: int, checksum: int) -> memoryview:
    if len(part) != length or zlib.crc32(part) != checksum:
        raise NotUsable("damaged section")
    return part
