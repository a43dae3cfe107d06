"""A small sign with the grade for a README: one SVG without fonts, scripts or addresses of its own."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

LABEL = {"de": "Programmierung", "en": "Programming"}
HEIGHT, PADDING, FONT = 24, 9, 13
# Mean width of a letter of the usual sans-serif types, as a share of the type size (measured on Verdana, the
# widest of them); the text is set to this length, so that it fits whatever type is at hand.
LETTER = 0.60
INK, EDGE, GROUND = "#131525", "#6e7597", "#ffffff"


def badge(result: Mapping[str, Any], language: str) -> str:
    """Draw the badge: what was looked at, the letter, and the grade in words.

    Args:
        result: what `grade_folder` returned.
        language: `de` or `en`.

    Returns:
        A whole SVG document, readable in light and dark surroundings, titled for screen readers.
    """
    verdict = result["verdict"]
    letter, word, label = verdict["grade"], verdict["grade_word"][language], LABEL[language]
    said = f"{letter} · {word}" if letter else word
    left, right = _width(label), _width(said)
    title = escape(f"{label}: {said} ({result['as_of']})")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{HEIGHT}" '
        f'viewBox="0 0 {left + right} {HEIGHT}" role="img" aria-labelledby="title" lang="{language}">'
        f'<title id="title">{title}</title>'
        f'<rect x=".5" y=".5" width="{left + right - 1}" height="{HEIGHT - 1}" rx="3" fill="{GROUND}" '
        f'stroke="{EDGE}"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v{HEIGHT - 6}a3 3 0 0 1-3 3H{left}z" fill="{INK}"/>'
        f'<g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="{FONT}">'
        f"{_text(label, 0, left, INK)}{_text(said, left, right, GROUND)}</g></svg>\n"
    )


def _width(text: str) -> int:
    return round(len(text) * FONT * LETTER) + 2 * PADDING


def _text(text: str, x: int, width: int, colour: str) -> str:
    length = width - 2 * PADDING
    return (
        f'<text x="{x + PADDING}" y="16.5" textLength="{length}" lengthAdjust="spacingAndGlyphs" '
        f'fill="{colour}">{escape(text)}</text>'
    )
