"""Manifests and lock files of each ecosystem become the same plain facts; nothing in them is executed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.dependencies import dependencies_of, read_dependencies
from grader.facts.safe_xml import UnsafeXml, load_xml
from tests.grader.building import listed, write

# Manifest, its text, lock file, its text, then (name, written version, resolved version, licence, line).
CASES = [
    (
        "package.json",
        '{"devDependencies": {\n"a": "^1.0"}}',
        "package-lock.json",
        '{"packages": {"": {},\n"node_modules/a": {\n"version": "1.2.0", "license": "MIT"}}}',
        ("a", "^1.0", "1.2.0", "MIT", 2),
    ),
    (
        "package.json",
        '{"dependencies": {\n"@s/a": "^1.0"}}',
        "yarn.lock",
        '"@s/a@^1.0":\n  version "1.2.0"\n  resolved "x"\n',
        ("@s/a", "^1.0", "1.2.0", None, 2),
    ),
    (
        "package.json",
        '{"dependencies": {"a": "^1.0"}}',
        "yarn.lock",
        '"a@npm:^1.0":\n  version: 1.2.0\n',
        ("a", "^1.0", "1.2.0", None, 1),
    ),
    (
        "package.json",
        '{"dependencies": {"a": "^1.0"}}',
        "pnpm-lock.yaml",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.2.0:\n    resolution: {}\n",
        ("a", "^1.0", "1.2.0", None, 1),
    ),
    (
        "pyproject.toml",
        "[project]\ndependencies = [\n  \"My_Pkg[x]>=2; python_version > '3'\",\n]\n",
        "uv.lock",
        '[[package]]\nname = "my-pkg"\nversion = "2.1"\n',
        ("My_Pkg", ">=2", "2.1", None, 3),
    ),
    (
        "pyproject.toml",
        '[tool.poetry.dependencies]\npython = "^3"\na = {version = "^1", extras = ["x"]}\n',
        "poetry.lock",
        '[[package]]\nname = "a"\nversion = "1.4"\n',
        ("a", "^1", "1.4", None, 3),
    ),
    (
        "Pipfile",
        '[packages]\na = "*"\n',
        "Pipfile.lock",
        '{"default": {"a": {"version": "==1.1"}}}',
        ("a", "*", "1.1", None, 2),
    ),
    (
        "composer.json",
        '{"require": {\n"a/b": "^1", "php": "^8", "ext-json": "*"}}',
        "composer.lock",
        '{"packages": [{"name": "a/b", "version": "1.3", "license": ["MIT", "GPL-2.0-only"]}]}',
        ("a/b", "^1", "1.3", "MIT OR GPL-2.0-only", 2),
    ),
    (
        "Gemfile",
        'source "x"\ngem "a", "~> 1.0" # note\n',
        "Gemfile.lock",
        "GEM\n  specs:\n    a (1.0.5)\n      b\n",
        ("a", "~> 1.0", "1.0.5", None, 2),
    ),
    (
        "go.mod",
        "module m\nrequire (\n\tx.org/a/b v1.2.0\n\tx.org/c/d v1.0.0 // indirect\n)\n",
        "go.sum",
        "x.org/a/b v1.2.0 h1:x=\n",
        ("x.org/a/b", "v1.2.0", "v1.2.0", None, 3),
    ),
    (
        "Cargo.toml",
        '[dependencies]\na = { version = "1" }\n',
        "Cargo.lock",
        '[[package]]\nname = "a"\nversion = "1.0.9"\n',
        ("a", "1", "1.0.9", None, 2),
    ),
    (
        "pubspec.yaml",
        "dependencies:\n  a: ^1.0.0\n",
        "pubspec.lock",
        'packages:\n  a:\n    version: "1.1.0"\n',
        ("a", "^1.0.0", "1.1.0", None, 2),
    ),
    (
        "Podfile",
        "target 'x' do\n  pod 'A/Core', '~> 1'\nend\n",
        "Podfile.lock",
        "PODS:\n  - A (1.5)\n",
        ("A", "~> 1", "1.5", None, 2),
    ),
    (
        "mix.exs",
        'defp deps do\n [{:a, "~> 1.0"}]\nend\n',
        "mix.lock",
        '%{\n  "a": {:hex, :a, "1.0.3", "x"},\n}\n',
        ("a", "~> 1.0", "1.0.3", None, 2),
    ),
    (
        "App.csproj",
        '<Project>\n<PackageReference Include="A" Version="1.0"/></Project>',
        "packages.lock.json",
        '{"dependencies": {"net8.0": {"A": {"resolved": "1.0.0"}}}}',
        ("A", "1.0", "1.0.0", None, 2),
    ),
    (
        "Package.swift",
        'x\n.package(url: "https://x.org/a.git", from: "1.0.0"),\n',
        "Package.resolved",
        '{"pins": [{"location": "https://x.org/a.git", "state": {"version": "1.2.0"}}]}',
        ("a", "1.0.0", "1.2.0", None, 2),
    ),
    (
        "cpanfile",
        "requires 'A::B', '1.0';\n",
        "cpanfile.snapshot",
        "  A-B-1.2\n",
        ("A::B", "1.0", "1.2", None, 1),
    ),
    (
        "build.gradle",
        "dependencies {\n  implementation 'a.b:c:1.0'\n}\n",
        "gradle.lockfile",
        "a.b:c:1.0=compileClasspath\n",
        ("a.b:c", "1.0", "1.0", None, 2),
    ),
]


@pytest.mark.parametrize(("manifest", "text", "lock", "lock_text", "expected"), CASES)
def test_a_manifest_and_its_lock_are_read(
    manifest: str, text: str, lock: str, lock_text: str, expected: tuple[str, str, str, str | None, int]
) -> None:
    (found,) = dependencies_of({manifest: text, lock: lock_text}).manifests
    (d,) = found.dependencies
    assert (d.name, d.constraint, d.resolved, d.licence, d.line) == expected
    assert found.lock == lock


def test_maven_takes_versions_from_properties_and_leaves_own_modules_out() -> None:
    pom = """<project><groupId>de.stadt</groupId><properties><v>1.2</v></properties><dependencies>
