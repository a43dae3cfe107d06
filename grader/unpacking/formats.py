"""Archives are recognised by their first bytes, never by their name."""

from __future__ import annotations

HEAD_BYTES = 512


def archive_format(head: bytes) -> str | None:
    """Name the format of an archive: zip, gzip, bzip2, xz or tar; None for anything else.

    Args:
        head: the first 512 bytes of the file, or all of a shorter one.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if head.startswith(b"BZh"):
        return "bzip2"
    if head.startswith(b"\xfd7zXZ\x00"):
        return "xz"
    if head[257:262] == b"ustar":
        return "tar"
    return None
