"""Archives: uploaded, from an https address, or downloaded by the registries."""

from __future__ import annotations

import hashlib
from pathlib import Path

from grader.unpacking.unpack import unpack_archive
from marketplace.lib.addresses import parse_https
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.https import Client
from marketplace.worker.fetching.order import MEGABYTE, Fetched, FetchOrder, Progress


def fetch_archive(order: FetchOrder, progress: Progress) -> Fetched:
    """Download an archive from an https address and unpack it."""
    address = parse_https(order.location, private_hosts=order.private_hosts)
    path = order.folder / "archive"
    with path.open("xb") as file:
        Client(order.private_hosts).download(
            address, file, most_bytes=order.limits.archive_megabytes * MEGABYTE, progress=progress
        )
    return unpack(path, order, progress)


def fetch_upload(order: FetchOrder, progress: Progress) -> Fetched:
    """Unpack an archive that is already on this machine."""
    path = Path(order.location)
    if not path.is_file():
        raise SourceInvalid(
            "upload-gone",
            "Das hochgeladene Archiv ist nicht mehr vorhanden. Bitte laden Sie es noch einmal hoch.",
            "The uploaded archive is no longer there. Please upload it again.",
        )
    return unpack(path, order, progress)


def unpack(path: Path, order: FetchOrder, progress: Progress, *, version: str = "") -> Fetched:
    """Unpack an archive into the order's folder; its identity is the SHA-256 of the file.

    Raises:
        ArchiveRefused: empty, no archive, damaged, unsafe or beyond a limit.
    """
    unpacked = unpack_archive(path, order.folder / "tree", order.limits, progress)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Fetched(unpacked.folder, "archive", digest, version, unpacked.left_out)
