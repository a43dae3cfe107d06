"""Interfaces and standards: a controlled list, recognised in what sources say of a solution."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("standards.yaml")
# Kinds of facts in which a standard may be named.
NAMED_IN = ("interfaces", "technology")


@dataclass(frozen=True, slots=True)
class Standard:
    """One interface or standard.

    Attributes:
        key: stands in addresses and in the profile of a municipality.
        label: as the field calls it, the same in every language.
        url: where it is defined.
        pattern: what names it, upper or lower case.
    """

    key: str
    label: str
    url: str
    pattern: re.Pattern[str]


@cache
def standards() -> tuple[Standard, ...]:
    """All standards the marketplace tells apart, in the order of the file.

    Raises:
        ValueError: two share a key.
    """
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    keys = [row["key"] for row in rows]
    if len(keys) != len(set(keys)):
        raise ValueError(f"standards named twice: {sorted({one for one in keys if keys.count(one) > 1})}")
    return tuple(
        Standard(row["key"], row["label"], row["url"], re.compile("|".join(row["patterns"]), re.IGNORECASE))
        for row in rows
    )


@cache
def standard_labels() -> dict[str, str]:
    """Labels by key, for choices and filters."""
    return {one.key: one.label for one in standards()}


def standards_named(items: Iterable[str]) -> tuple[str, ...]:
    """Keys of the standards that any of the items names ("OGC WMS", "Open311"), in file order."""
    found = {key for item in items for key in _named_in(item)}
    return tuple(one.key for one in standards() if one.key in found)


@lru_cache(maxsize=20_000)
def _named_in(item: str) -> frozenset[str]:
    return frozenset(one.key for one in standards() if one.pattern.search(item))
