"""make, ./run and the documents speak of the same commands."""

from __future__ import annotations

import os
import re
import stat
import subprocess

import pytest

from tests.house.tracked import name, texts
from tools.commands import COMMANDS
from tools.places import ROOT


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^TARGETS := (.+)$", makefile, re.MULTILINE)
    assert found
    return set(found[1].split())


def test_each_make_target_is_a_command_of_run() -> None:
    assert _targets() == set(COMMANDS) | {"help"}


def test_documents_name_only_commands_that_exist() -> None:
    called = re.compile(r"(?:`|^ {4})(?:make|\./run) ([a-z-]+)", re.MULTILINE)
    named = {(name(path), word) for path in texts(".md") for word in called.findall(path.read_text("utf-8"))}
    assert named
    assert {(document, word) for document, word in named if word not in COMMANDS} == set()


def test_the_readme_shows_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make start" in readme
    assert "make check" in readme


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_can_be_executed(script: str) -> None:
    assert (ROOT / script).stat().st_mode & stat.S_IXUSR


def test_make_alone_prints_the_list() -> None:
    plain = {**os.environ, "NO_COLOR": "1"}
    listed = subprocess.run(["make"], cwd=ROOT, env=plain, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^    make ([a-z-]+) ", listed, re.MULTILINE)) == set(COMMANDS)
