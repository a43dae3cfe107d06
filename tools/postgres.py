"""A PostgreSQL of our own for one test run: in a temporary folder, on a private socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tools import system
from tools.console import Refusal
from tools.supervise import guarded

ROLE = "marktplatz"
# Nothing here has to survive a power cut, so the cluster may skip waiting for the disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=50"]
PATIENCE = 30.0


def programs() -> Path:
    """Return the folder with initdb and postgres, the newest one; installs them where we may.

    Raises:
        Refusal: PostgreSQL is missing and may not be installed.
    """
    if (found := _find()) is None:
        system.install_missing(["postgresql"], purpose="PostgreSQL (initdb, postgres)")
        found = _find()
    if found is None:
        raise Refusal("PostgreSQL was installed, but its programs initdb and postgres were not found.")
    return found


def _find() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _number(path.parent.name))
    on_path = shutil.which("initdb")
    candidates = [*reversed(versions), *([Path(on_path).resolve().parent] if on_path else [])]
    return next(
        (path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None
    )


def _number(version: str) -> float:
    try:
        return float(version)
    except ValueError:
        return 0.0


@contextmanager
def cluster() -> Iterator[str]:
    """Run a fresh cluster for the length of the block.

    Yields:
        a DATABASE_URL for it.

    Raises:
        Refusal: it could not be created or did not start.
    """
    binaries, user = programs(), _unprivileged_user()
    # The name is short because a socket's whole path may have only 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="mp-pg-", dir="/tmp"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if user:
            shutil.chown(folder, user)
        _create(binaries, folder, user)
        server = _serve(binaries, folder, user)
        _wait_until_ready(server, folder)
        yield f"postgres://{ROLE}@{quote(str(folder), safe='')}/postgres"
    finally:
        _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    """Return who the server runs as; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Refusal("PostgreSQL refuses to run as root, and there is no user postgres or nobody.")


def _create(binaries: Path, folder: Path, user: str | None) -> None:
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", ROLE, "-A", "trust"]
    command += ["-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    done = subprocess.run(
        command, user=user, group=_group(user), extra_groups=[] if user else None, cwd=folder,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Refusal(f"PostgreSQL's initdb failed:\n{done.stderr.strip()}")


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def _serve(binaries: Path, folder: Path, user: str | None) -> subprocess.Popen[bytes]:
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    for setting in ["listen_addresses=", "unix_socket_permissions=0700", *FAST]:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
        return subprocess.Popen(
            guarded(command, stop_signal="INT", user=user),
            stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=folder, start_new_session=True,
        )  # fmt: skip


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    pid_file = folder / "data" / "postmaster.pid"
    # The eighth line says "ready" once connections are accepted (pg_ctl reads it the same way).
    while time.monotonic() < deadline and server.poll() is None:
        lines = pid_file.read_text().splitlines() if pid_file.exists() else []
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return
        time.sleep(0.05)
    tail = "\n".join((folder / "log").read_text(errors="replace").splitlines()[-10:])
    raise Refusal(f"PostgreSQL did not start:\n{tail}")


def _stop(server: subprocess.Popen[bytes] | None) -> None:
    if server is None:
        return
    if server.stdin:
        server.stdin.close()
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
