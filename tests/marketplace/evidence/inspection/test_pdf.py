"""PDF files are whole, open, and only to be read."""

from __future__ import annotations

import io

import pikepdf
import pytest

from marketplace.evidence.inspection import pdf as pdf_inspection
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.inspection.conftest import Look, Refused


def test_a_plain_pdf_is_taken_with_its_pages(look: Look) -> None:
    found = look(files.pdf(3))
    assert (found.media_type, found.pages, found.note, found.redrawn) == ("application/pdf", 3, "", "")


@pytest.mark.parametrize(("mark", "note"), [("2B", "PDF/A-2b"), ("1A", "PDF/A-1a"), ("3U", "PDF/A-3u")])
def test_pdf_a_is_named_as_the_file_says(look: Look, mark: str, note: str) -> None:
    assert look(files.pdf(archival=mark)).note == note


def test_links_to_web_pages_are_nothing_bad(look: Look) -> None:
    assert look(files.pdf_with_web_link()).pages == 1


def test_modern_files_with_packed_objects_are_looked_through_too(refused: Refused) -> None:
    content = files.pdf_with_script()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in out.getvalue()
    assert refused(out.getvalue()).word == "active-content"


def test_scripts_are_named_with_their_place(refused: Refused) -> None:
    refusal = refused(files.pdf_with_script())
    assert "JavaScript" in refusal.de
    assert "Dokumenteigenschaften" in refusal.de


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("/Launch", "Startaktion"),
        ("/SubmitForm", "Eingaben verschickt"),
        ("/ImportData", "Daten einliest"),
        ("/GoToE", "eingebettete Datei"),
        ("/GoToR", "andere Datei"),
        ("/Rendition", "Medien"),
    ],
)
def test_actions_are_named_with_their_page(refused: Refused, kind: str, words: str) -> None:
    refusal = refused(files.pdf_with_button(kind, page=2))
    assert words in refusal.de
    assert "auf Seite 2" in refusal.de
    assert "on page 2" in refusal.en


def test_files_inside_are_refused(refused: Refused) -> None:
    assert "eingebettete Datei" in refused(files.pdf_with_attachment()).de


def test_protected_files_are_refused(refused: Refused) -> None:
    assert refused(files.encrypted_pdf()).word == "encrypted"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_truncated_files_are_refused(refused: Refused, share: float) -> None:
    content = files.pdf(3)
    refusal = refused(content[: int(len(content) * share)])
    assert refusal.word == "damaged"
    assert "nicht vollständig" in refusal.de


def test_a_damaged_index_is_not_repaired(refused: Refused) -> None:
    content = files.pdf()
    at = content.rindex(b"startxref") + 10
    assert refused(content[:at] + b"999999\n%%EOF\n").word == "damaged"


def test_an_archive_behind_the_pdf_is_refused(refused: Refused) -> None:
    assert refused(files.pdf() + files.packed({"a.txt": "x"})).word == "polyglot"


def test_an_archive_whose_comment_ends_like_a_pdf_is_refused(refused: Refused) -> None:
    archive = files.packed({"a.txt": "x"})
    ending = b"\n%%EOF\n"
    hidden = archive[:-2] + len(ending).to_bytes(2, "little") + ending
    assert refused(files.pdf() + hidden).word == "polyglot"


def test_anything_after_the_end_is_refused_with_its_size(refused: Refused) -> None:
    refusal = refused(files.pdf() + b"<script>alert(1)</script>")
    assert refusal.word == "polyglot"
    assert "25 Byte" in refusal.de


def test_a_pdf_must_begin_with_its_first_byte(refused: Refused) -> None:
    assert refused(b"GIF89a" + files.pdf()).word == "unknown-format"


@pytest.mark.parametrize(("limit", "is_taken"), [(-1, False), (0, True), (1, True)])
def test_the_number_of_objects_is_limited(
    look: Look, refused: Refused, monkeypatch: pytest.MonkeyPatch, limit: int, is_taken: bool
) -> None:
    content = files.pdf(2)
    with pikepdf.open(io.BytesIO(content)) as made:
        number = len(made.objects)
    monkeypatch.setattr(pdf_inspection, "PDF_OBJECTS", number + limit)
    if is_taken:
        assert look(content).pages == 2
    else:
        assert refused(content).word == "too-many-objects"
