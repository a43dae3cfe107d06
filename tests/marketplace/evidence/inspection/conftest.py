"""Looks at bytes as if they had been uploaded."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.inspect import inspect

Look = Callable[[bytes], Inspected]
Refused = Callable[[bytes], EvidenceRefused]


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """The folder in which an inspection may write."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def look(tmp_path: Path, scratch: Path) -> Look:
    """Inspect content without a name."""

    def inspect_bytes(content: bytes) -> Inspected:
        path = tmp_path / "upload"
        path.write_bytes(content)
        shutil.rmtree(scratch)
        scratch.mkdir()
        return inspect(path, scratch)

    return inspect_bytes


@pytest.fixture
def refused(look: Look) -> Refused:
    """The refusal of content, which has a sentence in both languages."""

    def refusal_of(content: bytes) -> EvidenceRefused:
        with pytest.raises(EvidenceRefused) as caught:
            look(content)
        assert caught.value.de != caught.value.en
        assert len(caught.value.word) <= 40
        return caught.value

    return refusal_of
