"""NuGet, pub (Dart), Swift packages, CocoaPods and Mix: manifests and lock files.

Sources: learn.microsoft.com/nuget (PackageReference, central management, packages.lock.json),
dart.dev/tools/pub, docs.swift.org/package-manager, guides.cocoapods.org, hexdocs.pm/mix.
"""

from __future__ import annotations

import re

from grader.facts.dependencies.reading import Lines, is_exact, json_table, line_at, rows, table, yaml_table
from grader.facts.model import Dependency, LockedPackage
from grader.facts.safe_xml import Element, UnsafeXml, load_xml

_SWIFT = re.compile(
    r"""\.package\s{0,40}\((?P<rest>[^()]{0,400}?url:\s{0,40}"(?P<url>[^"\n]{1,400})"[^()]{0,400}+"""
    r"""(?:\([^()]{0,400}+\)[^()]{0,400}+){0,4})\)"""
)
_POD = re.compile(r"""^[ \t]*pod\s+["'](?P<name>[^"'/]+)[^"']*["'](?P<rest>[^\n]*)""", re.MULTILINE)
_POD_LOCKED = re.compile(r"^  - \"?(?P<name>[^\s/\"(]+)[^\s(]*\"? \((?P<version>[^)]+)\)", re.MULTILINE)
_MIX = re.compile(r"""\{\s*:(?P<name>\w+)\s*,(?P<rest>[^{}]*)\}""")
_MIX_LOCKED = re.compile(
    r'^[ \t]*"(?P<name>\w+)": \{:\w+, (?::\w+|"[^"]*"), "(?P<version>[^"]+)"', re.MULTILINE
)


def csproj(text: str) -> list[Dependency]:
    """PackageReference and PackageVersion; a bare version is the lowest allowed, which NuGet then takes."""
    try:
        root = load_xml(text.lstrip("\ufeff"))
    except UnsafeXml:
        return []
    entries = [e for name in ("PackageReference", "PackageVersion", "package") for e in root.all(name)]
    return [
        _package(entry) for entry in entries if entry.attributes.get("Include") or entry.attributes.get("id")
    ]


def _package(entry: Element) -> Dependency:
    known = entry.attributes
    version = known.get("Version") or known.get("version") or entry.value("Version")
    name = known.get("Include") or known["id"]
    dev = known.get("PrivateAssets", entry.value("PrivateAssets")).lower() == "all"
    exact = not version or "$(" in version or is_exact(version.strip("[]"))
    return Dependency(name, version, entry.line, dev, exact)


def packages_lock_json(text: str) -> list[LockedPackage]:
    found = {
        (name, str(table(entry).get("resolved", "")))
        for framework in table(json_table(text).get("dependencies")).values()
        for name, entry in table(framework).items()
    }
    return [LockedPackage(name, version) for name, version in sorted(found)]


def pubspec(text: str) -> list[Dependency]:
    values, lines = yaml_table(text), Lines(text)
    return [
        _pub(name, entry, lines.of(f"{name}:", after=section), dev)
        for section, dev in (("dependencies", False), ("dev_dependencies", True))
        for name, entry in table(values.get(section)).items()
        if isinstance(name, str)
    ]


def pubspec_lock(text: str) -> list[LockedPackage]:
    lines = Lines(text)
    return [
        LockedPackage(
            str(name),
            str(table(entry).get("version", "")),
            None,
            lines.of(f"  {name}:"),
            table(entry).get("dependency") == "direct dev",
        )
        for name, entry in table(yaml_table(text).get("packages")).items()
    ]


def package_swift(text: str) -> list[Dependency]:
    """Packages by address, read as text; the last part of the address is the name."""
    found = []
    for match in _SWIFT.finditer(text):
        version = re.search(
            r'(?:exact|from|revision|branch)?\s*:?\s*"(v?\d[^"]*)"', match["rest"].partition(match["url"])[2]
        )
        exact = bool(re.search(r"\b(?:exact|revision)\s*[:(]", match["rest"]))
        line = line_at(text, match.start())
        found.append(Dependency(_last(match["url"]), version[1] if version else "", line, exact=exact))
    return found


def package_resolved(text: str) -> list[LockedPackage]:
    values = json_table(text)
    pins = rows(values.get("pins")) or rows(table(values.get("object")).get("pins"))
    return [
        LockedPackage(
            _last(str(pin.get("location") or pin.get("repositoryURL") or pin.get("identity") or "")),
            str(table(pin.get("state")).get("version") or table(pin.get("state")).get("revision") or ""),
        )
        for pin in pins
        if isinstance(pin, dict)
    ]


def podfile(text: str) -> list[Dependency]:
    found = []
    for match in _POD.finditer(text):
        version = re.match(r"""\s*,\s*["']([^"']+)["']""", match["rest"])
        local = bool(re.search(r":?(?:path|git|podspec)\s*(?:=>|:)", match["rest"]))
        written = version[1] if version else ""
        line = line_at(text, match.start("name"))
        found.append(Dependency(match["name"], written, line, exact=is_exact(written), local=local))
    return found


def podfile_lock(text: str) -> list[LockedPackage]:
    found = {(match["name"], match["version"]) for match in _POD_LOCKED.finditer(text)}
    return [LockedPackage(name, version) for name, version in sorted(found)]


def mix_exs(text: str) -> list[Dependency]:
    """Entries of `deps`, read as text."""
    start = text.find("defp deps")
    if start < 0:
        return []
    found = []
    for match in _MIX.finditer(text, start):
        version = re.match(r'\s*"([^"]+)"', match["rest"])
        dev = bool(re.search(r"only:\s*(?:\[?\s*:(?:dev|test))", match["rest"]))
        local = bool(re.search(r"\b(?:path|git|github|in_umbrella):", match["rest"]))
        written = version[1] if version else ""
        if version or local:
            line = line_at(text, match.start())
            found.append(Dependency(match["name"], written, line, dev, written.startswith("=="), local))
    return found


def mix_lock(text: str) -> list[LockedPackage]:
    return [
        LockedPackage(match["name"], match["version"], None, line_at(text, match.start("name")))
        for match in _MIX_LOCKED.finditer(text)
    ]


def _pub(name: str, entry: object, line: int | None, dev: bool) -> Dependency:
    values = {"version": entry} if isinstance(entry, str) else table(entry)
    version = str(values.get("version") or "")
    local = any(key in values for key in ("path", "git", "sdk"))
    return Dependency(name, version, line, dev, is_exact(version), local)


def _last(address: str) -> str:
    return address.rstrip("/").removesuffix(".git").rpartition("/")[2].lower()
