"""Results of real runs on small trees, made once per test process."""

from __future__ import annotations

import copy
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from grader.facts.changes import changed_since
from grader.report.since import restrict_to_changes
from grader.run import grade_folder
from tests.grader.building import TODAY, commit, repository, write
from tests.grader.test_result import example, program

HOSTILE = "app/<img src=x onerror=alert(1)>|`&\u202e.py"


def tangled(name: str) -> str:
    """A function with many branches, deep nesting and code that looks like HTML and Markdown."""
    branches = "\n".join(
        f"    if value == {i}:\n        for step in range({i}):\n            if step > {i}:\n"
        f"                total += step * {i}  # <script>alert(1)</script> `|` **x**"
        for i in range(25)
    )
    return f"def {name}(value, a, b, c, d, e, f, g):\n    total = 0\n{branches}\n    return total\n"


@cache
def _tidy() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return grade_folder(example(Path(folder)), as_of=TODAY)


@cache
def _hostile() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = example(Path(name))
        write(folder, {HOSTILE: "\n\n".join(tangled(f"do_{i}") for i in range(6)) + program("more")})
        commit(folder, day="2026-11-02")
        return grade_folder(folder, as_of=TODAY)


@cache
def _changed() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = example(Path(name))
        write(folder, {"app/new.py": "\n\n".join(tangled(f"do_{i}") for i in range(6)) + program("more")})
        commit(folder, day="2026-11-02")
        changes = changed_since(folder, "HEAD~1")
        return restrict_to_changes(grade_folder(folder, as_of=TODAY), changes)


@cache
def _empty() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return grade_folder(repository(Path(folder)), as_of=TODAY)


def tidy() -> dict[str, Any]:
    """A small tidy program with tests."""
    return copy.deepcopy(_tidy())


def hostile() -> dict[str, Any]:
    """A program with a tangled file whose name and lines try to inject markup."""
    return copy.deepcopy(_hostile())


def changed() -> dict[str, Any]:
    """A tidy program to which the last commit added a tangled file."""
    return copy.deepcopy(_changed())


def empty() -> dict[str, Any]:
    """A repository without source: not assessable."""
    return copy.deepcopy(_empty())


def before_sections() -> dict[str, Any]:
    """A result as early editions made it, without the later sections."""
    result = tidy()
    for key in ("files", "hotspots", "dependencies", "next_steps"):
        result.pop(key, None)
    return result
