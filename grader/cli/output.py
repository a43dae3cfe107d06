"""Where results go: standard output, or a file that is either whole or as it was."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from tempfile import mkstemp

from grader.cli.refusal import Refused, cause


def write_text(text: str, target: str | None) -> None:
    """Write UTF-8, whatever the terminal speaks (RFC 8259, section 8.1, asks it of JSON).

    Args:
        text: the whole output.
        target: path of a file, or None for standard output.

    Raises:
        Refused: the file cannot be written; what was there before is still there.
    """
    if target is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
        return
    try:
        _replace(Path(target), text.encode("utf-8", "surrogateescape"))
    except OSError as problem:
        raise Refused("unwritable_file", path=target, cause=cause(problem)) from problem


def check_writable(target: str | None) -> None:
    """Find out before a long run, not after it, that a file cannot be written.

    Raises:
        Refused: its folder is missing or closed, or the path is a folder.
    """
    if target is None:
        return
    try:
        path = Path(target)
        if path.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        if not _is_special(path):
            descriptor, name = mkstemp(dir=path.parent, prefix=".grader-")
            os.close(descriptor)
            Path(name).unlink()
    except OSError as problem:
        raise Refused("unwritable_file", path=target, cause=cause(problem)) from problem


def _is_special(path: Path) -> bool:
    """/dev/stdout and pipes take the text as it comes; nothing could replace them."""
    return path.exists() and not path.is_file()


def _replace(path: Path, content: bytes) -> None:
    if _is_special(path):
        path.write_bytes(content)
        return
    real = path.resolve()
    mode = real.stat().st_mode & 0o777 if real.exists() else 0o666 & ~_umask()
    descriptor, name = mkstemp(dir=real.parent, prefix=".grader-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    known = os.umask(0)
    os.umask(known)
    return known
