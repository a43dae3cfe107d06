"""The supervisor restarts what crashes, gives up on what cannot start, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.processes import is_alive, noted, wait_for
from tools.places import ROOT
from tools.supervise import Program, Running, Supervisor

PATIENT = """
    import os, sys, time
    print("at work", flush=True)
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(600)
"""
SUPERVISING = """
    import signal, sys
    from pathlib import Path
    from tools.supervise import Program, Supervisor
    script, folder = sys.argv[1], Path(sys.argv[2])
    programs = [
        Program(name, [sys.executable, "-c", script, str(folder / name)], grace=3.0)
        for name in ("one", "two")
    ]
    supervisor = Supervisor(programs, folder / "logs", lambda name, line: None)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: supervisor.stop())
    sys.exit(supervisor.run())
"""


def _program(script: str, *arguments: str, must_start: bool = False) -> Program:
    command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
    return Program("patient", command, must_start=must_start, grace=3.0)


@pytest.fixture
def supervising(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor in a process of its own, with two programs that have noted their ids."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SUPERVISING), textwrap.dedent(PATIENT), str(tmp_path)],
        cwd=ROOT,
    )
    wait_for(lambda: noted(tmp_path / "one") and noted(tmp_path / "two"))
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_cleanly(
    supervising: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
) -> None:
    supervising.send_signal(number)
    assert supervising.wait(timeout=20) == 0
    assert not any(is_alive(process) for name in ("one", "two") for process in noted(tmp_path / name))


def test_killing_the_supervisor_leaves_no_orphan(
    supervising: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    supervising.kill()
    supervising.wait()
    programs = noted(tmp_path / "one") + noted(tmp_path / "two")
    wait_for(lambda: not any(is_alive(process) for process in programs))


def test_a_crashed_program_is_started_again_and_its_output_kept(tmp_path: Path) -> None:
    heard: list[tuple[str, str]] = []
    supervisor = Supervisor(
        [_program(PATIENT, str(tmp_path / "ids"))],
        tmp_path / "logs",
        lambda name, line: heard.append((name, line)),
    )
    thread = threading.Thread(target=supervisor.run)
    # The wake-up file descriptor of signals belongs to the main thread; here the loop's timeout serves.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signal, "set_wakeup_fd", lambda *_args, **_kwargs: -1)
        thread.start()
        wait_for(lambda: noted(tmp_path / "ids"))
        os.kill(noted(tmp_path / "ids")[0], signal.SIGKILL)
        wait_for(lambda: len(noted(tmp_path / "ids")) == 2)
        supervisor.stop()
        thread.join(timeout=20)
    assert not any(is_alive(process) for process in noted(tmp_path / "ids"))
    assert (tmp_path / "logs" / "patient.log").read_text() == "at work\nat work\n"
    assert any("starting it again in 1 s" in line for _, line in heard)


def test_a_program_that_must_start_but_cannot_ends_the_supervision(tmp_path: Path) -> None:
    heard: list[str] = []
    broken = _program("raise SystemExit('the port is on fire')", must_start=True)
    supervisor = Supervisor([broken], tmp_path / "logs", lambda _, line: heard.append(line))
    assert supervisor.run() == 1
    assert heard[-1] == "the port is on fire"


def test_pauses_between_restarts_grow_up_to_a_minute(tmp_path: Path) -> None:
    running = Running(_program(PATIENT), tmp_path / "log")
    pauses = []
    for running.failures in range(1, 10):
        pauses.append(running.pause())
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
