"""Nothing a guarded program started may outlive whoever asked for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.tools.processes import is_alive, noted, wait_for
from tools.supervise import guarded

# Starts a grandchild in a session of its own that ignores polite signals, notes both ids, then waits.
STUBBORN_FAMILY = """
    import os, signal, subprocess, sys, time
    child = subprocess.Popen(
        [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
         "print('deaf', flush=True); time.sleep(600)"],
        start_new_session=True, stdout=subprocess.PIPE,
    )
    child.stdout.readline()
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n{child.pid}\\n")
    time.sleep(600)
"""


def _guard(script: str, *arguments: str, grace: float = 5.0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
    return subprocess.Popen(guarded(command, grace=grace), stdin=subprocess.PIPE)


def _close(guard: subprocess.Popen[bytes]) -> None:
    assert guard.stdin is not None
    guard.stdin.close()


def test_closing_the_pipe_ends_the_whole_family(tmp_path: Path) -> None:
    guard = _guard(STUBBORN_FAMILY, str(tmp_path / "ids"))
    wait_for(lambda: len(noted(tmp_path / "ids")) == 2)
    _close(guard)
    assert guard.wait(timeout=20) != 0
    assert not any(is_alive(process) for process in noted(tmp_path / "ids"))


def test_the_family_ends_when_the_asker_is_killed(tmp_path: Path) -> None:
    asker = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent("""
            import subprocess, sys, time
            subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)
            time.sleep(600)
        """), *guarded([sys.executable, "-c", textwrap.dedent(STUBBORN_FAMILY), str(tmp_path / "ids")])]
    )  # fmt: skip
    wait_for(lambda: len(noted(tmp_path / "ids")) == 2)
    asker.kill()
    asker.wait()
    wait_for(lambda: not any(is_alive(process) for process in noted(tmp_path / "ids")))


def test_the_program_is_asked_to_stop_when_the_guard_itself_is_killed(tmp_path: Path) -> None:
    script = """
        import os, sys, time
        open(sys.argv[1], "w").write(str(os.getpid()))
        time.sleep(600)
    """
    guard = _guard(script, str(tmp_path / "ids"))
    wait_for(lambda: noted(tmp_path / "ids"))
    guard.kill()
    guard.wait()
    _close(guard)
    wait_for(lambda: not is_alive(noted(tmp_path / "ids")[0]))


def test_a_program_that_cleans_up_is_given_the_time(tmp_path: Path) -> None:
    script = """
        import pathlib, signal, sys, time
        def clean_up(*_):
            time.sleep(0.3)
            pathlib.Path(sys.argv[1]).write_text("clean")
            sys.exit(7)
        signal.signal(signal.SIGTERM, clean_up)
        pathlib.Path(sys.argv[1]).write_text("running")
        time.sleep(600)
    """
    note = tmp_path / "note"
    guard = _guard(script, str(note))
    wait_for(lambda: note.exists() and note.read_text() == "running")
    guard.send_signal(signal.SIGTERM)
    assert guard.wait(timeout=20) == 7
    _close(guard)
    assert note.read_text() == "clean"


def test_a_deaf_program_is_killed_after_its_grace(tmp_path: Path) -> None:
    script = """
        import os, signal, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        open(sys.argv[1], "w").write(str(os.getpid()))
        time.sleep(600)
    """
    guard = _guard(script, str(tmp_path / "ids"), grace=0.2)
    wait_for(lambda: noted(tmp_path / "ids"))
    _close(guard)
    guard.wait(timeout=20)
    assert not is_alive(noted(tmp_path / "ids")[0])


@pytest.mark.parametrize("code", [0, 3])
def test_the_exit_code_is_passed_on(code: int) -> None:
    guard = _guard(f"raise SystemExit({code})")
    assert guard.wait(timeout=20) == code
    _close(guard)


def test_children_left_behind_by_an_ended_program_are_collected(tmp_path: Path) -> None:
    script = """
        import subprocess, sys
        sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
        child = subprocess.Popen(sleep, start_new_session=True)
        open(sys.argv[1], "w").write(str(child.pid))
    """
    guard = _guard(script, str(tmp_path / "ids"))
    assert guard.wait(timeout=20) == 0
    _close(guard)
    assert not is_alive(noted(tmp_path / "ids")[0])
    assert is_alive(os.getpid())
