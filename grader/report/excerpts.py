"""The lines a finding points to, as they stand in the source: nobody has to open an archive to see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from grader.facts.decoding import to_utf8
from grader.facts.model import Facts, Role
from grader.facts.secrets import MAX_PER_FILE
from grader.facts.tree_files import read_limited
from grader.findings import Finding, Location, Outcome

MAX_EXCERPTS = 30
MAX_OF_ONE_FINDING = 2
LINES = 14
LINES_BEFORE = 2
MAX_COLUMNS = 200
MAX_BYTES = 2_000_000
HIDDEN = "•••"
_KEY_BEGINS = re.compile("-----BEGIN [A-Z ]{0,20}PRIVATE KEY")

# What a finding about secrets points to must never be repeated.
_NEVER_SHOWN = frozenset({"secrets-are-not-in-the-tree"})
_NO_TEXT = frozenset({Role.BINARY, Role.TOO_LARGE, Role.UNREADABLE, Role.MINIFIED})


def excerpts(folder: Path, facts: Facts, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Quote the places of findings, open findings first.

    Args:
        folder: root of the source tree; links are never followed.
        facts: the facts of the same folder; lines with a secret are hidden.
        findings: the answers of all indicators.

    Returns:
        At most 30 excerpts of at most 14 lines: `indicator`, `path`, `from_line` (1-based), `lines`,
        `marked` (first and last line the finding points to, within the excerpt).
    """
    text_files = {
        file.path
        for file in facts.files
        if file.role not in _NO_TEXT and len(file.secrets) < MAX_PER_FILE  # beyond that none is known
    }
    secrets = {(file.path, secret.line) for file in facts.files for secret in file.secrets}

    @cache
    def lines_of(path: str) -> list[str]:
        return _lines(folder, path)

    rows: list[dict[str, Any]] = []
    for indicator, place in _places(findings):
        lines = lines_of(place.path) if place.path in text_files else []
        if place.line and place.line <= len(lines):
            rows.append(_excerpt(indicator, place, place.line, lines, secrets))
        if len(rows) == MAX_EXCERPTS:
            break
    return rows


def _places(findings: Iterable[Finding]) -> Iterator[tuple[str, Location]]:
    """Each place once: of open findings first, and within them in the order of the evidence."""
    shown = [finding for finding in findings if finding.indicator not in _NEVER_SHOWN]
    shown.sort(key=lambda finding: finding.outcome is not Outcome.NOT_MET)
    seen: set[tuple[str, int | None]] = set()
    for finding in shown:
        with_line = [
            place for place in finding.evidence if place.line and (place.path, place.line) not in seen
        ]
        for place in with_line[:MAX_OF_ONE_FINDING]:
            seen.add((place.path, place.line))
            yield finding.indicator, place


def _excerpt(
    indicator: str, place: Location, line: int, lines: list[str], secrets: set[tuple[str, int]]
) -> dict[str, Any]:
    first = max(1, line - LINES_BEFORE)
    last = min(len(lines), first + LINES - 1)
    return {
        "indicator": indicator,
        "path": place.path,
        "from_line": first,
        "lines": [
            HIDDEN if (place.path, number) in secrets else _shortened(lines[number - 1])
            for number in range(first, last + 1)
        ],
        "marked": [line, max(line, min(place.end_line or line, last))],
    }


def _lines(folder: Path, path: str) -> list[str]:
    content = read_limited(folder, path, MAX_BYTES)
    decoded = to_utf8(content) if content else None
    if decoded is None:
        return []
    return list(_without_keys(decoded[0].decode("utf-8", "replace").removesuffix("\n").split("\n")))


def _without_keys(lines: Iterable[str]) -> Iterator[str]:
    """Hide private keys whole, wherever they stand: a secret's place is only its first line."""
    inside = False
    for line in lines:
        begins = _KEY_BEGINS.search(line) is not None
        yield HIDDEN if inside or begins else line
        inside = (inside or begins) and "-----END" not in line


def _shortened(line: str) -> str:
    line = line.rstrip("\r").expandtabs(4)
    return line if len(line) <= MAX_COLUMNS else line[: MAX_COLUMNS - 1] + "…"
