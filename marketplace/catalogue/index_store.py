"""Keeps the search's arrays as files that all processes map, so that they lie in memory once.

A stored index is a folder named after the catalogue's state and the code that made it. It is written beside
its place and renamed when it is whole; its sums are compared when it is opened, and a damaged one counts
as none. Nothing here is worth keeping: whatever is lost is built again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from marketplace.catalogue import meaning
from marketplace.catalogue.postings import Postings
from marketplace.catalogue.search_arrays import ListingArrays, RoughArrays, SearchArrays, TextArrays

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
CONTENTS = "contents.json"
# A folder somebody may just be writing, or opening, is left alone for so many seconds.
LEFT_ALONE = 600.0


def folder() -> Path:
    """Where stored indexes lie."""
    return Path(settings.CACHE_ROOT) / "search"


@cache
def code_version() -> str:
    """A digest of the code and the word lists that decide what is stored."""
    total = hashlib.sha256(np.__version__.encode())
    for path in sorted([*HERE.glob("*.py"), *HERE.glob("*.yaml"), *HERE.glob("thesaurus/*.yaml")]):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _version() -> str:
    return f"{code_version()}-{meaning.MODEL if meaning.is_available() else 'words'}"


def place_of(token: UUID) -> Path:
    """Where the index of one state of the catalogue is stored by this code."""
    return folder() / f"{token.hex}-{_version()}"


def is_stored(token: UUID) -> bool:
    """Whether somebody has finished storing it; it may still turn out to be damaged."""
    return (place_of(token) / CONTENTS).is_file()


def store(arrays: SearchArrays, token: UUID) -> None:
    """Write an index where all processes find it, and remove those of other states.

    Raises:
        OSError: the disk is full or the data folder cannot be written.
    """
    place = place_of(token)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=place.parent, prefix="unfinished-"))
    try:
        _write(arrays, unfinished)
        if place.exists():
            shutil.rmtree(place)
        unfinished.rename(place)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _remove_others(place)


def _write(arrays: SearchArrays, target: Path) -> None:
    text, listings = arrays.text, arrays.listings
    postings = text.postings
    arrays_by_name: dict[str, NDArray[Any]] = {
        "starts": postings.starts, "documents": postings.documents, "weights": postings.weights,
        "texts": text.texts, "names": text.names, "rough-texts": text.rough.texts, "steps": text.rough.steps,
        "directions": text.rough.directions, "ids": listings.ids, "digests": listings.digests,
        "neutral": listings.neutral, "recency": listings.recency, "by-name": listings.by_name,
        "masks": listings.masks,
    }  # fmt: skip
    for name, array in arrays_by_name.items():
        np.save(target / f"{name}.npy", array, allow_pickle=False)
    words = {"terms": list(postings.names), "words_with": text.words_with, "values": listings.values}
    (target / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    sums = {path.name: _sum(path) for path in sorted(target.iterdir())}
    (target / CONTENTS).write_text(json.dumps(sums), encoding="utf-8")


def _sum(path: Path) -> list[int]:
    """Size and checksum of a file, read in pieces."""
    total = size = 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            total, size = zlib.crc32(part, total), size + len(part)
    return [size, total]


def _remove_others(kept: Path) -> None:
    """Forget other states; who has mapped one keeps it until it lets go."""
    for path in kept.parent.iterdir():
        if path == kept or not path.is_dir():
            continue
        is_young = path.name.startswith("unfinished-") and _age(path) < LEFT_ALONE
        if not is_young:
            shutil.rmtree(path, ignore_errors=True)


def _age(path: Path) -> float:
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return 0.0


def opened(token: UUID) -> SearchArrays | None:
    """The stored index of one state of the catalogue, mapped; None where there is none or it is damaged."""
    return _opened(place_of(token))


def latest() -> SearchArrays | None:
    """Any whole index this code has stored, to take over what has not changed since."""
    found = sorted(folder().glob(f"*-{_version()}"), key=_age)
    return next((arrays for path in found if (arrays := _opened(path)) is not None), None)


def _opened(place: Path) -> SearchArrays | None:
    try:
        contents = json.loads((place / CONTENTS).read_text(encoding="utf-8"))
        for name, expected in contents.items():
            if _sum(place / name) != expected:
                raise ValueError(f"{name} is not what was written")
        words = json.loads((place / "words.json").read_text(encoding="utf-8"))
        arrays = {path.stem: _mapped(path) for path in place.glob("*.npy")}
        return _arrays(arrays, words)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("The stored search index is damaged and will be built again: %s", error)
        return None


def _mapped(path: Path) -> NDArray[Any]:
    """An array whose file is mapped, as a plain array: subclasses cost time with every slice."""
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(array)


def _arrays(arrays: dict[str, NDArray[Any]], words: dict[str, Any]) -> SearchArrays:
    postings = Postings(words["terms"], arrays["starts"], arrays["documents"], arrays["weights"])
    return SearchArrays(
        TextArrays(
            postings,
            words["words_with"],
            arrays["texts"],
            arrays["names"],
            RoughArrays(arrays["rough-texts"], arrays["steps"], arrays["directions"]),
        ),
        ListingArrays(
            ids=arrays["ids"],
            digests=arrays["digests"],
            neutral=arrays["neutral"],
            recency=arrays["recency"],
            by_name=arrays["by-name"],
            values=[(facet, value) for facet, value in words["values"]],
            masks=arrays["masks"],
        ),
    )


@contextmanager
def building(*, wait: bool) -> Iterator[bool]:
    """Be the only process that builds.

    Args:
        wait: until another one has finished; otherwise go on at once.

    Yields:
        Whether nobody else builds.
    """
    folder().mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder() / "building.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            flock(descriptor, LOCK_EX if wait else LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
