"""ODT and DOCX: no macros, nothing embedded, nothing loaded, no bombs."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document as WordDocument
from odfdo import Document as OdfDocument
from odfdo import Paragraph

from grader.unpacking.limits import UnpackLimits
from marketplace.evidence.inspection import office
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.inspection.conftest import Look, Refused


def test_a_docx_written_by_python_docx_is_taken(look: Look) -> None:
    out = io.BytesIO()
    made = WordDocument()
    made.add_paragraph("Hallo")
    made.save(out)
    assert look(out.getvalue()).media_type == office.DOCX


def test_an_odt_written_by_odfdo_is_taken(look: Look) -> None:
    out = io.BytesIO()
    text = OdfDocument("text")
    text.body.append(Paragraph("Hallo"))
    text.save(out)
    assert look(out.getvalue()).media_type == office.ODT


def test_links_people_click_are_nothing_bad(look: Look) -> None:
    link = '<text:p><text:a xlink:href="https://stadt.example/">Stadt</text:a></text:p>'
    assert look(files.odt(link)).note == "ODT"
    assert look(files.docx(relationships=files.relationship("hyperlink", "https://a.example"))).note == "DOCX"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (files.odt(Basic__Standard__Module1_dot_xml="<a/>"), "Makros („Basic/Standard/Module1.xml“)"),
        (files.odt(Scripts__python__x_dot_py="pass"), "Makros („Scripts/python/x.py“)"),
        (files.odt('<script:event-listener xlink:href="vnd.sun.star.script:x"/>'), "event-listener"),
        (files.odt(**{"Object 1": b"\xd0\xcf"}), "eingebettetes Objekt („Object 1“)"),
        (files.docx(word__vbaProject_dot_bin=b"x"), "Makros („word/vbaProject.bin“)"),
        (files.docx(word__embeddings__a_dot_bin=b"x"), "eingebettete Datei („word/embeddings/a.bin“)"),
        (files.docx('<w:altChunk w:id="r1"/>'), "altChunk"),
        (files.docx("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r></w:p>"), "DDEAUTO"),
        (
            files.docx(
                "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r>"
                "<w:r><w:instrText>PICTURE x</w:instrText></w:r></w:p>"
            ),
            "INCLUDEPICTURE",
        ),
        (files.docx('<w:fldSimple w:instr="INCLUDETEXT x"/>'), "INCLUDETEXT"),
    ],
)
def test_active_contents_are_named(refused: Refused, content: bytes, words: str) -> None:
    refusal = refused(content)
    assert refusal.word == "active-content"
    assert words in refusal.de


@pytest.mark.parametrize(
    "content",
    [
        files.odt('<draw:image xlink:href="https://boese.example/x.png"/>'),
        files.odt('<text:section-source xlink:href="../geheim.odt"/>'),
        files.odt('<draw:image xlink:href="//boese.example/x.png"/>'),
        files.docx(relationships=files.relationship("attachedTemplate", "https://boese.example/x.dotm")),
        files.docx(relationships=files.relationship("image", "file://boese.example/x.png")),
    ],
)
def test_what_is_loaded_from_outside_is_named(refused: Refused, content: bytes) -> None:
    refusal = refused(content)
    assert refusal.word == "loads-from-outside"
    assert "boese.example" in refusal.de or "geheim.odt" in refusal.de


def test_document_types_are_refused(refused: Refused) -> None:
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert refused(files.odt(styles_dot_xml=entity)).word == "doctype"
    assert refused(files.docx(word__styles_dot_xml=entity)).word == "doctype"


def test_protected_texts_are_refused(refused: Refused) -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<manifest:encryption-data/></manifest:manifest>"
    )
    content = files.packed({"mimetype": files.ODT, "content.xml": "<a/>", "META-INF/manifest.xml": manifest})
    assert refused(content).word == "encrypted"
    assert refused(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600).word == "compound-file"


def test_other_archives_are_refused(refused: Refused) -> None:
    assert refused(files.packed({"a.txt": "x"})).word == "unknown-format"


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml"])
def test_paths_that_lead_out_are_refused(refused: Refused, name: str) -> None:
    assert refused(files.odt(**{name: "<a/>"})).word == "unsafe-archive"


@pytest.mark.parametrize(("more", "is_taken"), [(1, True), (0, True), (-1, False)])
def test_the_number_of_parts_is_limited(
    look: Look, refused: Refused, monkeypatch: pytest.MonkeyPatch, more: int, is_taken: bool
) -> None:
    parts = {f"Pictures__{number}_dot_png": "x" for number in range(7)}
    monkeypatch.setattr(office, "LIMITS", UnpackLimits(files=10 + more))
    content = files.odt(**parts)
    if is_taken:
        assert look(content).note == "ODT"
    else:
        assert refused(content).word == "too-many-files"


def test_bombs_are_refused_while_they_unpack(refused: Refused) -> None:
    out = io.BytesIO(files.odt())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("Pictures/x", "w") as part:
        for _piece in range(30):
            part.write(b"\0" * 1_000_000)
    refusal = refused(out.getvalue())
    assert refusal.word == "archive-bomb"
    assert "100-Fache" in refusal.de


def test_truncated_texts_and_data_behind_them_are_refused(refused: Refused) -> None:
    content = files.docx()
    assert refused(content[:-30]).word == "damaged-archive"
    assert refused(content + b"x").word == "damaged-archive"


def test_broken_xml_is_refused_with_its_part(refused: Refused) -> None:
    assert "word/styles.xml" in refused(files.docx(word__styles_dot_xml="<a>")).de
