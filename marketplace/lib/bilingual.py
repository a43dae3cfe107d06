"""Texts that exist in German and English; German stands in where English is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def in_current_language(texts: Mapping[str, str]) -> str:
    """Pick the text of the active language; German is the leading language and the fallback."""
    return texts.get(get_language() or "de") or texts.get("de", "")


def is_bilingual(value: Any) -> bool:
    """Tell a {de, en} text from a plain value."""
    return isinstance(value, dict) and "de" in value
