"""What all readers of manifests share: careful JSON and TOML, and where a name stands in the text."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from grader.facts.model import Dependency
from grader.facts.safe_yaml import UnsafeYaml, load_yaml

# One character class of exact versions: `1.2.3`, `v1.2.3-rc.1+build`; no range, no wildcard.
_EXACT = re.compile(r"^=?=?=?\s*v?\d+(?:\.\d+)*(?:[.-]?[A-Za-z][\w.+-]*|[+-][\w.+-]+)?$")
_MOVING = re.compile(r"snapshot|latest|\.x\b", re.IGNORECASE)


def is_exact(constraint: str) -> bool:
    """Say whether a written version names one version only."""
    return bool(_EXACT.match(constraint.strip())) and not _MOVING.search(constraint)


def table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def json_table(text: str) -> dict[str, Any]:
    try:
        return table(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def toml_table(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def yaml_table(text: str) -> dict[str, Any]:
    try:
        return table(load_yaml(text))
    except UnsafeYaml:
        return {}


class Lines:
    """Finds the line of a name in a text, searching onwards from a section's start."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def of(self, *needles: str, after: str = "") -> int | None:
        """1-based line that contains all needles, the first one after a line that contains `after`."""
        start = next((i for i, line in enumerate(self._lines) if after in line), 0) if after else 0
        for number in range(start, len(self._lines)):
            if all(needle in self._lines[number] for needle in needles):
                return number + 1
        return self.of(*needles) if start else None

    def of_key(self, name: str, section: str) -> int | None:
        """1-based line of ``name = …`` in a TOML table, the first one after the header of the section."""
        key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]")
        start = next((i for i, line in enumerate(self._lines) if section in line), 0)
        numbers = (*range(start, len(self._lines)), *range(start))
        return next((number + 1 for number in numbers if key.match(self._lines[number])), None)


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def from_table(
    text: str, values: object, section: str, *, dev: bool = False, quote: str = '"'
) -> list[Dependency]:
    """Dependencies of a ``name: version`` table, as npm and Composer write it."""
    lines = Lines(text)
    return [
        Dependency(
            name,
            version,
            lines.of(f"{quote}{name}{quote}", after=f"{quote}{section}{quote}"),
            dev=dev,
            exact=is_exact(version),
            local=is_local(version),
        )
        for name, version in table(values).items()
        if isinstance(version, str)
    ]


def is_local(version: str) -> bool:
    """Say whether a version points to a folder, a repository or an address instead of a registry."""
    return bool(re.match(r"(?:file|link|portal|workspace|git|git\+\w+|https?|github|path):", version)) or (
        "/" in version and not version.startswith("npm:")
    )
