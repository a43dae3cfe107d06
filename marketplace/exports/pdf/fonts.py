"""KERN's Fira Sans as documents need it: unpacked once from the web fonts into the cache folder."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from marketplace.exports.errors import FontsMissing

CUTS = ("Regular", "Italic", "Medium", "SemiBold")


def font_folder() -> Path:
    """The folder with the four cuts as TrueType files; made at first use, new when the web fonts change.

    Raises:
        FontsMissing: the front-end parts were never fetched.
    """
    found = {cut: finders.find(f"kern/fonts/FiraSans-{cut}.woff2") for cut in CUTS}
    sources = {cut: Path(path) for cut, path in found.items() if isinstance(path, str)}
    if len(sources) < len(CUTS):
        raise FontsMissing
    folder = Path(settings.CACHE_ROOT) / "fonts" / _digest(tuple(sources.values()))
    for cut, source in sources.items():
        if not (target := folder / f"FiraSans-{cut}.ttf").is_file():
            _unpack(source, target)
    return folder


@lru_cache
def glyphs() -> frozenset[int]:
    """Code points that all four cuts can show."""
    maps = []
    for path in sorted(font_folder().glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            maps.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*maps))


@lru_cache
def _digest(sources: tuple[Path, ...]) -> str:
    found = hashlib.sha256()
    for path in sources:
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _unpack(source: Path, target: Path) -> None:
    """Write beside the target first: two processes may unpack at once, and none may read half a font."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file, TTFont(source) as font:
        font.flavor = None
        font.save(file)
    Path(name).replace(target)
