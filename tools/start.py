"""`make start`: from a fresh clone to a running marketplace, and the same in seconds the next time."""

from __future__ import annotations

import ctypes
import http.client
import os
import secrets
import signal
import socket
import threading
import time
from pathlib import Path

from tools import assets, console, environment, lock
from tools.console import Refusal, paint, say, step
from tools.places import PYTHON, ROOT, data_folder
from tools.supervise import Program, Supervisor

PR_SET_PDEATHSIG = 1
PORTS_TO_TRY = 20
SHOWN_LEVELS = ("WARN", "ERROR", "CRITICAL", "Traceback", "Error")


def main() -> int:
    data = data_folder()
    try:
        with lock.held(data / "running.lock") as held:
            return _start(data, held)
    except lock.AlreadyRunning as running:
        where = f"at {paint(running.address, '1;36')}" if running.address else "(still starting)"
        say(f"The marketplace is already running {where}. Stop it with Ctrl-C there, or `make stop`.")
        return 0
    except OSError as error:
        raise Refusal(f"The data folder {data} cannot be used: {error}") from error


def _start(data: Path, held: lock.Lock) -> int:
    began = time.monotonic()
    _stop_when_make_is_killed()
    say(f"{paint('Marktplatz', '1')} is starting; data folder: {data}")
    with step("Python packages") as current:
        current.note = environment.ensure("run")
    with step("Front-end parts") as current:
        current.note = assets.ensure()
    _write_secret_key(data / "secret-key")
    host, port = os.environ.get("HOST", "").strip() or "127.0.0.1", _free_port()
    variables = _variables(data, host, port)
    with step("Database, texts, catalogue") as current:
        current.note = console.run_quietly(
            [str(PYTHON), "-m", "tools.prepare"],
            failure="The database could not be prepared.", cwd=ROOT, env=variables,
        ).strip().splitlines()[-1]  # fmt: skip
    supervisor = Supervisor(_programs(variables, host, port), data / "logs", _show)
    _stop_on_signals(supervisor)
    address = f"http://{_reachable(host)}:{port}/"
    threading.Thread(
        target=_announce, args=(supervisor, held, address, port, host, began), daemon=True
    ).start()
    code = supervisor.run()
    say(
        "Stopped; nothing is left running." if code == 0 else "Stopped, because the web server did not start."
    )
    return code


def _stop_when_make_is_killed() -> None:
    """Let the kernel stop us when `make` dies by SIGKILL, which it cannot pass on itself."""
    parent = Path(f"/proc/{os.getppid()}/comm")
    if parent.exists() and parent.read_text().strip() in {"make", "gmake"}:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _write_secret_key(path: Path) -> None:
    """Write a key of 64 random bytes once, readable by its owner only."""
    if path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))


def _free_port() -> int:
    """Return `PORT` (8000 by default) or, when it is taken, the next free port.

    Raises:
        Refusal: `PORT` is no port number, or none of the next ones is free.
    """
    raw = os.environ.get("PORT", "").strip() or "8000"
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        raise Refusal(f"PORT={raw}: expected a number from 1 to 65535.")
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    wanted = int(raw)
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 65536)):
        if _is_free(host, port):
            if port != wanted:
                say(f"  ! Port {wanted} is taken by another program; using {port}.")
            return port
    raise Refusal(f"No free port from {wanted} on. Name another one: PORT=9000 make start")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Refusal(f"Port {port} may not be opened by this user: {error.strerror}.") from error
        except socket.gaierror as error:
            raise Refusal(f"HOST={host} is no address of this machine.") from error
        except OSError:
            return False
    return True


def _reachable(host: str) -> str:
    """Return what to type into a browser on this machine to reach a server listening on `host`.

    Browsers make passkeys for names only, not for numbers (W3C WebAuthn, 5.1.2), so this machine is called
    by its name where that leads to the same place.
    """
    if host in {"0.0.0.0", "::", "127.0.0.1"}:  # noqa: S104 - compared, not opened
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _variables(data: Path, host: str, port: int) -> dict[str, str]:
    variables = environment.variables(MARKTPLATZ_DATA=str(data), PYTHONUNBUFFERED="1")
    variables.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    variables.setdefault("MARKTPLATZ_URL", f"http://{_reachable(host)}:{port}")
    if _reachable(host) not in {"127.0.0.1", "localhost", "[::1]"}:
        variables.setdefault("MARKTPLATZ_HOSTS", f"{_reachable(host)},localhost,127.0.0.1")
    return variables


def _programs(variables: dict[str, str], host: str, port: int) -> list[Program]:
    server = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--no-ws"]
    server += ["--workers-kill-timeout", "5", "--respawn-failed-workers"]
    server += ["--log-level", "warning", "config.wsgi:application"]
    worker = [str(PYTHON), "manage.py", "run_worker"]
    return [
        Program("web", server, variables, must_start=True, grace=8.0),
        Program("worker", worker, variables, grace=8.0),
        Program("errands", [str(PYTHON), "manage.py", "run_errands"], variables, grace=8.0),
    ]


def _stop_on_signals(supervisor: Supervisor) -> None:
    def stop(*_: object) -> None:
        supervisor.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    # `nohup` sets SIGHUP to be ignored; that wish stands.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, stop)


def _announce(
    supervisor: Supervisor, held: lock.Lock, address: str, port: int, host: str, began: float
) -> None:
    """Wait until the start page answers, then tell the address."""
    while not _answers(_reachable(host).strip("[]"), port):
        time.sleep(0.1)
    supervisor.started()
    held.publish(address)
    say(f"\n  {paint('➜', '1;32')}  {paint(address, '1;36')}    ready after {time.monotonic() - began:.1f} s")
    say(f"     Operator pages: {address}betrieb/   (create an account: make operator)")
    say("     Ctrl-C stops everything.\n")


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _show(name: str, line: str) -> None:
    """Show the worker's news and everyone's problems; the log files hold the rest."""
    if line and (name == "worker" or any(level in line for level in SHOWN_LEVELS) or "ended" in line):
        say(f"{paint(f'{name:>7} │', '2')} {line}")


def stop() -> int:
    """`make stop`: end the marketplace that uses this data folder."""
    stopped = lock.stop_holder(data_folder() / "running.lock")
    say("Stopped." if stopped else "Nothing was running.")
    return 0


if __name__ == "__main__":
    import sys

    console.finish(stop if sys.argv[1:] == ["stop"] else main)
