"""Every indicator has tests that show each outcome it can have: found, not found, not applicable and so on.

A test shows an outcome when its body, or a helper or list of its module that it uses, names both the
indicator's `measure` and the outcome. Which outcomes an indicator can have is read from its own module.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tools.places import ROOT

INDICATORS = sorted(path.parent for path in (ROOT / "grader" / "indicators").glob("*/measure.py"))
TESTS = sorted((ROOT / "tests" / "grader" / "indicators").glob("test_*.py"))
OUTCOMES = ("MET", "NOT_MET", "NOT_APPLICABLE", "NOT_ASSESSABLE")
# What the shared beginnings of a measurement can answer.
ANSWERS = {
    "without_functions": {"NOT_APPLICABLE", "NOT_ASSESSABLE"},
    "compared": {"MET", "NOT_MET"},
    "limited": {"MET", "NOT_MET"},
}


@pytest.mark.parametrize("folder", INDICATORS, ids=lambda folder: folder.name)
def test_each_outcome_is_shown_by_a_test(folder: Path) -> None:
    missing = _possible(folder) - _shown().get(folder.name, set())
    assert not missing, f"no test in tests/grader/indicators shows {sorted(missing)} of {folder.name}"


def _possible(folder: Path) -> set[str]:
    source = (folder / "measure.py").read_text(encoding="utf-8")
    found = {outcome for outcome in OUTCOMES if re.search(rf"Outcome\.{outcome}\b", source)}
    for name, answers in ANSWERS.items():
        if re.search(rf"\b{name}\(", source):
            found |= answers
    return found


@cache
def _shown() -> dict[str, set[str]]:
    """Outcomes by folder of the indicator."""
    shown: dict[str, set[str]] = {}
    for path in TESTS:
        module = ast.parse(path.read_text(encoding="utf-8"))
        measures = _measures(module)
        bodies = _bodies(module)
        for name in [name for name in bodies if name.startswith("test_")]:
            names = _with_helpers(name, bodies)
            for measure, indicator in measures.items():
                if measure in names:
                    shown.setdefault(indicator, set()).update(names & set(OUTCOMES))
    return shown


def _measures(module: ast.Module) -> dict[str, str]:
    """Name in this module and folder of each indicator whose measure it imports."""
    return {
        alias.asname or alias.name: node.module.split(".")[2]
        for node in module.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader.indicators.")
        for alias in node.names
        if alias.name == "measure" and node.module
    }


def _bodies(module: ast.Module) -> dict[str, set[str]]:
    """What each function and each list of a module mentions."""
    found = {node.name: _names(node) for node in module.body if isinstance(node, ast.FunctionDef)}
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = _names(node.value)
    return found


def _names(node: ast.AST) -> set[str]:
    """All names and attributes that are mentioned, in decorators too."""
    inside = list(ast.walk(node))
    return {each.id for each in inside if isinstance(each, ast.Name)} | {
        each.attr for each in inside if isinstance(each, ast.Attribute)
    }


def _with_helpers(name: str, bodies: dict[str, set[str]]) -> set[str]:
    names, asked = set(bodies[name]), {name}
    while helpers := (names & set(bodies)) - asked:
        asked |= helpers
        for helper in helpers:
            names |= bodies[helper]
    return names
