"""Whatever is installed is pinned by hash, and no list names where it comes from."""

from __future__ import annotations

import json
import re

import pytest

from tools.places import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_carries_hashes_and_no_address(lock: object) -> None:
    text = (ROOT / "requirements" / getattr(lock, "name", "")).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    packages = [entry for entry in entries if "==" in entry.splitlines()[0]]
    assert packages
    assert [entry.splitlines()[0] for entry in packages if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("larger", ["check.lock", "evaluate.lock"])
def test_the_larger_lists_contain_the_one_for_running_pin_for_pin(larger: str) -> None:
    running, more = _pins("run.lock"), _pins(larger)
    assert len(running) > 20
    assert {name: more.get(name) for name in running} == running


@pytest.mark.parametrize("name", ["run", "check", "evaluate", "assets"])
def test_every_direct_requirement_is_locked(name: str) -> None:
    wanted = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8")
    direct = re.findall(r"^([A-Za-z][A-Za-z0-9._-]*)", wanted, re.MULTILINE)
    pins = _pins(f"{name}.lock")
    assert [package for package in direct if package.lower().replace("_", "-") not in pins] == []


def test_front_end_parts_are_pinned_exactly_with_integrity_and_without_addresses() -> None:
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    wanted = manifest["dependencies"] | manifest["devDependencies"]
    locked = {key.removeprefix("node_modules/"): value for key, value in lock["packages"].items() if key}
    assert {name: locked[name]["version"] for name in wanted} == wanted
    assert all(value["integrity"].startswith("sha512-") for value in locked.values())
    assert not any("resolved" in value for value in locked.values())


def test_every_direct_requirement_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "adr" / "0003-libraries.md").read_text(encoding="utf-8").lower()
    direct = re.findall(
        r"^([A-Za-z][A-Za-z0-9-]*)",
        (ROOT / "requirements" / "run.in").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    named = {"tree-sitter" if package.startswith("tree-sitter") else package.lower() for package in direct}
    assert {package for package in named if package not in reasons} == set()
