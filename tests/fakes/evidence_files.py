"""Files to upload as evidence: honest ones and hostile ones, really made."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

ODT = "application/vnd.oasis.opendocument.text"
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(pages: int = 1, *, archival: str = "", **saving: Any) -> bytes:
    """A plain PDF; `archival` writes the mark of PDF/A, e.g. "2B"."""
    made = Pdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(200, 200))
    if archival:
        with made.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = archival[0], archival[1]
    return _saved(made, **saving)


def pdf_with_script() -> bytes:
    """JavaScript that runs when the document is opened."""
    made = _blank()
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return _saved(made)


def pdf_with_button(kind: str, *, page: int = 1) -> bytes:
    """A button on a page with an action of the given kind, e.g. "/Launch"."""
    made = _blank(page)
    action = Dictionary(S=Name(kind), F=String("calc.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[page - 1].obj.Annots = Array([made.make_indirect(link)])
    return _saved(made)


def pdf_with_web_link() -> bytes:
    """An ordinary link to a web page, which is nothing bad."""
    made = _blank()
    action = Dictionary(S=Name.URI, URI=String("https://stadt.example/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].obj.Annots = Array([made.make_indirect(link)])
    return _saved(made)


def pdf_with_attachment(name: str = "rechnung.xml") -> bytes:
    """A PDF that carries another file."""
    made = _blank()
    made.attachments[name] = b"<a/>"
    return _saved(made)


def encrypted_pdf() -> bytes:
    """Opens without a password, but printing is not allowed."""
    return pdf(encryption=pikepdf.Encryption(owner="geheim", user=""))


def image(kind: str = "PNG", size: tuple[int, int] = (30, 20), **saving: Any) -> bytes:
    """A picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 80, 160)).save(out, kind, **saving)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that says where it was taken, by whom, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera GmbH"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}
    return image("JPEG", exif=exif.tobytes(), comment=b"geheim")


def moving_image() -> bytes:
    """A PNG of two frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt(body: str = "<text:p>Hallo</text:p>", /, **parts: bytes | str) -> bytes:
    """A text document; further members by keyword, "__" standing for "/" and "_dot_" for "."."""
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    members: dict[str, bytes | str] = {
        "mimetype": ODT,
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    return packed(members | _named(parts))


def docx(body: str = "<w:p/>", /, relationships: str = "", **parts: bytes | str) -> bytes:
    """A Word document; further members as for `odt`."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">{relationships}</Relationships>',
    }
    return packed(members | _named(parts))


def relationship(kind: str, target: str) -> str:
    """A relationship that leads out of a Word document."""
    return f'<Relationship Id="r1" Type="{_KINDS}/{kind}" Target="{target}" TargetMode="External"/>'


def cyclonedx(components: int = 2) -> bytes:
    """A bill of materials as CycloneDX JSON."""
    parts = [{"type": "library", "name": f"teil-{number}"} for number in range(components)]
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}).encode()


def spdx(packages: int = 3) -> bytes:
    """A bill of materials as SPDX JSON."""
    return json.dumps({"spdxVersion": "SPDX-2.3", "packages": [{}] * packages}).encode()


def cyclonedx_xml(inside: str = "<components><component/></components>", before: str = "") -> bytes:
    """A bill of materials as CycloneDX XML."""
    return f'{before}<bom xmlns="http://cyclonedx.org/schema/bom/1.5">{inside}</bom>'.encode()


def _blank(pages: int = 1) -> Pdf:
    made = Pdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(200, 200))
    return made


def _saved(made: Pdf, **saving: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, **saving)
    return out.getvalue()


def _named(parts: dict[str, bytes | str]) -> dict[str, bytes | str]:
    return {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
