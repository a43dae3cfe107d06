"""Folders and repositories of the operator's own machine."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from grader.unpacking.tree_writer import too_many_files
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.git import fetch_repository
from marketplace.worker.fetching.order import MEGABYTE, Fetched, FetchOrder, Limits, Progress

# Installed or produced on the machine, never somebody's source.
_PRODUCED = {
    ".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".cache",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".gradle", ".import_linter_cache",
}  # fmt: skip


def fetch_folder(order: FetchOrder, progress: Progress) -> Fetched:
    """Copy a local git repository (what is committed at HEAD, with history) or a plain folder.

    Raises:
        SourceInvalid: no such folder, empty, or beyond a limit.
    """
    source = Path(order.location)
    if not source.is_dir():
        raise SourceInvalid(
            "no-folder",
            f"Den Ordner {order.location} gibt es nicht.",
            f"There is no folder {order.location}.",
        )
    if _is_repository(source) and shutil.which("git"):
        return fetch_repository(str(source.resolve()), order, progress)
    target = order.folder / "tree"
    left_out = _copy(source, target, order, progress)
    return Fetched(target, "tree", "", order.version, left_out)


def _is_repository(folder: Path) -> bool:
    """A work tree with its repository, or a bare repository (which has no work tree)."""
    bare = (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
    return bare or (folder / ".git").exists()


def _copy(source: Path, target: Path, order: FetchOrder, progress: Progress) -> list[str]:
    files, total, left_out = 0, 0, []
    target.mkdir(mode=0o700)
    for entry, place in _entries(source, target, {os.path.realpath(path) for path in order.leave_out}):
        mode = entry.stat(follow_symlinks=False).st_mode
        if not stat.S_ISREG(mode):
            left_out.append(str(place.relative_to(target)))
            continue
        files += 1
        total += entry.stat(follow_symlinks=False).st_size
        _check(files, total, order.limits)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(entry.path, place, follow_symlinks=False)
        if files % 200 == 0:
            progress(files, 0)
    if files == 0:
        raise SourceInvalid(
            "empty-folder",
            f"Der Ordner {order.location} enthält keine Dateien.",
            f"The folder {order.location} contains no files.",
        )
    return left_out


def _entries(source: Path, target: Path, leave_out: set[str]) -> Iterator[tuple[os.DirEntry[str], Path]]:
    with os.scandir(source) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            if entry.name != ".git":
                yield entry, target / entry.name
        elif not _is_produced(entry) and os.path.realpath(entry.path) not in leave_out:
            yield from _entries(Path(entry.path), target / entry.name, leave_out)


def _is_produced(entry: os.DirEntry[str]) -> bool:
    return entry.name in _PRODUCED or Path(entry.path, "pyvenv.cfg").exists()


def _check(files: int, total: int, limits: Limits) -> None:
    if files > limits.files:
        raise too_many_files(limits)
    if total > limits.unpacked_megabytes * MEGABYTE:
        raise SourceInvalid(
            "too-large",
            f"Der Ordner ist größer als {limits.unpacked_megabytes} MB.",
            f"The folder is larger than {limits.unpacked_megabytes} MB.",
        )
