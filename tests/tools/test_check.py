"""`make check` runs on after a failure, fails as a whole, and counts what pytest counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import check
from tools.check import Counts
from tools.console import Refusal
from tools.places import PYTHON

TWO_OF_FIVE = """
import pytest
def test_first(): pass
def test_second(): pass
def test_third(): pass
def test_fourth(): assert False
def test_fifth(): raise OSError
"""


@pytest.fixture
def without_set_up(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(check, "_set_up", lambda: None)
    monkeypatch.setattr(check, "_tests_on_postgresql", lambda *_: (True, "none"))
    return monkeypatch


def test_a_failed_check_fails_the_whole_but_stops_nothing(
    without_set_up: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    checks = {"bad": ["-c", "raise SystemExit(3)"], "good": ["-c", "print('still ran')"]}
    without_set_up.setattr(check, "CHECKS", checks)
    without_set_up.setattr(check, "_tests", lambda *_: (True, "none"))
    assert check.main() == 1
    shown = capfd.readouterr().out
    assert "still ran" in shown
    assert "exit code 3" in shown.split("Summary")[1]
    assert shown.rstrip().endswith("0 passed, 0 failed")


def test_a_refusal_becomes_a_row(capfd: pytest.CaptureFixture[str]) -> None:
    def refuse() -> tuple[bool, str]:
        raise Refusal("PostgreSQL did not start:\nno space left")

    outcome = check._timed("tests on PostgreSQL", refuse)
    assert not outcome.ok
    assert outcome.note == "PostgreSQL did not start:"
    assert "no space left" in capfd.readouterr().out


def test_passed_and_failed_tests_are_counted(tmp_path: Path) -> None:
    suite = tmp_path / "test_two_of_five.py"
    suite.write_text(TWO_OF_FIVE)
    counts = Counts()
    variables = {"TMPDIR": str(tmp_path), "PATH": str(PYTHON.parent)}
    ok, note = check._tests([f"--rootdir={tmp_path}", "-c", "/dev/null", str(suite)], variables, counts)
    assert not ok
    assert note == "3 passed, 2 failed, 0 skipped"
    assert (counts.passed, counts.failed) == (3, 2)


def test_a_run_starts_from_clean_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setenv("MARKTPLATZ_HOSTS", "example.org")
    monkeypatch.setenv("MARKTPLATZ_DATA", "/srv/real-data")
    variables = check._variables(tmp_path)
    assert "DATABASE_URL" not in variables
    assert "MARKTPLATZ_HOSTS" not in variables
    assert variables["MARKTPLATZ_DATA"].startswith(str(tmp_path))
    assert variables["HOME"].startswith(str(tmp_path))
