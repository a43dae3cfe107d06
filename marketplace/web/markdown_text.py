"""Markdown of the operator's texts as safe HTML."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# "[Name der betreibenden Stelle]" without an address behind it: a gap only the operator can fill.
_GAP = re.compile(r"\[([^\]<>\n]{2,120})\](?![(\[])")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")


def as_html(text: str) -> SafeString:
    """Render Markdown; raw HTML stays text, gaps are marked.

    Args:
        text: CommonMark with tables.

    Returns:
        HTML whose only tags come from the renderer.
    """
    html = _MARKDOWN.render(text)
    # The renderer escapes everything that comes from the text (html=False), and the gap's words are
    # taken from its output, so they are escaped already.
    return mark_safe(_GAP.sub(r'<mark class="gap">[\1]</mark>', html))  # noqa: S308
