"""The floors are written down once, exhaustively, and every package says what it is for."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from django.conf import settings

from tools.places import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = PYPROJECT["tool"]["importlinter"]["contracts"]
APPS = sorted(path.parent for path in (ROOT / "marketplace").glob("*/__init__.py"))


def _floors(container: str) -> set[str]:
    for contract in CONTRACTS:
        if contract["type"] == "layers" and contract["containers"] == [container]:
            return {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    raise AssertionError(f"no floors for {container}")


def test_layers_are_exhaustive() -> None:
    floors = [contract for contract in CONTRACTS if contract["type"] == "layers"]
    assert {contract["containers"][0] for contract in floors} >= {"marketplace", "grader"}
    assert all(contract["exhaustive"] for contract in floors)


def test_every_app_has_its_floor_and_is_installed() -> None:
    names = {path.name for path in APPS}
    assert names == _floors("marketplace")
    installed = {app.removeprefix("marketplace.") for app in settings.INSTALLED_APPS if "marketplace." in app}
    assert installed == names - {"lib"}


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.name)
def test_every_app_says_what_it_is_for(app: Any) -> None:
    assert (app / "__init__.py").read_text(encoding="utf-8").startswith('"""')


def test_the_grader_may_know_neither_web_nor_network() -> None:
    [contract] = [contract for contract in CONTRACTS if contract.get("source_modules") == ["grader"]]
    assert {"django", "socket", "http", "urllib3", "marketplace"} <= set(contract["forbidden_modules"])


def test_tools_need_nothing_but_python() -> None:
    """They run before the environment exists; two say in their first lines that they run inside it."""
    inside = {"messages.py", "prepare.py", "reference.py"}
    foreign = []
    for path in sorted((ROOT / "tools").glob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            module = line.split()[1].split(".")[0] if line.startswith(("import ", "from ")) else "os"
            if path.name not in inside and module != "tools" and not _is_standard(module):
                foreign.append(f"{path.name}: {line}")
    assert foreign == []


def _is_standard(module: str) -> bool:
    import sys

    return module in sys.stdlib_module_names
