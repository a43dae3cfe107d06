"""Reads XML of strangers as plain elements with their lines; document types and entities are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 50_000


class UnsafeXml(ValueError):
    """The document is broken, beyond the limits, or declares a document type."""


@dataclass(slots=True)
class Element:
    """One element: its name without namespace, its attributes, its own text and its 1-based line."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        return next((child for child in self.children if child.name == name), None)

    def value(self, name: str) -> str:
        """Text of the first child of that name, stripped; empty when there is none."""
        child = self.child(name)
        return child.text.strip() if child else ""

    def all(self, name: str) -> Iterator[Element]:
        """All descendants of that name in document order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)


def load_xml(text: str) -> Element:
    """Build the elements of a document.

    A document type declaration is refused outright, so no entity is ever expanded (CWE-776) and nothing
    outside the document is ever opened (CWE-611).

    Raises:
        UnsafeXml: too long, too deep, too many elements, a document type, or no XML.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnsafeXml("larger than 2 MB")
    builder = _Builder()
    try:
        return builder.build(text)
    except expat.ExpatError as problem:
        raise UnsafeXml(str(problem)) from problem


class _Builder:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._root = Element("", 0)
        self._open = [self._root]
        self._elements = 0

    def build(self, text: str) -> Element:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.Parse(text, True)
        return self._root.children[0]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise UnsafeXml("too deep or too many elements")
        element = Element(name.rpartition(":")[2], self._parser.CurrentLineNumber, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].text += text

    def _refuse(self, *_declaration: object) -> None:
        raise UnsafeXml("declares a document type")
