"""Files to take away: saved, never shown as a page of this site."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase

PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Response = TypeVar("Response", bound=HttpResponseBase)

_SPELLED = {
    ord(one): text for one, text in zip("äöüßÄÖÜ", ("ae", "oe", "ue", "ss", "Ae", "Oe", "Ue"), strict=True)
}


def as_file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """A file to save under a harmless name; a browser that shows it anyway runs nothing in it.

    Args:
        name: with its ending; anything but letters, digits, "-", "_" and "." becomes "-".
        kind: media type.
    """
    return as_safe_file(HttpResponse(content, content_type=kind), name=name)


def as_safe_file(response: Response, *, name: str) -> Response:
    """Mark a response as a file to save under a harmless name, in which nothing runs.

    Args:
        name: as in `as_file`.
    """
    response["Content-Disposition"] = f'attachment; filename="{safe_name(name)}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_name(name: str) -> str:
    """A file name that every system takes: ASCII, no path, at most 120 characters."""
    spelled = name.translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    stem, _, ending = plain.rpartition(".")
    stem = re.sub(r"[^A-Za-z0-9_]+", "-", stem).strip("-")[:110] or "datei"
    return f"{stem}.{re.sub('[^a-z0-9]', '', ending.lower())[:8]}"
