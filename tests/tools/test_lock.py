"""Only one marketplace may use a data folder, and the second one learns where the first one answers."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.tools.processes import wait_for
from tools import lock
from tools.places import ROOT

HOLDER = """
    import sys, time
    from pathlib import Path
    from tools import lock
    with lock.held(Path(sys.argv[1])) as held:
        held.publish("http://127.0.0.1:8123/")
        time.sleep(600)
"""


def _holder(path: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen([sys.executable, "-c", textwrap.dedent(HOLDER), str(path)], cwd=ROOT)
    wait_for(lambda: path.exists() and "8123" in path.read_text())
    return holder


def test_a_second_start_is_told_the_address_of_the_first(tmp_path: Path) -> None:
    holder = _holder(tmp_path / "lock")
    with pytest.raises(lock.AlreadyRunning) as refusal, lock.held(tmp_path / "lock"):
        pass
    assert refusal.value.address == "http://127.0.0.1:8123/"
    assert refusal.value.process == holder.pid
    holder.kill()
    holder.wait()


def test_the_lock_of_a_killed_holder_is_free(tmp_path: Path) -> None:
    holder = _holder(tmp_path / "lock")
    holder.kill()
    holder.wait()
    with lock.held(tmp_path / "lock") as held:
        held.publish("http://127.0.0.1:8124/")
    assert "8124" in (tmp_path / "lock").read_text()


def test_stopping_ends_the_holder(tmp_path: Path) -> None:
    holder = _holder(tmp_path / "lock")
    assert lock.stop_holder(tmp_path / "lock", patience=20)
    assert holder.wait(timeout=5) != 0


def test_stopping_nothing_says_so(tmp_path: Path) -> None:
    assert not lock.stop_holder(tmp_path / "lock", patience=20)
