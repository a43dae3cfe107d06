"""The environment is filled once, again when its list changes, and refusals say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import environment, system
from tools.console import Refusal


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lists in a folder of the test's own, and a record of what pip would have been asked to install."""
    for name in ("run", "check"):
        (tmp_path / f"{name}.lock").write_text("django==5.2.19 --hash=sha256:00\n", encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "installed.json")
    monkeypatch.setattr(environment, "_install", lambda lock: asked.append(lock.name))
    return asked


def test_nothing_is_installed_twice(installs: list[str]) -> None:
    assert environment.ensure("run") == "1 packages"
    assert environment.ensure("run") == "unchanged"
    assert installs == ["run.lock"]


def test_the_list_for_checks_contains_the_one_for_running(installs: list[str]) -> None:
    environment.ensure("check")
    assert environment.ensure("run") == "unchanged"
    assert installs == ["check.lock"]


def test_a_changed_list_is_installed(installs: list[str], tmp_path: Path) -> None:
    environment.ensure("run")
    (tmp_path / "run.lock").write_text("django==5.2.20 --hash=sha256:01\n", encoding="utf-8")
    environment.ensure("run")
    assert installs == ["run.lock", "run.lock"]


def test_an_interrupted_installation_is_begun_again(
    installs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure("run")
    (tmp_path / "run.lock").write_text("django==5.2.20 --hash=sha256:01\n", encoding="utf-8")

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure("run")
    assert environment.ensure("run") == "1 packages"


def test_a_damaged_stamp_counts_as_none(installs: list[str], tmp_path: Path) -> None:
    (tmp_path / "installed.json").write_text(json.dumps(["odd"]), encoding="utf-8")
    assert environment.ensure("run") == "1 packages"


def test_an_ordinary_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(Refusal, match=r"chromium is missing[^§]*sudo apt-get install -y chromium"):
        system.install_missing(["chromium"], purpose="Debian's chromium")
