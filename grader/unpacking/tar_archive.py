"""Reads tar archives: POSIX ustar, pax and GNU long names; regular files and folders only.

Python's tarfile is not used: its versions before June 2025 have known holes (CVE-2025-4517, CVE-2025-8194),
and the reader here needs nothing of what tarfile offers beyond names, sizes and kinds.
Format: POSIX.1-2017, pax utility, sections "pax Header Block" and "ustar Interchange Format".
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from grader.unpacking.limits import Progress
from grader.unpacking.tree_writer import CHUNK, TreeWriter, damaged_archive

BLOCK = 512
_MOST_HEADER_BYTES = 1 << 20
_MOST_EXTENSIONS = 20
_XZ_MEMORY = 256 << 20
_FILE, _FOLDER, _LINKS_AND_DEVICES = b"07", b"5", b"12346"
_MOST_PADDING = 64 << 20


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unpack_tar(path: Path, packing: str, writer: TreeWriter, progress: Progress) -> None:
    """Write all regular files of a tar archive.

    Args:
        path: the archive.
        packing: as `archive_format` names it: tar, gzip, bzip2 or xz.
        writer: takes files and folders, and counts.
        progress: called with bytes read of the packed file and its size.

    Raises:
        ArchiveRefused: damaged, unsafe or beyond a limit.
    """
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            reader = _Tar(_unpacked(file, packing))
            for number, (name, kind, content) in enumerate(reader.members()):
                if number % 200 == 0:
                    progress(file.tell(), size)
                _take(writer, name, kind, content)
            reader.check_end()
    except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
        raise damaged_archive(f"{packing}: {error}", f"{packing}: {error}") from error
    except OSError as error:
        # bz2 reports damaged data as a plain OSError without a number.
        if error.errno is not None:
            raise
        raise damaged_archive(f"{packing}: {error}", f"{packing}: {error}") from error


def _take(writer: TreeWriter, name: str, kind: bytes, content: Iterator[bytes]) -> None:
    writer.count_member()
    if kind in _FILE or kind == b"":
        writer.add_file(name, content)
    elif kind == _FOLDER:
        writer.add_folder(name)
    elif kind in _LINKS_AND_DEVICES:
        writer.leave_out(name)
    else:
        raise damaged_archive(
            f"tar: unbekannte Art von Eintrag: {name}", f"tar: unknown kind of entry: {name}"
        )


def _unpacked(file: BinaryIO, packing: str) -> _Readable:
    if packing == "gzip":
        return gzip.GzipFile(fileobj=file)
    if packing == "bzip2":
        return bz2.BZ2File(file)
    return _Xz(file) if packing == "xz" else file


class _Xz:
    """One xz stream with a bound on the memory its header asks for (up to 4 GiB otherwise)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._stream = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def read(self, size: int, /) -> bytes:
        while not self._stream.eof:
            packed = self._file.read(CHUNK) if self._stream.needs_input else b""
            if self._stream.needs_input and not packed:
                raise EOFError("xz stream ends too early")
            if chunk := self._stream.decompress(packed, size):
                return chunk
        if self._stream.unused_data.strip(b"\0"):
            raise lzma.LZMAError("data after the end")
        return b""


class _Tar:
    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self._left = 0
        self._padding = 0

    def members(self) -> Iterator[tuple[str, bytes, Iterator[bytes]]]:
        """Name, kind and content of each member; content that nobody reads is skipped."""
        said: dict[str, str] = {}
        extensions = 0
        while (header := self._exactly(BLOCK)).strip(b"\0"):
            _check_sum(header)
            kind, size = header[156:157].strip(b"\0"), _number(header[124:136])
            if kind and kind in b"LKxg":
                extensions += 1
                if extensions > _MOST_EXTENSIONS:
                    raise damaged_archive("tar: zu viele Zusatzköpfe", "tar: too many extension headers")
                said |= self._extension(kind, size)
                continue
            size = _whole(said["size"]) if "size" in said else size
            if any(key.startswith("GNU.sparse") for key in said):
                raise damaged_archive("tar: Datei mit Lücken", "tar: sparse file")
            content_size = size if kind in _FILE or kind == b"" else 0
            self._left, self._padding = content_size, -content_size % BLOCK
            yield said.get("path") or _name(header), kind, self._content()
            self._skip()
            said, extensions = {}, 0

    def check_end(self) -> None:
        """Only zero bytes may follow the end mark."""
        seen = 0
        while chunk := self._stream.read(CHUNK):
            seen += len(chunk)
            if chunk.strip(b"\0") or seen > _MOST_PADDING:
                raise damaged_archive("tar: Daten nach dem Ende", "tar: data after the end")

    def _extension(self, kind: bytes, size: int) -> dict[str, str]:
        if size > _MOST_HEADER_BYTES:
            raise damaged_archive("tar: übergroßer Kopf", "tar: oversized header")
        body = self._exactly(size)
        self._exactly(-size % BLOCK)
        if kind == b"L":
            return {"path": body.rstrip(b"\0").decode("utf-8", "surrogateescape")}
        return _pax(body) if kind == b"x" else {}

    def _content(self) -> Iterator[bytes]:
        while self._left:
            chunk = self._stream.read(min(CHUNK, self._left))
            if not chunk:
                raise EOFError("tar ends in the middle of a file")
            self._left -= len(chunk)
            yield chunk

    def _skip(self) -> None:
        for _ in self._content():
            pass
        self._exactly(self._padding)

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            chunk = self._stream.read(size - len(parts))
            if not chunk:
                raise EOFError("tar ends too early")
            parts += chunk
        return bytes(parts)


def _check_sum(header: bytes) -> None:
    unsigned = sum(header[:148]) + 8 * 32 + sum(header[156:])
    if _number(header[148:156]) != unsigned:
        raise damaged_archive("tar: falsche Prüfsumme", "tar: wrong checksum")


def _number(field: bytes) -> int:
    """Octal digits, or base 256 when the first bit is set (GNU); negative numbers are refused."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if field[0] & 0x80 or not all(0x30 <= digit <= 0x37 for digit in digits):
        raise damaged_archive("tar: keine gültige Zahl", "tar: not a valid number")
    return int(digits or b"0", 8)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise damaged_archive("tar: keine gültige Größe", "tar: not a valid size")
    return int(text)


def _name(header: bytes) -> str:
    name = header[:100].split(b"\0")[0]
    prefix = header[345:500].split(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "surrogateescape")


def _pax(body: bytes) -> dict[str, str]:
    """Records of the form `length key=value newline`."""
    said: dict[str, str] = {}
    while body:
        length, _, rest = body.partition(b" ")
        if not length.isdigit() or len(length) > 7 or not len(length) + 1 < int(length) <= len(body):
            raise damaged_archive("tar: fehlerhafter pax-Kopf", "tar: broken pax header")
        key, _, value = rest[: int(length) - len(length) - 2].partition(b"=")
        said[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        body = body[int(length) :]
    return said
