"""What must not be in the repository: addresses of registries, paths of one machine, notes to oneself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tracked import files, name, texts

# Written in two parts so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs", "npmjs" + ".com",
    "deb." + "debian.org", "proxy." + "golang.org", "crates" + ".io", "repo1." + "maven",
]  # fmt: skip
MACHINE_PATHS = ["/work" + "/", "/tmp" + "/plan", "/root" + "/"]
NOTE_TO_ONESELF = re.compile(r"(#|//|/\*|<!--|\{#)\s*(TO" + "DO|FIX" + "ME|XX" + "X)\\b")
LARGEST_FILE = 1_500_000


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("forbidden", REGISTRIES + MACHINE_PATHS)
def test_no_file_names(forbidden: str) -> None:
    assert [name(path) for path in texts() if forbidden in _read(path)] == []


def test_no_notes_to_oneself_are_left() -> None:
    assert [name(path) for path in texts() if NOTE_TO_ONESELF.search(_read(path))] == []


def test_nothing_fetched_or_made_is_kept() -> None:
    made = re.compile(r"(^|/)(node_modules|\.venv|__pycache__|var)/|\.mo$|\.sqlite3$|\.pyc$")
    assert [name(path) for path in files() if made.search(name(path))] == []


def test_files_are_of_a_size_one_can_review() -> None:
    assert [name(path) for path in files() if path.stat().st_size > LARGEST_FILE] == []


def test_umlauts_are_written_as_umlauts() -> None:
    """In texts people read; addresses and names of files keep their spelled-out form."""
    spelled_out = re.compile(
        r"\b(fuer|ueber|koennen|muessen|moeglich|naechste\w*|Loesungen|pruefen|waehlen)\b"
    )
    german = [path for path in texts(".html", ".yaml") if "marketplace" in path.parts]
    assert german
    wrong = []
    for path in german:
        for line in _read(path).splitlines():
            words = re.sub(r"\S*[/_.:=-]\S*", " ", line)
            if spelled_out.search(words):
                wrong.append(f"{name(path)}: {line.strip()}")
    assert wrong == []
