"""Text that an XML document can hold."""

from __future__ import annotations

import re

# XML 1.0, section 2.2: these are no characters of a document.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def xml_text(text: str) -> str:
    """The text with forbidden characters replaced by the replacement character, so that they are seen."""
    return _FORBIDDEN.sub("\ufffd", text)
