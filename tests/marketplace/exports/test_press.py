"""No text gets out of its place: not into markup, not to files or addresses, not past the limits."""

from __future__ import annotations

import re
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from marketplace.exports.contents.frame import frame
from marketplace.exports.errors import DocumentFailed
from marketplace.exports.pdf import press as pressing
from marketplace.exports.pdf.fonts import font_folder, glyphs
from marketplace.exports.pdf.plain import LONGEST, printable

AT = datetime(2026, 11, 23, tzinfo=UTC)
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "$x^2$ *fett* _schräg_ `roh` <marke> @marke",
    '#image("https://forge.example/x.png")',
    "\\u{41} // Kommentar /* mehr */",
    "{{ 7 * 7 }} <script>alert(1)</script>",
    "= Überschrift",
]


def _order(template: str, contents: dict[str, Any], root: Path, seconds: int = 20) -> dict[str, Any]:
    return {
        "template": template, "contents": contents, "fonts": str(font_folder()), "root": str(root),
        "timestamp": 0, "seconds": seconds,
    }  # fmt: skip


def _text_of(pdf: bytes, folder: Path) -> str:
    """The text by a reader of its own kind: every glyph's Unicode from the fonts' maps."""
    path = folder / "text.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", done.stdout.decode())


def _pressed(*texts: str) -> bytes:
    sources = [{"n": 1, "title": text, "url": "", "on": text, "basis": ""} for text in texts]
    memo = {
        "organisation": "", "state": "", "created": "", "edition": "", "decisions": [], "need": list(texts),
        "profile": [], "wishes": [], "search": None, "ranking": [], "sensitivity": [], "opened": [],
        "set_aside": [], "thresholds": {"lines": [], "seen": "", "warning": ""}, "log": [], "people": [],
        "intact": "", "digest": "", "digests": [],
    }  # fmt: skip
    contents = frame("Titel", at=AT) | {"name": "Titel", "memo": memo, "sources": sources}
    return pressing.press("memo", contents, at=AT)


def _content_of(pdf: bytes) -> bytes:
    import io

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return b"".join(page.Contents.read_bytes() for page in document.pages)


def test_markup_in_texts_changes_nothing_but_the_text() -> None:
    """Each hostile text gives a document of the same structure as a harmless one of the same length."""
    harmless = _structure(_pressed("a"))
    for text in HOSTILE:
        assert _structure(_pressed(text)) == harmless


def _structure(pdf: bytes) -> list[str]:
    from tests.marketplace.exports.conftest import structure_of

    return structure_of(pdf).tags


def test_no_text_becomes_a_link_or_an_attachment() -> None:
    import io

    with pikepdf.open(
        io.BytesIO(_pressed(*HOSTILE, "https://forge.example/", "javascript:alert(1)"))
    ) as document:
        assert not [one for page in document.pages for one in page.get("/Annots", [])]
        assert not document.attachments


@pytest.mark.parametrize(
    "text",
    [
        "中文",
        "😀",
        "\u202egnp.exe",
        "a\0b",
        "\x07",
        "\ud800",
        "\uffff",
        "ال",
        "x\u0301\u0327",
        "",
        " ",
        "\ufeff",
    ],
)
def test_what_no_font_can_show_appears_as_its_code(text: str) -> None:
    shown = printable(text, glyphs())
    assert all(ord(one) in glyphs() for one in shown)
    assert _pressed(text).startswith(b"%PDF-")


def test_a_character_that_turns_text_around_is_shown_as_its_code() -> None:
    assert printable("a\u202eb", glyphs()) == "a[U+202E]b"
    assert printable("tab\tund\nZeile", glyphs()) == "tab und Zeile"


def test_a_text_of_ten_megabytes_is_cut_with_a_note_and_pressed() -> None:
    text = "Wort " * 2_000_000
    shown = printable(text, glyphs())
    assert shown.endswith(f"[+{len(text) - LONGEST}]")
    assert _pressed(text).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "template",
    ['#read("/etc/passwd")', '#read("../../etc/passwd")', '#import "@preview/cetz:0.3.0"', '#image("x.png")'],
)
def test_even_a_template_reaches_neither_files_nor_packages(template: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentFailed):
        pressing.run(_order(template, {}, tmp_path), str(tmp_path), 20)


def test_a_document_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    template = (
        "#let x = 0\n#while true { x += 1 }\n#let f(n) = if n > 0 { f(n - 1) + f(n - 1) } else { 0 }\n#f(60)"
    )
    endless = "#let f(n) = if n > 0 { f(n - 1) + f(n - 1) + n } else { 0 }\n#f(40)"
    for one in (template, endless):
        with pytest.raises(DocumentFailed):
            pressing.run(_order(one, {}, tmp_path, seconds=3), str(tmp_path), 3)


def test_only_so_many_are_pressed_at_a_time_and_who_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(pressing, "_TURNS", turns)
    with turns, pytest.raises(DocumentFailed, match="no turn"):
        pressing.run(_order("Text", {}, tmp_path), str(tmp_path), 1)
    with pytest.raises(DocumentFailed):
        pressing.run(_order('#read("/etc/passwd")', {}, tmp_path), str(tmp_path), 20)
    assert turns.acquire(blocking=False), "a failure gives its turn back"
