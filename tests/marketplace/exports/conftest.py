"""Reading PDF files back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf


@dataclass
class Structure:
    """What a PDF says to assistive technology: its tags in reading order, its texts by tag."""

    title: str
    language: str
    shows_title: bool
    tags: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    pages: int = 0

    @property
    def headings(self) -> list[int]:
        return [int(tag[1:]) for tag in self.tags if tag[:1] == "H" and tag[1:].isdigit()]


def structure_of(pdf: bytes) -> Structure:
    """Open a PDF and collect its structure; a PDF without tags raises KeyError."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        found = Structure(
            title=str(document.docinfo["/Title"]),
            language=str(root.Lang),
            shows_title=bool(root.ViewerPreferences.DisplayDocTitle),
            pages=len(document.pages),
        )
        for element in _elements(root.StructTreeRoot):
            found.tags.append(str(element.S).removeprefix("/"))
            if "/Alt" in element:
                found.alternatives.append(str(element.Alt))
        with document.open_outline() as outline:
            found.bookmarks = [item.title for item in outline.root]
        return found


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)
