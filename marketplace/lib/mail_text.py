"""Plain texts of mails: names on one line, and paragraphs, so that the HTML mail says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a mail: either `text`, or an address standing alone as `link` with what it does."""

    text: str
    link: str = ""


def one_line(text: str) -> str:
    """Text in one line without control signs, also those that turn the direction of writing."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def paragraphs_of(text: str, actions: Mapping[str, str]) -> list[Paragraph]:
    """Split a plain text at its blank lines; a paragraph that is nothing but an address becomes a link.

    Args:
        text: plain text.
        actions: address → what it does, in few words ("Adresse bestätigen").
    """
    pieces = [piece.strip() for piece in re.split(r"\n\s*\n", text) if piece.strip()]
    return [
        Paragraph(actions.get(piece, piece), piece) if ADDRESS.fullmatch(piece) else Paragraph(piece)
        for piece in pieces
    ]
