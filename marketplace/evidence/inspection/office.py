"""ODT and DOCX: unpacked with limits, no macros, nothing embedded, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from grader.unpacking.limits import UnpackLimits
from grader.unpacking.refused import ArchiveRefused
from grader.unpacking.tree_writer import TreeWriter
from grader.unpacking.zip_archive import unpack_zip
from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.office_refusals import active, loads_from_outside
from marketplace.evidence.inspection.signatures import unknown_format
from marketplace.evidence.inspection.word_parts import check_docx
from marketplace.evidence.inspection.xml_reading import read_xml
from marketplace.evidence.limits import (
    ARCHIVE_MEMBERS,
    ARCHIVE_RATIO,
    DOCUMENT_MEGABYTES,
    UNPACKED_MEGABYTES,
)

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMITS = UnpackLimits(
    archive_megabytes=DOCUMENT_MEGABYTES,
    unpacked_megabytes=UNPACKED_MEGABYTES,
    files=ARCHIVE_MEMBERS,
    depth=10,
    ratio=ARCHIVE_RATIO,
    ratio_from_megabytes=10,
)
_XLINK = "http://www.w3.org/1999/xlink href"
# Links a reader follows by clicking, and the note which template a text was made from: nothing loads these.
_CLICKED = {"a", "template", "area-rectangle", "area-circle", "area-polygon"}
_ACTING = {"event-listener", "script", "plugin", "applet", "floating-frame", "object-ole", "auto-reload"}
_ODF = re.compile(r"urn:oasis:names:tc:opendocument:xmlns:[a-z-]+:1\.0 (.+)")
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\.\./")


def inspect_office(path: Path, scratch: Path) -> Inspected:
    """Unpack an ODT or DOCX file and look at each part.

    Args:
        path: the upload, a zip archive by its first bytes.
        scratch: an empty folder is made in it.

    Raises:
        EvidenceRefused: damaged, a bomb, another archive, or with active contents.
    """
    folder = scratch / "parts"
    writer = TreeWriter(folder, LIMITS, packed_bytes=path.stat().st_size)
    try:
        unpack_zip(path, writer, LIMITS, lambda _done, _total: None)
    except ArchiveRefused as refusal:
        raise _refused_archive(refusal) from refusal
    if writer.left_out:
        raise _odd_part(writer.left_out[0])
    if (mark := folder / "mimetype").is_file() and mark.read_bytes()[:100].strip() == ODT.encode():
        _check_odt(folder)
        return Inspected(ODT, note="ODT")
    if (folder / "[Content_Types].xml").is_file() and (folder / "word" / "document.xml").is_file():
        check_docx(folder)
        return Inspected(DOCX, note="DOCX")
    raise unknown_format()


def _check_odt(folder: Path) -> None:
    if not (folder / "content.xml").is_file():
        raise _odd_part("content.xml")
    # Office programs leave some parts empty.
    for part in sorted(one for one in folder.rglob("*") if one.is_file() and one.stat().st_size):
        name = part.relative_to(folder).as_posix()
        if name.startswith(("Basic/", "Scripts/")):
            raise active(f"Makros („{name}“)", f"macros (“{name}”)")
        if re.fullmatch(r"Object \d+", name):
            raise active(f"ein eingebettetes Objekt („{name}“)", f"an embedded object (“{name}”)")
        if part.suffix in {".xml", ".rdf"}:
            read_xml(part, name, _OdtElements(name))


class _OdtElements:
    """Looks at the elements of one part of an ODT."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, element: str, attributes: Mapping[str, str]) -> None:
        match = _ODF.fullmatch(element)
        local = match[1] if match else element.rpartition(" ")[2]
        if local == "encryption-data":
            raise EvidenceRefused(
                "encrypted",
                "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne.",
                "The file is protected by a password. Please save it without.",
            )
        if match and local in _ACTING:
            raise active(
                f"aktive Inhalte ({local} in „{self._name}“)", f"active contents ({local} in “{self._name}”)"
            )
        target = attributes.get(_XLINK, "")
        if local not in _CLICKED and _OUTSIDE.match(target):
            raise loads_from_outside(target, self._name)


def _odd_part(name: str) -> EvidenceRefused:
    return EvidenceRefused(
        "odd-part",
        f"Die Textdatei ist nicht aufgebaut, wie sie soll: „{name[:120]}“.",
        f"The text document is not built as it should be: “{name[:120]}”.",
    )


def _refused_archive(refusal: ArchiveRefused) -> EvidenceRefused:
    if refusal.word in {"too-large", "archive-bomb", "too-many-files"}:
        return EvidenceRefused(
            refusal.word,
            f"Ausgepackt hat die Datei mehr als {UNPACKED_MEGABYTES} MB, mehr als {ARCHIVE_MEMBERS} Teile "
            f"oder das {ARCHIVE_RATIO}-Fache ihrer Größe. Solche Dateien werden nicht geöffnet.",
            f"Unpacked, the file has more than {UNPACKED_MEGABYTES} MB, more than {ARCHIVE_MEMBERS} parts "
            f"or {ARCHIVE_RATIO} times its size. Such files are not opened.",
        )
    return EvidenceRefused(refusal.word, refusal.de, refusal.en)
