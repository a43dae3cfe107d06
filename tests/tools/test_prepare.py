"""A wrong setting stops the start with one sentence, not with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MARKTPLATZ_FILES", "viele", "MARKTPLATZ_FILES='viele'"),
        ("MARKTPLATZ_DEBUG", "vielleicht", "MARKTPLATZ_DEBUG='vielleicht'"),
        ("DATABASE_URL", "unsinn://otto:geheim@host/name", "DATABASE_URL: expected"),
        ("DATABASE_URL", "postgres://otto:geheim@127.0.0.1:1/name", "The database cannot be used"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str, says: str) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MARKTPLATZ_DATA": str(tmp_path),
        "MARKTPLATZ_SECRET_KEY": "only-for-tests",
        name: value,
    }
    command = [sys.executable, "-m", "tools.prepare"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert says in said
    assert "Traceback" not in said
    assert "geheim" not in said
