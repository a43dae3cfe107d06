"""Archives: uploaded, from an https address, or downloaded by the registries."""

from __future__ import annotations

import hashlib
from pathlib import Path

from marketplace.lib.addresses import parse_https
from marketplace.lib.archive_formats import HEAD_BYTES, archive_format
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.https import Client
from marketplace.worker.fetching.order import MEGABYTE, Fetched, FetchOrder, Limits, Progress
from marketplace.worker.fetching.tar_archive import unpack_tar
from marketplace.worker.fetching.tree_writer import TreeWriter
from marketplace.worker.fetching.zip_archive import unpack_zip


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
        SourceInvalid: empty, no archive, damaged, unsafe or beyond a limit.
    """
    limits = order.limits
    writer = TreeWriter(order.folder / "tree", limits, packed_bytes=path.stat().st_size)
    packing = _checked_format(path, limits)
    if packing == "zip":
        unpack_zip(path, writer, limits, progress)
    else:
        unpack_tar(path, packing, writer, progress)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Fetched(writer.root(), "archive", digest, version, writer.left_out)


def _checked_format(path: Path, limits: Limits) -> str:
    size = path.stat().st_size
    if size == 0:
        raise SourceInvalid("empty-file", "Die Datei ist leer (0 Byte).", "The file is empty (0 bytes).")
    if size > limits.archive_megabytes * MEGABYTE:
        raise SourceInvalid(
            "too-large",
            f"Das Archiv ist größer als {limits.archive_megabytes} MB.",
            f"The archive is larger than {limits.archive_megabytes} MB.",
        )
    with path.open("rb") as file:
        packing = archive_format(file.read(HEAD_BYTES))
    if packing is None:
        raise SourceInvalid(
            "no-archive",
            "Das ist kein Archiv, das sich öffnen lässt. Möglich sind zip, tar, tar.gz, tar.bz2 und tar.xz.",
            "This is not an archive that can be opened. Possible are zip, tar, tar.gz, tar.bz2 and tar.xz.",
        )
    return packing
