"""Reads zip archives. Refuses those that two programs could read differently (CVE-2025-54368 class)."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from grader.unpacking.limits import Progress, UnpackLimits
from grader.unpacking.refused import ArchiveRefused
from grader.unpacking.tree_writer import CHUNK, TreeWriter, damaged_archive, too_many_files

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_DATA_DESCRIPTORS = {12, 16, 20, 24}
_STREAMED = 0x8
_ENCRYPTED = 0x1
# Central directory bytes per allowed member; more would only fill the memory before we can count.
_DIRECTORY_BYTES = 300


def unpack_zip(path: Path, writer: TreeWriter, limits: UnpackLimits, progress: Progress) -> None:
    """Write all regular files of a zip archive.

    Raises:
        ArchiveRefused: damaged, encrypted, ambiguous, unsafe or beyond a limit.
    """
    try:
        with path.open("rb") as file:
            _check_end(file, path.stat().st_size, limits)
            with zipfile.ZipFile(file) as archive:
                _check_places(archive, file)
                _unpack(archive, writer, progress)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, OverflowError, ValueError) as error:
        raise damaged_archive(f"zip: {error}", f"zip: {error}") from error
    except NotImplementedError as error:
        raise damaged_archive("zip: unbekanntes Packverfahren", "zip: unknown compression method") from error


def _check_end(file: BinaryIO, size: int, limits: UnpackLimits) -> None:
    """The directory must end the file: bytes after it would be seen by some readers only."""
    length = min(size, _END.size + 0xFFFF)
    file.seek(size - length)
    tail = file.read(length)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise damaged_archive(
            "zip: das Verzeichnis am Ende fehlt", "zip: the directory at the end is missing"
        )
    *_, directory_size, _, comment = _END.unpack_from(tail, at)
    if at + _END.size + comment != len(tail):
        raise damaged_archive("zip: Daten nach dem Ende", "zip: data after the end")
    if directory_size > max(limits.files * _DIRECTORY_BYTES, 1_000_000):
        raise too_many_files(limits)


def _check_places(archive: zipfile.ZipFile, file: BinaryIO) -> None:
    """Members must follow each other without gaps or overlaps, from the first byte on."""
    expected, allowed = 0, {0}
    for member in sorted(archive.infolist(), key=lambda each: each.header_offset):
        file.seek(member.header_offset)
        fields = _LOCAL.unpack(file.read(_LOCAL.size))
        if fields[0] != b"PK\x03\x04" or member.header_offset - expected not in allowed:
            raise damaged_archive(
                f"zip: {member.filename} steht nicht, wo das Verzeichnis sagt",
                f"zip: {member.filename} is not where the directory says",
            )
        expected = member.header_offset + _LOCAL.size + fields[9] + fields[10] + member.compress_size
        allowed = _DATA_DESCRIPTORS if member.flag_bits & _STREAMED else {0}


def _unpack(archive: zipfile.ZipFile, writer: TreeWriter, progress: Progress) -> None:
    members = archive.infolist()
    for number, member in enumerate(members):
        writer.count_member()
        if number % 200 == 0:
            progress(number, len(members))
        kind = stat.S_IFMT(member.external_attr >> 16)
        if member.is_dir():
            writer.add_folder(member.filename)
        elif kind not in {0, stat.S_IFREG}:
            writer.leave_out(member.filename)
        elif member.flag_bits & _ENCRYPTED:
            raise ArchiveRefused(
                "encrypted-archive",
                "Das Archiv ist mit einem Passwort geschützt.",
                "The archive is protected by a password.",
            )
        else:
            writer.add_file(member.filename, _content(archive, member))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
