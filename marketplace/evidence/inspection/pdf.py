"""PDF files: whole, without a password, and nothing in them that acts or carries another file.

Names after ISO 32000-1: actions 12.6.4, embedded files 7.11.4, rich media 13, XFA 12.7.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.signatures import damaged, hides_archive
from marketplace.evidence.limits import PDF_OBJECTS

_TAIL_BYTES = 22 + 0xFFFF
_MOST_METADATA = 1_000_000
_ACTIONS = {
    "/JavaScript": ("JavaScript", "JavaScript"),
    "/Launch": ("eine Startaktion, die ein Programm öffnet", "a launch action, which opens a program"),
    "/SubmitForm": ("ein Formular, das Eingaben verschickt", "a form that sends what is typed"),
    "/ImportData": ("eine Aktion, die Daten einliest", "an action that imports data"),
    "/GoToE": ("einen Sprung in eine eingebettete Datei", "a jump into an embedded file"),
    "/GoToR": ("einen Sprung in eine andere Datei", "a jump into another file"),
    "/Rendition": ("eingebettete Medien", "embedded media"),
    "/Movie": ("eingebettete Medien", "embedded media"),
    "/Sound": ("eingebettete Medien", "embedded media"),
    "/RichMediaExecute": ("eingebettete Medien", "embedded media"),
}
_ANNOTATIONS = {
    "/FileAttachment": ("eine angehängte Datei", "an attached file"),
    "/RichMedia": ("eingebettete Medien", "embedded media"),
    "/Movie": ("eingebettete Medien", "embedded media"),
    "/Screen": ("eingebettete Medien", "embedded media"),
    "/Sound": ("eingebettete Medien", "embedded media"),
    "/3D": ("eingebettete Medien", "embedded media"),
}
_KEYS = {
    "/JS": ("JavaScript", "JavaScript"),
    "/EF": ("eine eingebettete Datei", "an embedded file"),
    "/EmbeddedFiles": ("eingebettete Dateien", "embedded files"),
    "/XFA": ("ein XFA-Formular", "an XFA form"),
}
Words = tuple[str, str]


def inspect_pdf(path: Path) -> Inspected:
    """Look at a PDF file object by object.

    Raises:
        EvidenceRefused: damaged, encrypted, mixed with another format, or with active contents.
    """
    _check_frame(path)
    try:
        with Pdf.open(path, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise _encrypted()
            if len(pdf.objects) > PDF_OBJECTS:
                raise _too_many(len(pdf.objects))
            pages = len(pdf.pages)
            _check_objects(pdf)
            return Inspected("application/pdf", pages=pages, note=_archival(pdf))
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged("PDF") from error


def _check_frame(path: Path) -> None:
    """The file ends where the PDF ends, and is no archive at the same time."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = file.read()
    if hides_archive(tail):
        raise EvidenceRefused(
            "polyglot",
            "Die Datei ist zugleich PDF und ZIP-Archiv (Verzeichnis am Ende der Datei).",
            "The file is a PDF and a ZIP archive at once (directory at the end of the file).",
        )
    _, found, rest = tail.rpartition(b"%%EOF")
    if not found:
        raise damaged("PDF", "das Ende fehlt", "the end is missing")
    if rest := rest.strip(b"\r\n\t \0"):
        raise EvidenceRefused(
            "polyglot",
            f"Nach dem Ende des PDF stehen noch {len(rest)} Byte, die nicht dazugehören.",
            f"After the end of the PDF there are {len(rest)} bytes that do not belong to it.",
        )


def _check_objects(pdf: Pdf) -> None:
    places = _places(pdf)
    objects: Iterable[object] = pdf.objects
    for indirect in objects:
        if not isinstance(indirect, Object):
            continue  # Numbers and truth values come as Python's own.
        for one in _parts(indirect):
            if words := _active(one):
                raise _refused(words, places.get(indirect.objgen) or _object_place(indirect))


def _parts(whole: Object) -> Iterator[Object]:
    """An object and everything that stands directly in it; what it refers to comes by itself."""
    waiting = [whole]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary | Stream):
            yield one
            inside = [value for _, value in one.items()]
        elif isinstance(one, Array):
            inside = list(one)
        else:
            continue
        waiting += [value for value in inside if isinstance(value, Object) and not value.is_indirect]


def _active(one: Object) -> Words | None:
    """What a dictionary does beyond being read, or None."""
    for key, words in _KEYS.items():
        if key in one:
            return words
    if isinstance(one, Stream) and "/F" in one:
        return ("Inhalt aus einer anderen Datei", "content from another file")
    if _name(one, "/Type") == "/EmbeddedFile":
        return _KEYS["/EF"]
    return _ACTIONS.get(_name(one, "/S")) or _ANNOTATIONS.get(_name(one, "/Subtype"))


def _name(one: Object, key: str) -> str:
    value = one.get(key)
    return str(value) if isinstance(value, Name) else ""


def _places(pdf: Pdf) -> dict[tuple[int, int], Words]:
    """Which objects belong to which page, so that a refusal can name it."""
    found = {pdf.Root.objgen: ("in den Dokumenteigenschaften", "in the document's properties")}
    for number, page in enumerate(pdf.pages, start=1):
        words = (f"auf Seite {number}", f"on page {number}")
        found[page.obj.objgen] = words
        annotations = page.obj.get("/Annots")
        for one in annotations if isinstance(annotations, Array) else ():
            if isinstance(one, Dictionary):
                found.setdefault(one.objgen, words)
                for key in ("/A", "/AA", "/FS"):
                    if isinstance(inner := one.get(key), Dictionary):
                        found.setdefault(inner.objgen, words)
    found.pop((0, 0), None)
    return found


def _object_place(indirect: Object) -> Words:
    number = indirect.objgen[0]
    return (f"im Objekt {number}", f"in object {number}")


def _archival(pdf: Pdf) -> str:
    """ "PDF/A-2b" where the file says so (ISO 19005; not checked whether it keeps to it)."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return ""
    text = stream.read_bytes()[:_MOST_METADATA]
    part = re.search(rb"pdfaid:part(?:\s*=\s*[\"']|[^>]{0,200}>)\s*([1-4])", text)
    level = re.search(rb"pdfaid:conformance(?:\s*=\s*[\"']|[^>]{0,200}>)\s*([ABUEFabuef])", text)
    if not part:
        return ""
    return f"PDF/A-{part[1].decode()}{level[1].decode().lower() if level else ''}"


def _refused(words: Words, place: Words) -> EvidenceRefused:
    return EvidenceRefused(
        "active-content",
        f"Das PDF enthält {words[0]} ({place[0]}). Bitte entfernen Sie das und laden Sie es neu hoch.",
        f"The PDF contains {words[1]} ({place[1]}). Please remove that and upload it again.",
    )


def _encrypted() -> EvidenceRefused:
    return EvidenceRefused(
        "encrypted",
        "Das PDF ist verschlüsselt oder hat Einschränkungen mit Kennwort. Bitte speichern Sie es ohne.",
        "The PDF is encrypted or restricted by a password. Please save it without.",
    )


def _too_many(number: int) -> EvidenceRefused:
    shown = f"{number:,}"
    most = f"{PDF_OBJECTS:,}"
    return EvidenceRefused(
        "too-many-objects",
        f"Das PDF besteht aus {shown.replace(',', '.')} Teilen; möglich sind {most.replace(',', '.')}.",
        f"The PDF consists of {shown} parts; possible are {most}.",
    )
