"""Uploads of a test lie in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Where documents lie."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"
