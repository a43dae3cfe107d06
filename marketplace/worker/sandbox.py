"""Which shields are put around foreign code, and what each machine allows of them.

Two jobs touch foreign code: fetching needs the network but no grader; grading needs neither network nor any
file but the source. Each runs in its own child process that locks itself in before it looks at a byte.
"""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marketplace.lib.refusals import Refusal
from marketplace.worker.kernel.landlock import restrict_files
from marketplace.worker.kernel.namespaces import enter_namespaces
from marketplace.worker.kernel.process import (
    ProcessLimits,
    die_with_parent,
    drop_capabilities,
    forbid_new_privileges,
    set_limits,
)
from marketplace.worker.kernel.seccomp import filter_system_calls

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAMS = (
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/urandom",
    "/dev/zero",
)
# Nothing is kept there: the second holds the locks of processes that work together.
_SHARED = (Path("/dev/null"), Path("/dev/shm"))  # noqa: S108
_NAME_SERVICE = (
    "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf",
    "/etc/services", "/etc/protocols", "/etc/passwd", "/etc/ssl", "/etc/pki", "/etc/ca-certificates",
    "/run/systemd/resolve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shield:
    """What one job may do.

    Attributes:
        limits: memory, time, size and number of processes.
        network: whether it may open network connections.
        read: files and folders it may read beside the programs themselves.
        write: folders it may write to.
        scratch: folder for temporary files; must be one of `write`.
        must_hold: refuse to go on where neither files nor processes can be fenced off.
    """

    limits: ProcessLimits
    scratch: Path
    network: bool = False
    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = field(default=())
    must_hold: bool = False


class NotShielded(Refusal):
    """This machine offers neither namespaces nor Landlock, and the operator has not waived them."""


def lock_in(shield: Shield) -> dict[str, Any]:
    """Put the shield around this process; it must have no threads yet.

    Returns:
        What is in force: `network`, `files`, `processes`, `calls`, `rights` and `count` (of processes),
        each "none" where the machine does not allow it.

    Raises:
        NotShielded: the shield must hold, and the machine has nothing to make it of.
    """
    os.environ["TMPDIR"] = str(shield.scratch)
    spaces = enter_namespaces(network=shield.network)
    # Whatever is forked from here on dies with the process that forked it, also without namespaces.
    os.register_at_fork(after_in_child=die_with_parent)
    set_limits(shield.limits)
    rights = drop_capabilities()
    privileges = forbid_new_privileges()
    landlock = restrict_files(
        read=_existing([*_programs(), *(_network_files() if shield.network else ()), *shield.read]),
        write=_existing([*shield.write, shield.scratch, *_SHARED]),
        names=[_ROOT],
        network=shield.network,
    )
    calls = filter_system_calls(network=shield.network)
    if shield.must_hold and not (spaces or landlock):
        raise _not_shielded()
    return {
        "network": _network(shield.network, spaces=spaces, calls=calls, landlock=landlock),
        "files": f"landlock {landlock}" if landlock else "none",
        "processes": "namespace" if spaces else "none",
        "calls": "seccomp" if calls else "none",
        "rights": "dropped" if rights and privileges else "none",
        # The kernel does not count the processes of root; running the worker as root is worse.
        "count": "limited" if os.getuid() else "none",
    }


def _not_shielded() -> NotShielded:
    return NotShielded(
        "not-shielded",
        "Fremder Quelltext wird hier nicht gelesen: Der Rechner des Marktplatzes bietet dafür keinen Schutz "
        "(weder Namensräume noch Landlock). Der Betreiber kann das ändern oder mit "
        "MARKTPLATZ_REQUIRE_ISOLATION=off darauf verzichten.",
        "Foreign source code is not read here: the marketplace's machine offers no protection for it "
        "(neither namespaces nor Landlock). The operator can change that, or do without it by "
        "MARKTPLATZ_REQUIRE_ISOLATION=off.",
    )


def _network(allowed: bool, *, spaces: bool, calls: bool, landlock: int) -> str:
    if allowed:
        return "allowed"
    if spaces:
        return "namespace"
    if calls:
        return "seccomp"
    return "landlock" if landlock >= 4 else "none"


def _programs() -> Iterable[Path]:
    yield from map(Path, _PROGRAMS)
    yield from {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent}
    yield from (_ROOT / "grader", _ROOT / "marketplace")
    # Libraries may lie elsewhere, too; of the marketplace's own folder only the two above are readable.
    yield from (
        Path(place) for place in sys.path if place and not _ROOT.is_relative_to(Path(place).resolve())
    )


def _network_files() -> Iterable[Path]:
    paths = ssl.get_default_verify_paths()
    named = [paths.cafile, paths.capath, os.environ.get("GIT_SSL_CAINFO")]
    yield from (Path(name) for name in (*_NAME_SERVICE, *named) if name)


def _existing(paths: Iterable[Path]) -> list[Path]:
    """Each path as named and, where it is a link, what it leads to."""
    return [path for path in {*paths, *(path.resolve() for path in paths)} if path.exists()]
