"""Addresses of this marketplace, as they stand in mails: never of another host, in the reader's language."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils import translation


def absolute(path: str) -> str:
    """A path below the marketplace's own, configured address."""
    return settings.SITE_URL.rstrip("/") + path


def at_home(address: str) -> str:
    """The same path at our own host, whatever host was written there (CWE-644: Host headers in mails)."""
    parts = urlsplit(address)
    asked = f"?{parts.query}" if parts.query else ""
    return absolute(f"{parts.path}{asked}")


def in_language(path: str, language: str) -> str:
    """The page at this path in another language; the path itself where there is no such page.

    Args:
        path: path or address of a page in any language.
        language: "de" or "en".
    """
    spoken = translation.get_language_from_path(urlsplit(path).path) or settings.LANGUAGE_CODE
    with translation.override(spoken):
        return translate_url(path, language)
