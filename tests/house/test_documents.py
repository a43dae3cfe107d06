"""Links lead somewhere, and the version is the same wherever it stands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.house.tracked import name, texts
from tools.places import ROOT

DOCUMENTS = texts(".md")
NEEDED = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
PUBLICCODE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_relative_links_lead_somewhere(path: Path) -> None:
    without_code = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", without_code)
    targets = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("document", NEEDED)
def test_the_expected_documents_are_there(document: str) -> None:
    assert (ROOT / document).stat().st_size > 500


def test_the_version_is_the_same_everywhere() -> None:
    assert PUBLICCODE["softwareVersion"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_publiccode_has_what_the_standard_asks_for() -> None:
    """Mandatory keys of publiccode.yml 0.4, https://yml.publiccode.tools/schema.core.html"""
    mandatory = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert mandatory <= set(PUBLICCODE)
    for language in PUBLICCODE["localisation"]["availableLanguages"]:
        text = PUBLICCODE["description"][language]
        assert 1 <= len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    assert PUBLICCODE["maintenance"]["contacts"]


def test_the_licence_is_the_one_declared() -> None:
    assert PUBLICCODE["legal"]["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_bytes()
    assert "V. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")
