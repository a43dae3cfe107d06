"""Folders with small editions, and one criterion everybody changes for a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation

TOPIC = {
    "key": "cost",
    "name": {"de": "Kosten", "en": "Cost"},
    "hint": {"de": "Was es kostet.", "en": "What."},
}


def both(text: str) -> dict[str, str]:
    return {"de": text, "en": f"{text} (en)"}


def criterion_file(key: str) -> dict[str, Any]:
    """The content of a criterion's file."""
    return {
        "key": key,
        "topic": "cost",
        "position": 1,
        "title": both("Öffentliche Kosten"),
        "question": both("Sind die Kosten öffentlich?"),
        "help": both("Eine Preisliste zählt."),
        "why": both("Sie können planen."),
        "answer": "yes_no",
        "applies": {"kinds": ["solution"], "otherwise": both("Nur für Lösungen.")},
        "evidence": [{"key": "price-list", "label": both("Preisliste"), "valid_months": 12}],
        "requirement": {"level": "A", "text": both("Die Kosten stehen fest."), "proof": both("Preisblatt.")},
        "review": [both("Ist die Liste datiert?"), both("Ist sie vollständig?")],
        "ask_provider": both("Was kostet es?"),
    }


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Messages are read in German, whatever page another test asked for."""
    with translation.override("de"):
        yield


class Folder:
    """A folder of editions that tests fill."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def head(self, edition: str, **changes: Any) -> None:
        content = {"key": edition, "published_on": "2026-11-23", "topics": [TOPIC], "changes": [both("Neu.")]}
        self._write(self.path / edition / "edition.yaml", content | changes)

    def criterion(self, edition: str, name: str, **changes: Any) -> None:
        content = criterion_file(name) | changes
        self._write(self.path / edition / "cost" / f"{name}.yaml", content)

    def own(self, name: str, **changes: Any) -> None:
        self._write(self.path / f"{name}.yaml", criterion_file(name) | changes)

    @staticmethod
    def _write(file: Path, content: dict[str, Any]) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Dates stand unquoted in real files.
        text = yaml.safe_dump(content, allow_unicode=True).replace("'2026-11-23'", "2026-11-23")
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An edition 2026-1 with one criterion."""
    made = Folder(tmp_path / "editions")
    made.head("2026-1")
    made.criterion("2026-1", "costs-public")
    return made
