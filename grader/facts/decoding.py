"""From the bytes of a file to UTF-8 text, without ever failing."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOK_FOR_NUL = 8192


def to_utf8(content: bytes) -> tuple[bytes, str] | None:
    """Bring `content` to UTF-8.

    Returns:
        The UTF-8 bytes and the encoding found (utf-8, utf-8-sig, utf-16, utf-32 or latin-1), or None for
        binary content: a NUL among the first 8,192 bytes, as git decides, and no Unicode byte order mark.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _from_unicode(content, bom, encoding)
    if b"\0" in content[:_LOOK_FOR_NUL]:
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1").encode("utf-8"), "latin-1"
    return content, "utf-8"


def _from_unicode(content: bytes, bom: bytes, encoding: str) -> tuple[bytes, str] | None:
    if encoding == "utf-8-sig":
        rest = content[len(bom) :]
        return rest.decode("utf-8", "replace").encode("utf-8"), encoding
    return content.decode(encoding, "replace").encode("utf-8", "replace"), encoding
