"""What people mean alike: lay words, synonyms and product names for the same municipal task.

Each file holds concepts: `words` stand in questions and in listings, `asked` only in questions, `products`
are names of software people know and want an alternative to, `related` are concepts that also help a little.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Concept:
    """One task with everything people call it."""

    id: str
    words: tuple[str, ...]
    asked: tuple[str, ...]
    products: tuple[str, ...]
    related: tuple[str, ...]


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts, by id.

    Raises:
        ValueError: two concepts share an id, or one names a related concept that does not exist.
    """
    rows: list[dict[str, Any]] = [
        row
        for path in sorted(FOLDER.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    ids = [row["concept"] for row in rows]
    if len(ids) != len(set(ids)):
        raise ValueError(f"concepts named twice: {sorted({one for one in ids if ids.count(one) > 1})}")
    found = tuple(_concept(row) for row in sorted(rows, key=lambda row: str(row["concept"])))
    unknown = {name for one in found for name in one.related} - set(ids)
    if unknown:
        raise ValueError(f"related concepts that do not exist: {sorted(unknown)}")
    return found


def _concept(row: dict[str, Any]) -> Concept:
    def names(key: str) -> tuple[str, ...]:
        return tuple(str(name) for name in row.get(key, ()))

    return Concept(row["concept"], names("words"), names("asked"), names("products"), names("related"))