<dependency><groupId>a</groupId><artifactId>b</artifactId><version>${v}</version></dependency>
<dependency><groupId>de.stadt</groupId><artifactId>kern</artifactId></dependency>
<dependency><groupId>c</groupId><artifactId>d</artifactId><scope>test</scope></dependency>
</dependencies></project>"""
    found = dependencies_of({"pom.xml": pom}).manifests[0].dependencies
    assert [(d.name, d.constraint, d.line, d.local, d.dev) for d in found] == [
        ("a:b", "1.2", 2, False, False),
        ("de.stadt:kern", "", 3, True, False),
        ("c:d", "", 4, False, True),
    ]


def test_groups_for_development_are_told_apart() -> None:
    gems = 'gem "a"\ngroup :development, :test do\n  gem "b"\nend\ngem "c", group: :test\n'
    assert [d.dev for d in dependencies_of({"Gemfile": gems}).manifests[0].dependencies] == [
        False,
        True,
        True,
    ]


def test_a_lock_above_serves_the_parts_of_a_workspace() -> None:
    part = '{"dependencies": {"a": "1"}}'
    found = dependencies_of({"apps/web/package.json": part, "yarn.lock": "a@1:\n  version 1\n"})
    assert found.manifests[0].lock == "yarn.lock"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", "[1"),
        ("package-lock.json", '{"packages": [1]}'),
        ("pyproject.toml", "[project\n"),
        ("composer.lock", '{"packages": [1, {"name": 2, "license": 3}]}'),
        ("pubspec.yaml", "dependencies: &a\n  x: *a\n"),
        ("pom.xml", '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><project>&y;</project>'),
        ("setup.py", "raise SystemExit(install_requires=[x])\n"),
        ("Cargo.toml", "dependencies = 3\n"),
    ],
)
def test_a_broken_or_hostile_file_lists_nothing(path: str, text: str) -> None:
    found = dependencies_of({path: text})
    assert not any(manifest.dependencies for manifest in found.manifests)


def test_setup_py_is_read_and_never_run(tmp_path: Path) -> None:
    write(tmp_path, {"setup.py": "open('run', 'w')\nsetup(install_requires=['a>=1'])\n"})
    (manifest,) = read_dependencies(tmp_path, listed(tmp_path)).manifests
    assert [(d.name, d.line) for d in manifest.dependencies] == [("a", 2)]
    assert not (tmp_path / "run").exists()


def test_entities_and_deep_nesting_are_refused() -> None:
    with pytest.raises(UnsafeXml):
        load_xml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(UnsafeXml):
        load_xml("<a>" * 200 + "</a>" * 200)
