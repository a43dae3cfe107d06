"""Runs reading git commands on a foreign repository without trusting anything it configures."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

TIMEOUT_SECONDS = 120
MAX_REFS = 20_000
MAX_PACKED_REFS_BYTES = 32 * 1024 * 1024
MAX_OUTPUT_BYTES = 2_000_000_000
_CHUNK = 1 << 16


class GitTrouble(Exception):
    """git could not read the repository, took too long or wrote too much."""


@dataclass(frozen=True, slots=True)
class Git:
    """git in a fresh directory that borrows the objects and references of a foreign repository.

    The settings, hooks, replacements, commit graph and index of the repository have no say (CVE-2022-24765
    and the `log.showSignature`/`core.fsmonitor` class of attacks), nothing is fetched, and the settings,
    language and time zone of this machine have none either."""

    directory: Path
    objects: Path
    more: Mapping[str, str] = field(default_factory=dict)

    def lines(self, *arguments: str, given: bytes = b"") -> list[str]:
        """Run one reading command and return its lines. Raises GitTrouble."""
        return b"".join(self._chunks(arguments, given)).decode("utf-8", "replace").splitlines()

    def records(self, *arguments: str, separator: bytes = b"\0", given: bytes = b"") -> Iterator[bytes]:
        """Run one reading command and return its output piece by piece, never as a whole.

        Raises:
            GitTrouble: also after the first records.
        """
        rest = b""
        for chunk in self._chunks(arguments, given):
            *whole, rest = (rest + chunk).split(separator)
            yield from whole
        if rest:
            yield rest

    def _chunks(self, arguments: tuple[str, ...], given: bytes) -> Iterator[bytes]:
        with tempfile.TemporaryFile(dir=self.directory) as asked:
            asked.write(given)
            asked.seek(0)
            process = subprocess.Popen(
                ["git", "--no-pager", "--no-replace-objects", *_SETTINGS, *arguments],
                env=self._environment(),
                cwd=self.directory,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        clock = threading.Timer(TIMEOUT_SECONDS, process.kill)
        clock.start()
        written, output = 0, cast(IO[bytes], process.stdout)
        try:
            while (chunk := output.read(_CHUNK)) and written <= MAX_OUTPUT_BYTES:
                written += len(chunk)
                yield chunk
        finally:
            clock.cancel()
            output.close()
            if written > MAX_OUTPUT_BYTES:
                process.kill()
            code = process.wait()
        if code:
            raise GitTrouble(f"git {arguments[0]} ended with {code}")

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "HOME": str(self.directory),
            "GIT_DIR": str(self.directory),
            "GIT_OBJECT_DIRECTORY": str(self.objects.resolve()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            **self.more,
        }


_SETTINGS = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.commitGraph=false"),  # a foreign commit graph could tell another history
    *("-c", "core.quotePath=false"),
)


@contextmanager
def opened(folder: Path) -> Iterator[Git | None]:
    """Open the repository of a source tree for reading.

    Args:
        folder: root of the source tree; its `.git` must be a real directory, links and files are not
        followed.

    Yields:
        git, or None where there is no repository or no git on this machine.
    """
    source = folder / ".git"
    if source.is_symlink() or not source.is_dir() or shutil.which("git") is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="grader-history-") as scratch:
        _borrow_references(source, Path(scratch))
        yield Git(Path(scratch), source / "objects")


def _borrow_references(source: Path, target: Path) -> None:
    """Copy HEAD, tags, branches and the shallow mark; links and the configuration stay behind."""
    (target / "refs").mkdir()
    (target / "objects").mkdir()
    (target / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n", encoding="utf-8")
    for name in ("HEAD", "packed-refs", "shallow"):
        _copy_small(source / name, target / name)
    for reference in _reference_files(source):
        destination = target / reference.relative_to(source)
        destination.parent.mkdir(parents=True, exist_ok=True)
        _copy_small(reference, destination)


def _reference_files(source: Path) -> Iterator[Path]:
    seen = 0
    for kind in ("heads", "tags", "unread-tags", "remotes"):
        for path in sorted((source / "refs" / kind).rglob("*")):
            seen += 1
            if seen > MAX_REFS:
                return
            inside = not any(parent.is_symlink() for parent in path.relative_to(source).parents)
            if inside and path.is_file() and not path.is_symlink():
                yield path


def _copy_small(source: Path, target: Path) -> None:
    regular = source.is_file() and not source.is_symlink()
    if regular and source.stat().st_size <= MAX_PACKED_REFS_BYTES:
        shutil.copyfile(source, target, follow_symlinks=False)
