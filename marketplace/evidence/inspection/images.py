"""Images are drawn anew: what is kept is the picture, without position, camera, comments or hidden data."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.signatures import damaged
from marketplace.evidence.limits import DOCUMENT_BYTES, DOCUMENT_MEGABYTES, IMAGE_MEGAPIXELS, IMAGE_PIXELS

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_SAVING: dict[str, dict[str, int | bool]] = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 92},
    "WEBP": {"quality": 92},
}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, OverflowError)


def inspect_image(path: Path, kind: str, scratch: Path) -> Inspected:
    """Draw an image anew into the scratch folder.

    Args:
        path: the upload.
        kind: "png", "jpeg" or "webp", by its first bytes.
        scratch: where the new file is written.

    Raises:
        EvidenceRefused: damaged, moving, or with more pixels than allowed.
    """
    name = kind.upper()
    try:
        with warnings.catch_warnings():
            # Our own limit below is stricter than the one this warning speaks of.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=[name])
        with image:
            _check_size(*image.size)
            if getattr(image, "n_frames", 1) > 1:
                raise _moving()
            image.load()
            drawn = _plain(image)
    except Image.DecompressionBombError as error:
        raise _too_large("mehr als 170", "more than 170") from error
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise damaged(name) from error
    target = scratch / f"redrawn.{kind}"
    try:
        drawn.save(target, format=name, **_SAVING[name])
    except ValueError as error:  # WebP cannot hold every large picture.
        raise _not_drawn() from error
    if target.stat().st_size > DOCUMENT_BYTES:
        raise _too_heavy()
    note = f"{drawn.width} × {drawn.height}"
    return Inspected(MEDIA_TYPES[name], pages=1, note=note, redrawn=target.name)


def _check_size(width: int, height: int) -> None:
    """Before a single pixel is unpacked."""
    if width * height > IMAGE_PIXELS:
        tenths = -(-width * height // 100_000)
        whole, part = divmod(tenths, 10)
        raise _too_large(f"{whole},{part}", f"{whole}.{part}")


def _plain(image: Image.Image) -> Image.Image:
    """The picture as it is seen: turned the right way, in grey or colour, nothing else."""
    turned = ImageOps.exif_transpose(image)
    has_holes = "A" in turned.getbands() or "transparency" in turned.info
    if image.format == "JPEG" or not has_holes:
        mode = "L" if turned.mode in {"1", "L"} else "RGB"
    else:
        mode = "RGBA"
    drawn = turned.convert(mode) if turned.mode != mode else turned.copy()
    drawn.info = {}
    return drawn


def _too_large(de: str, en: str) -> EvidenceRefused:
    return EvidenceRefused(
        "too-many-pixels",
        f"Das Bild hat {de} Megapixel; möglich sind {IMAGE_MEGAPIXELS}. Bitte verkleinern Sie es.",
        f"The image has {en} megapixels; possible are {IMAGE_MEGAPIXELS}. Please make it smaller.",
    )


def _moving() -> EvidenceRefused:
    return EvidenceRefused(
        "moving-image",
        "Das Bild besteht aus mehreren Einzelbildern. Bitte laden Sie ein einzelnes Bild hoch.",
        "The image consists of several frames. Please upload a single image.",
    )


def _not_drawn() -> EvidenceRefused:
    return EvidenceRefused(
        "not-drawn",
        "Das Bild ließ sich nicht neu zeichnen. Bitte verkleinern Sie es oder speichern "
        "Sie es als PNG oder JPEG.",
        "The image could not be drawn anew. Please make it smaller or save it as PNG or JPEG.",
    )


def _too_heavy() -> EvidenceRefused:
    return EvidenceRefused(
        "too-large",
        f"Neu gezeichnet wäre das Bild größer als {DOCUMENT_MEGABYTES} MB. Bitte verkleinern Sie es.",
        f"Drawn anew, the image would be larger than {DOCUMENT_MEGABYTES} MB. Please make it smaller.",
    )
