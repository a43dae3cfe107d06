"""Writes regular files below one folder, counting everything before it is written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from grader.unpacking.limits import MEGABYTE, UnpackLimits
from grader.unpacking.refused import ArchiveRefused

CHUNK = 1 << 16


class TreeWriter:
    """Takes members of an archive in any order. Links are never created, so no path can lead out.

    Args:
        folder: new folder; must not exist yet.
        limits: number of files, bytes in all, path length and depth.
        packed_bytes: size of the archive, for the ratio of unpacked to packed bytes.
    """

    def __init__(self, folder: Path, limits: UnpackLimits, *, packed_bytes: int) -> None:
        folder.mkdir(mode=0o700)
        self.folder = folder
        self.left_out: list[str] = []
        self.files = 0
        self._limits = limits
        self._packed_bytes = max(packed_bytes, 1)
        self._bytes = 0
        self._members = 0
        self._names: set[str] = set()

    def count_member(self) -> None:
        """Every entry counts, also folders and those left out."""
        self._members += 1
        if self._members > self._limits.files:
            raise too_many_files(self._limits)

    def leave_out(self, name: str) -> None:
        """Note an entry that is not taken over, e.g. a link."""
        self.left_out.append(name)

    def add_folder(self, name: str) -> None:
        parts = checked_parts(name, self._limits)
        if not _in_git(parts):
            self._make(parts)

    def add_file(self, name: str, content: Iterable[bytes]) -> None:
        """Write one regular file; all of `content` is read even if the file is not kept."""
        parts = checked_parts(name, self._limits)
        joined = "/".join(parts)
        if not parts or joined in self._names:
            raise damaged_archive(f"{name}: doppelter Eintrag", f"{name}: duplicate entry")
        self._names.add(joined)
        if _in_git(parts):
            for chunk in content:
                self._count(len(chunk))
            return
        self.files += 1
        self._write(self._make(parts[:-1]) / parts[-1], content, name)

    def root(self) -> Path:
        """The folder with the source: a single folder at the top is unwrapped.

        Raises:
            ArchiveRefused: there is not a single file.
        """
        if self.files == 0:
            raise ArchiveRefused(
                "empty-archive", "Das Archiv enthält keine Dateien.", "The archive contains no files."
            )
        inside = list(self.folder.iterdir())
        return inside[0] if len(inside) == 1 and inside[0].is_dir() else self.folder

    def _make(self, parts: tuple[str, ...]) -> Path:
        target = self.folder.joinpath(*parts)
        try:
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            name = "/".join(parts)
            raise damaged_archive(
                f"{name}: zugleich Datei und Ordner", f"{name}: file and folder at once"
            ) from error
        return target

    def _write(self, target: Path, content: Iterable[bytes], name: str) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            descriptor = os.open(target, flags, 0o600)
        except FileExistsError as error:
            raise damaged_archive(f"{name}: doppelter Eintrag", f"{name}: duplicate entry") from error
        with os.fdopen(descriptor, "wb") as file:
            for chunk in content:
                self._count(len(chunk))
                file.write(chunk)

    def _count(self, size: int) -> None:
        self._bytes += size
        limits = self._limits
        if self._bytes > limits.unpacked_megabytes * MEGABYTE:
            raise ArchiveRefused(
                "too-large",
                f"Ausgepackt ist der Quelltext größer als {limits.unpacked_megabytes} MB.",
                f"Unpacked, the source is larger than {limits.unpacked_megabytes} MB.",
            )
        over = self._bytes > limits.ratio_from_megabytes * MEGABYTE
        if over and self._bytes > limits.ratio * self._packed_bytes:
            raise ArchiveRefused(
                "archive-bomb",
                f"Das Archiv wächst beim Auspacken auf mehr als das {limits.ratio}-Fache. "
                "Es wird nicht weiter ausgepackt.",
                f"Unpacking, the archive grows more than {limits.ratio} times. Unpacking was stopped.",
            )


def checked_parts(name: str, limits: UnpackLimits) -> tuple[str, ...]:
    """Split a member name into folders and file name.

    Raises:
        ArchiveRefused: the name leads out of the folder, or is longer or deeper than allowed.
    """
    absolute = name.startswith("/") or name[1:2] == ":"
    if "\0" in name or "\\" in name or absolute or ".." in name.split("/"):
        raise ArchiveRefused(
            "unsafe-archive",
            f"Das Archiv enthält einen unzulässigen Pfad: „{_shown(name)}“.",
            f"The archive contains a path that is not allowed: “{_shown(name)}”.",
        )
    parts = PurePosixPath(name).parts
    encoded = os.fsencode(name)
    longest = max((len(os.fsencode(part)) for part in parts), default=0)
    if len(encoded) > limits.path_bytes or len(parts) > limits.depth or longest > 255:
        raise ArchiveRefused(
            "path-too-long",
            f"Ein Pfad ist länger als {limits.path_bytes} Zeichen oder tiefer als {limits.depth} Ordner: "
            f"„{_shown(name)}“.",
            f"A path is longer than {limits.path_bytes} bytes or deeper than {limits.depth} folders: "
            f"“{_shown(name)}”.",
        )
    return parts


def too_many_files(limits: UnpackLimits) -> ArchiveRefused:
    shown = f"{limits.files:,}"
    return ArchiveRefused(
        "too-many-files",
        f"Der Quelltext hat mehr als {shown.replace(',', '.')} Dateien und Ordner.",
        f"The source has more than {shown} files and folders.",
    )


def damaged_archive(de: str, en: str) -> ArchiveRefused:
    return ArchiveRefused(
        "damaged-archive", f"Das Archiv ist beschädigt ({de}).", f"The archive is damaged ({en})."
    )


def _in_git(parts: tuple[str, ...]) -> bool:
    """A `.git` from an archive could hold settings and hooks; none of it is kept."""
    return any(part.lower() == ".git" for part in parts)


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode()[:120].encode("unicode_escape").decode("ascii")[:120]
