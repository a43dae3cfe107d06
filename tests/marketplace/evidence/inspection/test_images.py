"""Images are drawn anew; what is not the picture is gone."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from marketplace.evidence import limits
from marketplace.evidence.inspection import images
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.inspection.conftest import Look, Refused


@pytest.mark.parametrize(
    ("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_images_keep_their_format_and_size(look: Look, scratch: Path, kind: str, media_type: str) -> None:
    found = look(files.image(kind))
    assert (found.media_type, found.pages, found.note) == (media_type, 1, "30 × 20")
    with Image.open(scratch / found.redrawn) as drawn:
        assert (drawn.format, drawn.size) == (kind, (30, 20))


def test_place_camera_and_comment_are_gone_and_the_picture_stands_upright(look: Look, scratch: Path) -> None:
    content = files.photo_with_place()
    assert b"Kamera GmbH" in content
    found = look(content)
    redrawn = (scratch / found.redrawn).read_bytes()
    with Image.open(io.BytesIO(redrawn)) as drawn:
        assert drawn.size == (20, 30)
        assert not drawn.getexif()
    assert b"Kamera" not in redrawn
    assert b"geheim" not in redrawn


def test_text_and_anything_behind_a_png_are_gone(look: Look, scratch: Path) -> None:
    info = PngInfo()
    info.add_text("Author", "Anna Beispiel")
    content = files.image(pnginfo=info) + files.packed({"a.exe": "MZ"})
    redrawn = (scratch / look(content).redrawn).read_bytes()
    assert b"Anna" not in redrawn
    assert b"PK\x03\x04" not in redrawn


def test_see_through_parts_stay(look: Look, scratch: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (5, 5), (1, 2, 3, 0)).save(out, "PNG")
    with Image.open(scratch / look(out.getvalue()).redrawn) as drawn:
        assert drawn.getpixel((0, 0)) == (1, 2, 3, 0)


@pytest.mark.parametrize(("height", "is_taken"), [(99, True), (100, True), (101, False)])
def test_pixels_are_limited_before_any_is_unpacked(
    look: Look, refused: Refused, monkeypatch: pytest.MonkeyPatch, height: int, is_taken: bool
) -> None:
    monkeypatch.setattr(images, "IMAGE_PIXELS", 400_000)
    content = files.image(size=(4000, height))
    if is_taken:
        assert look(content).note == f"4000 × {height}"
    else:
        refusal = refused(content)
        assert refusal.word == "too-many-pixels"
        assert "0,5 Megapixel" in refusal.de


def test_the_limit_is_forty_megapixels() -> None:
    assert limits.IMAGE_PIXELS == 40_000_000


def test_a_header_that_promises_a_huge_image_is_refused_at_once(refused: Refused) -> None:
    content = bytearray(files.image())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    assert refused(bytes(content)).word == "too-many-pixels"


def test_moving_images_are_refused(refused: Refused) -> None:
    assert refused(files.moving_image()).word == "moving-image"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_truncated_images_are_refused(refused: Refused, kind: str) -> None:
    content = files.image(kind, size=(300, 300))
    assert refused(content[: len(content) // 2]).word == "damaged"


def test_other_pictures_are_refused(refused: Refused) -> None:
    assert refused(files.image("GIF")).word == "unknown-format"
    assert refused(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>').word == "no-sbom"


def test_a_picture_its_format_cannot_hold_is_refused(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    # libwebp runs out of room for some large pictures; an impossible quality stands in for that.
    monkeypatch.setitem(images._SAVING, "WEBP", {"quality": 101})
    assert refused(files.image("WEBP")).word == "not-drawn"
