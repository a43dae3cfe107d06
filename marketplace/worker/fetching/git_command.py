"""Runs git so that nothing a repository or a machine configures has a say."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.order import MEGABYTE, Progress
from marketplace.worker.kernel.process import die_with_parent

_OPTIONS = {
    "core.hooksPath": "/dev/null",
    "core.symlinks": "false",
    "core.fsmonitor": "false",
    "core.attributesFile": "/dev/null",
    "core.autocrlf": "false",
    "core.protectHFS": "true",
    "core.protectNTFS": "true",
    "safe.bareRepository": "explicit",
    "transfer.fsckObjects": "true",
    # Harmless old mistakes of tools that stand in the history of many honest projects.
    "fetch.fsck.zeroPaddedFilemode": "ignore",
    "fetch.fsck.badTimezone": "ignore",
    "fetch.fsck.missingSpaceBeforeDate": "ignore",
    "fetch.unpackLimit": "1",
    "fetch.recurseSubmodules": "false",
    "submodule.recurse": "false",
    "protocol.allow": "never",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "30",
    "credential.helper": "",
    "filter.lfs.smudge": "",
    "filter.lfs.required": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
FETCH = ("fetch", "--progress", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
_PERCENT = re.compile(rb"Receiving objects:\s+(\d+)%")


class GitFailed(Exception):
    """git ended with an error; the message is what it wrote last."""


class TooMuch(Exception):
    """More was about to be written than the limit allows."""


@dataclass(frozen=True, slots=True)
class Git:
    """git with its own repository folder and nothing else.

    Attributes:
        directory: the repository (GIT_DIR).
        tree: the work tree.
        scratch: an empty folder that stands in for the home directory.
        options: further settings, e.g. the one allowed protocol.
    """

    directory: Path
    tree: Path
    scratch: Path
    options: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> list[str]:
        settings = [f"{name}={value}" for name, value in (_OPTIONS | self.options).items()]
        return ["git", "--no-pager", *[part for each in settings for part in ("-c", each)], *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        # A local repository may belong to somebody else; it is only read, and its settings are not.
        config = self.scratch / "gitconfig"
        if not config.exists():
            config.write_text("[safe]\n\tdirectory = *\n", encoding="utf-8")
        kept = ("PATH", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "TMPDIR")
        certificates = os.environ.get("GIT_SSL_CAINFO") or os.environ.get("SSL_CERT_FILE")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            **({"GIT_SSL_CAINFO": certificates} if certificates else {}),
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.scratch),
            "GIT_DIR": str(self.directory),
            "GIT_WORK_TREE": str(self.tree),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(config),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "/bin/false",
            "GIT_PROTOCOL_FROM_USER": "0",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            **more,
        }

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run a local command and return its output. Raises GitFailed."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment(),
            input=given,
            capture_output=True,
            check=False,
            preexec_fn=die_with_parent,  # the fetch child has no threads
        )
        if done.returncode:
            raise GitFailed(done.stderr.decode("utf-8", "replace").strip()[-2000:])
        return done.stdout

    def records(self, *arguments: str) -> Iterator[bytes]:
        """Read NUL-separated output piece by piece, so that a huge tree never stands in memory."""
        with subprocess.Popen(
            self.command(*arguments),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=die_with_parent,
        ) as process:
            output, errors = cast(IO[bytes], process.stdout), cast(IO[bytes], process.stderr)
            rest, ended = b"", False
            try:
                while chunk := output.read(1 << 16):
                    *whole, rest = (rest + chunk).split(b"\0")
                    yield from whole
                ended = True
            finally:
                if not ended:
                    process.kill()
            if process.wait():
                raise GitFailed(errors.read().decode("utf-8", "replace").strip()[-2000:])

    def transfer(self, *arguments: str, most_megabytes: int, progress: Progress) -> None:
        """Run a fetching command, watching how much it writes.

        Raises:
            GitFailed: git ended with an error.
            TooMuch: it was stopped because it wrote more than `most_megabytes`.
        """
        process = subprocess.Popen(
            self.command(*arguments),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=die_with_parent,
            process_group=0,
        )
        said = b""
        try:
            for chunk in _chunks(process):
                said = (said + chunk)[-8000:]
                if _written(self.directory) > most_megabytes * MEGABYTE:
                    raise TooMuch
                if found := _PERCENT.findall(chunk):
                    progress(int(found[-1]), 100)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            cast(IO[bytes], process.stderr).close()
        if process.returncode:
            raise GitFailed(said.decode("utf-8", "replace").strip()[-2000:])


def _chunks(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """What git writes to its error output, at least an empty piece every quarter of a second."""
    descriptor = cast(IO[bytes], process.stderr).fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        looked = 0.0
        while True:
            chunk = os.read(descriptor, 1 << 16) if selector.select(0.25) else None
            if chunk == b"":
                process.wait()
                return
            if chunk or time.monotonic() - looked > 0.25:
                looked = time.monotonic()
                yield chunk or b""


def _written(directory: Path) -> int:
    total = 0
    for path in (directory / "objects").rglob("*"):
        try:
            total += path.lstat().st_size
        except FileNotFoundError:
            continue
    return total


def git_missing() -> SourceInvalid:
    return SourceInvalid(
        "no-git",
        "Auf dem Rechner des Marktplatzes fehlt das Programm git.",
        "The program git is missing on the marketplace's machine.",
    )
