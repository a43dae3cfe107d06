"""One archive in, one folder out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.unpacking.formats import HEAD_BYTES, archive_format
from grader.unpacking.limits import MEGABYTE, Progress, UnpackLimits
from grader.unpacking.refused import ArchiveRefused
from grader.unpacking.tar_archive import unpack_tar
from grader.unpacking.tree_writer import TreeWriter
from grader.unpacking.zip_archive import unpack_zip


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`folder` is the root of the source; `left_out` names links and devices, which are never made."""

    folder: Path
    left_out: list[str]


def unpack_archive(path: Path, folder: Path, limits: UnpackLimits, progress: Progress) -> Unpacked:
    """Unpack an archive into a new folder.

    Args:
        path: the archive; its first bytes, not its name, decide how it is read.
        folder: is made; must not exist yet.
        limits: what may be used.
        progress: told how far it is.

    Raises:
        ArchiveRefused: empty, no archive, damaged, unsafe or beyond a limit.
    """
    writer = TreeWriter(folder, limits, packed_bytes=path.stat().st_size)
    packing = _checked_format(path, limits)
    if packing == "zip":
        unpack_zip(path, writer, limits, progress)
    else:
        unpack_tar(path, packing, writer, progress)
    return Unpacked(writer.root(), writer.left_out)


def _checked_format(path: Path, limits: UnpackLimits) -> str:
    size = path.stat().st_size
    if size == 0:
        raise ArchiveRefused("empty-file", "Die Datei ist leer (0 Byte).", "The file is empty (0 bytes).")
    if size > limits.archive_megabytes * MEGABYTE:
        raise ArchiveRefused(
            "too-large",
            f"Das Archiv ist größer als {limits.archive_megabytes} MB.",
            f"The archive is larger than {limits.archive_megabytes} MB.",
        )
    with path.open("rb") as file:
        packing = archive_format(file.read(HEAD_BYTES))
    if packing is None:
        raise ArchiveRefused(
            "no-archive",
            "Das ist kein Archiv, das sich öffnen lässt. Möglich sind zip, tar, tar.gz, tar.bz2 und tar.xz.",
            "This is not an archive that can be opened. Possible are zip, tar, tar.gz, tar.bz2 and tar.xz.",
        )
    return packing
