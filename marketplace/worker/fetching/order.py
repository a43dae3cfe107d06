"""What is to be fetched, within which limits, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from grader.unpacking.limits import MEGABYTE, Progress, UnpackLimits

__all__ = ["MEGABYTE", "FetchOrder", "Fetched", "Limits", "Progress"]


@dataclass(frozen=True, slots=True)
class Limits(UnpackLimits):
    """Limits of one fetch: those of an archive, size of a clone in megabytes, and seconds in all."""

    clone_megabytes: int = 500
    seconds: int = 300


@dataclass(frozen=True, slots=True)
class FetchOrder:
    """One job for the fetch child.

    Attributes:
        kind: one of `CodeSource.Kind`.
        location: https address, package name, folder, or path of the uploaded file.
        version: branch, tag or version; empty for the newest.
        folder: empty folder of the job; everything is written below it.
        limits: what may be used.
        registry: address of the package registry, for pypi and npm.
        private_hosts: hosts that may be fetched from although they are not public.
        leave_out: folders that are never copied (the marketplace's own data).
        megabytes: address space of the fetching process and of each program it starts.
        must_be_shielded: nothing is fetched where the machine offers no shield.
    """

    kind: str
    location: str
    version: str
    folder: Path
    limits: Limits
    registry: str = ""
    private_hosts: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    megabytes: int = 4000
    must_be_shielded: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched source tree.

    Attributes:
        folder: its root.
        identity_kind: one of `Grade.IdentityKind`; `tree` leaves the identity to the grader's tree hash.
        identity: commit or SHA-256 of the archive, in hexadecimal digits.
        version: what was fetched, in the words of the source: version, branch, tag.
        left_out: links, submodules and the like that are not part of the tree.
    """

    folder: Path
    identity_kind: str
    identity: str
    version: str = ""
    left_out: list[str] = field(default_factory=list)
