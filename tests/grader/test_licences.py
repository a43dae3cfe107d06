"""Licence texts are recognised, declarations are collected with their line; nothing is executed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.licences import normalise, read_licences
from grader.facts.model import DeclaredLicence, LicenceFile
from grader.facts.safe_yaml import UnsafeYaml, load_yaml
from tests.grader.building import MIT_TEXT, listed, write

GPL_NOTICE = """This program is free software: you can redistribute it and/or modify
it under the terms of the GNU Affero General Public License as published by
the Free Software Foundation, either version 3 of the License, or
(at your option) any later version.
"""


def texts(folder: Path, files: dict[str, str]) -> tuple[LicenceFile, ...]:
    write(folder, files)
    return read_licences(folder, listed(folder))[0]


def declared(folder: Path, files: dict[str, str]) -> tuple[DeclaredLicence, ...]:
    write(folder, files)
    return read_licences(folder, listed(folder))[1]


@pytest.mark.parametrize("name", ["LICENSE", "LICENCE.md", "COPYING", "LIZENZ.txt", "license.txt"])
def test_a_licence_text_is_recognised_under_its_usual_names(tmp_path: Path, name: str) -> None:
    assert texts(tmp_path, {name: MIT_TEXT}) == (LicenceFile(name, "MIT"),)


def test_a_notice_of_later_versions_is_recognised(tmp_path: Path) -> None:
    assert texts(tmp_path, {"LICENSE": GPL_NOTICE})[0].spdx == "AGPL-3.0-or-later"


def test_the_german_eupl_is_recognised_by_its_title(tmp_path: Path) -> None:
    german = "OPEN-SOURCE-LIZENZ FÜR DIE EUROPÄISCHE UNION v. 1.2\nEUPL © Europäische Union 2007, 2016\n"
    assert (
        texts(tmp_path, {"LICENSE": german + "Diese Lizenz gilt für das Werk. " * 300})[0].spdx == "EUPL-1.2"
    )


def test_reuse_names_the_licence_in_the_file_name(tmp_path: Path) -> None:
    assert texts(tmp_path, {"LICENSES/CC0-1.0.txt": "text"})[0].spdx == "CC0-1.0"


def test_an_unknown_text_stays_unknown(tmp_path: Path) -> None:
    assert texts(tmp_path, {"LICENSE": "Alle Rechte vorbehalten.\n"})[0].spdx is None


def test_code_with_licence_in_its_name_is_no_licence_text(tmp_path: Path) -> None:
    assert texts(tmp_path, {"license.py": "x = 1", "licenses.json": "{}", "license-header": MIT_TEXT}) == ()


@pytest.mark.parametrize(
    ("path", "text", "line", "spdx"),
    [
        ("package.json", '{\n "name": "x",\n "license": "AGPL-3.0-or-later"\n}', 3, "AGPL-3.0-or-later"),
        ("composer.json", '{\n "license": ["MIT", "GPL-3.0-only"]\n}', 2, "MIT OR GPL-3.0-only"),
        ("pyproject.toml", '[project]\nname = "x"\nlicense = "EUPL-1.2"\n', 3, "EUPL-1.2"),
        ("pyproject.toml", '[project]\nname = "x"\nlicense = {text = "MIT License"}\n', 3, "MIT"),
        ("Cargo.toml", '[package]\nlicense = "MIT/Apache-2.0"\n', 2, "MIT OR Apache-2.0"),
        ("setup.cfg", "[metadata]\nname = x\nlicense = AGPL\n", 3, "AGPL-3.0-only"),
        ("setup.py", 'setup(\n  name="x",\n  license="Apache License 2.0",\n)\n', 3, "Apache-2.0"),
        ("x.gemspec", "Gem::Specification.new do |s|\n  s.license = 'MIT'\nend\n", 2, "MIT"),
        ("publiccode.yml", "name: x\nlegal:\n  license: EUPL-1.2\n", 3, "EUPL-1.2"),
        (
            "pom.xml",
            "<project>\n<licenses>\n<license>\n<name>European Union Public Licence v. 1.2</name>\n"
            "</license>\n</licenses>\n</project>",
            4,
            "EUPL-1.2",
        ),
    ],
)
def test_a_declaration_is_found_with_its_line(
    tmp_path: Path, path: str, text: str, line: int, spdx: str
) -> None:
    found = declared(tmp_path, {path: text})
    assert [(licence.line, licence.spdx) for licence in found] == [(line, spdx)]


def test_classifiers_of_python_packages_are_understood(tmp_path: Path) -> None:
    text = "[project]\nclassifiers = [\n"
    text += '  "License :: OSI Approved :: GNU Affero General Public License v3 or later (AGPLv3+)",\n]\n'
    assert declared(tmp_path, {"pyproject.toml": text})[0].spdx == "AGPL-3.0-or-later"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", "{broken"),
        ("package.json", '{"license": "SEE LICENSE IN LICENSE.txt"}'),
        ("package.json", '["MIT"]'),
        ("pyproject.toml", "[project\nlicense ="),
        ("publiccode.yml", "legal: &a\n  license: MIT\nagain: *a\n"),
        ("pom.xml", '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><project>&y;</project>'),
        ("setup.cfg", "[metadata]\nname = x\n"),
    ],
)
def test_a_broken_or_silent_manifest_declares_nothing(tmp_path: Path, path: str, text: str) -> None:
    assert declared(tmp_path, {path: text}) == ()


def test_a_link_out_of_the_folder_is_never_read(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"LICENSE": MIT_TEXT})
    inside = write(tmp_path / "inside", {"a.txt": "x"})
    (inside / "LICENSE").symlink_to(outside / "LICENSE")
    (inside / "LICENSES").symlink_to(outside)
    assert all(file.spdx is None for file in read_licences(inside, listed(inside))[0])


@pytest.mark.parametrize(
    ("written", "spdx"), [("mit", "MIT"), ("GPL-3.0", "GPL-3.0-only"), ("Eigene Lizenz", None), ("", None)]
)
def test_names_are_normalised_to_spdx(written: str, spdx: str | None) -> None:
    assert normalise(written) == spdx


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("a: &x 1\nb: *x\n", "alias"),
        ("[" * 60 + "]" * 60, "nested deeper"),
        ("a: " + "x" * 300_000, "larger than"),
        ("!!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("a: 1\n---\nb: 2\n", "another document"),
    ],
)
def test_yaml_of_strangers_is_refused_with_the_cause(text: str, cause: str) -> None:
    with pytest.raises(UnsafeYaml, match=cause):
        load_yaml(text)


def test_a_short_text_that_begins_with_the_name_of_a_licence_names_it(tmp_path: Path) -> None:
    short = "# EUROPEAN UNION PUBLIC LICENCE v. 1.2\n\nThis Licence applies to the Work.\n"
    assert texts(tmp_path, {"LICENSE": short})[0].spdx == "EUPL-1.2"
