"""XML without document types, entities or endless depth (CWE-611, CWE-776)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers import expat

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.limits import XML_DEPTH, XML_ELEMENTS

# Namespace and local name, attributes by the same names.
OnElement = Callable[[str, Mapping[str, str]], None]
OnText = Callable[[str], None]


def read_xml(path: Path, name: str, on_element: OnElement, on_text: OnText | None = None) -> None:
    """Read an XML file once, from the beginning to its end.

    Args:
        path: the file.
        name: what to call it in a refusal.
        on_element: told each element as "namespace local-name" with its attributes.
        on_text: told each piece of text.

    Raises:
        EvidenceRefused: with a document type, too deep, too long, or no well-formed XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = elements = 0

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > XML_DEPTH or elements > XML_ELEMENTS:
            raise _too_much(name)
        on_element(element, attributes)

    def end(_element: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise _has_doctype(name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    if on_text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = on_text
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise EvidenceRefused(
            "broken-xml",
            f"„{name}“ ist kein lesbares XML ({error}).",
            f"“{name}” is no readable XML ({error}).",
        ) from error


def _has_doctype(name: str) -> EvidenceRefused:
    return EvidenceRefused(
        "doctype",
        f"„{name}“ beginnt mit einer Dokumenttyp-Angabe (DOCTYPE). Solche Dateien nehmen wir nicht an, weil "
        "sie beim Lesen anderes nachladen können.",
        f"“{name}” begins with a document type (DOCTYPE). We do not take such files, because reading "
        "them can load other things.",
    )


def _too_much(name: str) -> EvidenceRefused:
    return EvidenceRefused(
        "xml-too-large",
        f"„{name}“ ist tiefer als {XML_DEPTH} Ebenen geschachtelt oder hat mehr als zwei Millionen Elemente.",
        f"“{name}” is nested deeper than {XML_DEPTH} levels or has more than two million elements.",
    )
