"""`make longest`: the tail of function and file lengths, to look at; nothing fails because of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.console import say
from tools.places import ROOT

FOLDERS = ("config", "grader", "marketplace", "tools", "bench", "tests")
SHOWN = 15


def functions(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (lines, place) for each function of a Python file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield length, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def main() -> int:
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    paths = [path for path in paths if not {"fixtures", "migrations"} & set(path.parts)]
    files = [
        (len(path.read_text(encoding="utf-8").splitlines()), str(path.relative_to(ROOT))) for path in paths
    ]
    _show("Longest functions", [entry for path in paths for entry in functions(path)])
    _show("Longest files", files)
    return 0


def _show(title: str, entries: list[tuple[int, str]]) -> None:
    lengths = sorted(length for length, _ in entries)
    median = lengths[len(lengths) // 2] if lengths else 0
    say(f"{title} (median {median} lines)")
    for length, place in sorted(entries, reverse=True)[:SHOWN]:
        say(f"  {length:5}  {place}")
