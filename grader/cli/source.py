"""Opens what is to be graded: a folder as it is, an archive in a private folder that goes away afterwards."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.cli.refusal import Refused, cause
from grader.unpacking.limits import UnpackLimits
from grader.unpacking.refused import ArchiveRefused
from grader.unpacking.unpack import unpack_archive

# The command line is run by the owner of the machine: roomier than the marketplace is with strangers.
LIMITS = UnpackLimits(archive_megabytes=2000, unpacked_megabytes=8000, files=500_000)
_ENDINGS = (".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tbz2", ".txz", ".tar", ".zip", ".whl", ".jar")

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the tree lies, and the name to show; `is_archive` when it was unpacked."""

    folder: Path
    name: str
    is_archive: bool = False


@contextmanager
def opened(text: str, tell: Tell) -> Iterator[Source]:
    """Make a source ready to read.

    Args:
        text: path of a folder or an archive.
        tell: told about unpacking.

    Raises:
        Refused: there is nothing at this path that can be read.
    """
    path = Path(text)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise Refused("missing", path=text) from None
    except (OSError, ValueError) as problem:
        reason = cause(problem) if isinstance(problem, OSError) else str(problem)
        raise Refused("unreadable", path=text, cause=reason) from problem
    if stat.S_ISDIR(mode):
        if _is_bare(path):
            raise Refused("bare", path=text)
        yield Source(path, path.resolve().name)
    elif stat.S_ISREG(mode):
        with TemporaryDirectory(prefix="grader-") as private:
            yield Source(_unpacked(path, Path(private) / "tree", tell), _name(path), is_archive=True)
    else:
        raise Refused("special", path=text)


def _unpacked(path: Path, folder: Path, tell: Tell) -> Path:
    try:
        return unpack_archive(path, folder, LIMITS, lambda done, total: tell("unpack", done, total)).folder
    except ArchiveRefused as refused:
        raise Refused("archive", path=path, de=refused.de, en=refused.en) from refused
    except OSError as problem:
        raise Refused("unreadable", path=path, cause=cause(problem)) from problem


def _is_bare(path: Path) -> bool:
    return (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()


def _name(path: Path) -> str:
    lowered = path.name.lower()
    ending = next((one for one in _ENDINGS if lowered.endswith(one)), "")
    return path.name[: len(path.name) - len(ending)] or path.name
