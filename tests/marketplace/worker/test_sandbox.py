"""What is said to be in force is in force: a child really tries to get out."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from marketplace.worker.child_process import ChildFailed, ChildTooSlow, run_child
from marketplace.worker.kernel.landlock import landlock_version
from tests.fakes.host import Host


def run(module: str, order: dict[str, Any], home: Path, *, seconds: float = 60) -> dict[str, Any]:
    said: dict[str, Any] = {}
    run_child(module, order, seconds=seconds, home=home, on_message=said.update, tick=lambda: None)
    return said


@pytest.fixture
def attempt(tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a child that tries to get out has managed."""
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    (tmp_path / "source").mkdir()
    (tmp_path / "scratch").mkdir()
    (tmp_path / "source/a.py").write_text("1")
    (tmp_path / "secret").write_text("the key")
    order = {
        "folder": str(tmp_path),
        "outside": str(tmp_path / "secret"),
        "port": host.port,
        "worker": os.getpid(),
    }
    return run("tests.fakes.escaping_child", order, tmp_path)


def test_a_locked_in_child_can_do_its_work_and_nothing_else(attempt: dict[str, Any], tmp_path: Path) -> None:
    isolation, managed = attempt["isolation"], set(attempt["managed"])
    assert {"read the source", "write a scratch file"} <= managed
    allowed = {"read the source", "write a scratch file"}
    if isolation["files"] == "none":
        allowed |= {"read outside", "write outside", "change the source", "read passwords", "make a link"}
        allowed |= {"read the worker's environment"}
    if isolation["processes"] == "none":
        allowed |= {"kill the worker"}
    if isolation["count"] == "none":
        allowed |= {"start many processes"}
    assert managed <= allowed
    assert isolation["network"] != "none"


def test_this_machine_offers_what_its_kernel_has(attempt: dict[str, Any]) -> None:
    assert (attempt["isolation"]["files"] != "none") == (landlock_version() > 0)
    assert attempt["isolation"]["rights"] == "dropped"
    assert (attempt["isolation"]["count"] == "limited") == (os.getuid() != 0)


def test_nothing_a_child_started_outlives_it(attempt: dict[str, Any], tmp_path: Path) -> None:
    assert attempt["managed"]
    for _ in range(50):
        if not processes_of(os.getpid()):
            break
        time.sleep(0.1)
    assert not processes_of(os.getpid())


@pytest.mark.parametrize("must_hold", [True, False])
def test_without_any_shield_a_child_goes_on_only_if_it_may(tmp_path: Path, must_hold: bool) -> None:
    order = {"folder": str(tmp_path), "must_hold": must_hold}
    said = run("tests.fakes.bare_child", order, tmp_path)
    assert ("isolation" in said) is not must_hold
    assert said.get("problem", ["", "not-shielded"])[1] == "not-shielded"


def test_the_time_of_a_child_is_limited(tmp_path: Path) -> None:
    with pytest.raises(ChildTooSlow):
        run("tests.fakes.stubborn_child", {"do": "sleep"}, tmp_path, seconds=1)
    assert not processes_of(os.getpid())


def test_a_child_that_breaks_down_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match="no idea"):
        run("tests.fakes.stubborn_child", {"do": "raise"}, tmp_path)


def test_a_child_that_is_killed_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match="-9"):
        run("tests.fakes.stubborn_child", {"do": "die"}, tmp_path)


def processes_of(worker: int) -> list[int]:
    """Processes that were started as children of this worker, or by those."""
    mark, found = f"MARKETPLACE_WORKER={worker}\0".encode(), []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            alive = folder.joinpath("stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
            if alive and mark in folder.joinpath("environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found
