"""Where documents lie: below MEDIA_ROOT/evidence, under the name of their content, written once.

What has not been inspected lies in `waiting/` under a name of its own; what is accepted moves to
`<first two digits>/<SHA-256>` and is never written again.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from marketplace.evidence.inspection.sizes import check_size

FOLDER = "evidence"
WAITING = f"{FOLDER}/waiting"
CHUNK = 1 << 20
# A file nobody knows may belong to an upload that is just being noted.
ORPHAN_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Received:
    """A stored upload: `file` below MEDIA_ROOT, SHA-256 in hexadecimal digits, size in bytes."""

    file: str
    sha256: str
    size: int


def place_of(file: str) -> Path:
    """Where a file named in a version lies."""
    return Path(settings.MEDIA_ROOT) / file


def receive(chunks: Iterable[bytes]) -> Received:
    """Store an upload in quarantine: whole or not at all.

    Args:
        chunks: its content; reading stops as soon as it is too large.

    Raises:
        EvidenceRefused: empty or too large.
    """
    file = f"{WAITING}/{uuid.uuid4().hex}"
    target = place_of(file)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("xb") as stream:
            for chunk in chunks:
                size += len(chunk)
                check_size(size)
                digest.update(chunk)
                stream.write(chunk)
            check_size(size)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Received(file, digest.hexdigest(), size)


def keep(source: Path) -> Received:
    """Copy an inspected file to its final place; the same content is stored once.

    Args:
        source: any file; it stays where it is.
    """
    part = place_of(f"{WAITING}/{uuid.uuid4().hex}.part")
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as read, part.open("xb") as stream:
            while chunk := read.read(CHUNK):
                size += len(chunk)
                digest.update(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o440)
        sha256 = digest.hexdigest()
        file = f"{FOLDER}/{sha256[:2]}/{sha256}"
        target = place_of(file)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Received(file, sha256, size)


def remove(file: str) -> None:
    """Remove a file from quarantine; accepted files stay for good."""
    if file.startswith(f"{WAITING}/"):
        place_of(file).unlink(missing_ok=True)


def unknown_files(known: Collection[str]) -> list[Path]:
    """Files older than a day that no version names: traces of uploads that broke off.

    Args:
        known: what versions name.
    """
    root = place_of(FOLDER)
    before = time.time() - ORPHAN_SECONDS
    return [
        path
        for path in sorted(root.glob("*/*"))
        if f"{FOLDER}/{path.relative_to(root).as_posix()}" not in known and path.stat().st_mtime < before
    ]


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
