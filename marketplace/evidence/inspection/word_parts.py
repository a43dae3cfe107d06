"""The parts of a DOCX file (ECMA-376): relationships, content types and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from marketplace.evidence.inspection.office_refusals import active, loads_from_outside
from marketplace.evidence.inspection.xml_reading import read_xml

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIP = re.compile(r"http://\S*/relationships Relationship")
_FETCHING_FIELDS = re.compile(r"\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK)\b", re.IGNORECASE)
_EMBEDDED = ("word/embeddings/", "word/activeX/", "word/ctrlProps/")
_WORDML = "wordprocessingml/"


def check_docx(folder: Path) -> None:
    """Refuse what acts, embeds or fetches.

    Args:
        folder: the unpacked file.

    Raises:
        EvidenceRefused: names what and in which part.
    """
    for part in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = part.relative_to(folder).as_posix()
        if "vbaproject" in name.lower():
            raise active(f"Makros („{name}“)", f"macros (“{name}”)")
        if name.startswith(_EMBEDDED):
            raise active(f"eine eingebettete Datei („{name}“)", f"an embedded file (“{name}”)")
        if part.suffix in {".xml", ".rels"}:
            elements = _DocxElements(name)
            read_xml(part, name, elements, elements.on_text)


class _DocxElements:
    """Looks at elements and field texts of one part of a DOCX."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._in_field = False
        self._field = ""

    def __call__(self, element: str, attributes: Mapping[str, str]) -> None:
        namespace, _, local = element.rpartition(" ")
        if namespace == _TYPES and re.search(
            "macroEnabled|vbaProject|activeX", attributes.get("ContentType", "")
        ):
            raise active(f"Makros (laut „{self._name}“)", f"macros (by “{self._name}”)")
        if _RELATIONSHIP.fullmatch(element):
            self._check_relationship(attributes)
        if _WORDML not in namespace:
            return
        if local == "altChunk":
            raise active(
                f"einen Teil in fremdem Format (altChunk in „{self._name}“)",
                f"a part in a foreign format (altChunk in “{self._name}”)",
            )
        self._in_field = local == "instrText"
        if local == "p":
            self._field = ""
        if local == "fldSimple":
            self._check_field(next((v for k, v in attributes.items() if k.endswith(" instr")), ""))

    def on_text(self, text: str) -> None:
        """Field instructions may be cut into pieces; a paragraph's pieces are read as one."""
        if self._in_field:
            self._field = (self._field + text)[-2000:]
            self._check_field(self._field)

    def _check_relationship(self, attributes: Mapping[str, str]) -> None:
        is_link = attributes.get("Type", "").endswith("/hyperlink")
        if attributes.get("TargetMode") == "External" and not is_link:
            raise loads_from_outside(attributes.get("Target", ""), self._name)

    def _check_field(self, instruction: str) -> None:
        if found := _FETCHING_FIELDS.search(instruction):
            raise active(
                f"ein Feld, das anderes nachlädt ({found[1].upper()} in „{self._name}“)",
                f"a field that loads other things ({found[1].upper()} in “{self._name}”)",
            )
