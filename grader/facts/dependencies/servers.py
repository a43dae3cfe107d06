"""Composer, Bundler, Go, Cargo and cpanfile: manifests and lock files.

Sources: getcomposer.org/doc/04-schema.md, bundler.io/man/gemfile.5, go.dev/ref/mod,
doc.rust-lang.org/cargo/reference/specifying-dependencies, metacpan.org/dist/Module-CPANfile.
"""

from __future__ import annotations

import re

from grader.facts.dependencies.reading import (
    Lines,
    from_table,
    is_exact,
    json_table,
    line_at,
    rows,
    table,
    toml_table,
)
from grader.facts.model import Dependency, LockedPackage

_GEM = re.compile(
    r"""^(?P<indent>[ \t]*)(?:gem|\w+\.add(?:_(?P<scope>runtime|development))?_dependency)[\s(]+
    ["'](?P<name>[\w.-]+)["'](?P<rest>[^\n]*(?:,[ \t]*\n[^\n]*)*)""",
    re.VERBOSE | re.MULTILINE,
)
_GEM_GROUP = re.compile(r"^\s*group\s+(?P<names>[^\n]*?)\s+do\b|^\s*end\b", re.MULTILINE)
_GEM_LOCKED = re.compile(r"^ {4}(?P<name>[\w.-]+) \((?P<version>[^)\s]+)\)$", re.MULTILINE)
_GO = re.compile(
    r"^\s*(?:require\s+)?(?P<name>[\w.-]+(?:/[\w.~-]+)+)\s+(?P<version>v\d\S*)(?P<rest>[^\n]*)$", re.M
)
_GO_SUM = re.compile(r"^(?P<name>\S+) (?P<version>v[^\s/]+) h1:", re.MULTILINE)
_CARGO_LOCKED = re.compile(
    r'^\[\[package\]\]\nname = "(?P<name>[^"]+)"\nversion = "(?P<version>[^"]+)"', re.MULTILINE
)
_CPAN = re.compile(
    r"""^\s*requires\s*\(?\s*["'](?P<name>[\w:]+)["'](?:\s*(?:=>|,)\s*["']?(?P<version>[^"';)]*))?""", re.M
)
_CPAN_LOCKED = re.compile(r"^ {2}(?P<name>[A-Za-z][\w-]*)-v?(?P<version>\d[\w.]*)$", re.MULTILINE)
_PLATFORM = re.compile(r"^(?:php(?:-\w+)?|hhvm|ext-.+|lib-.+|composer(?:-.+)?)$|-implementation$")


def composer_json(text: str) -> list[Dependency]:
    """`require` and `require-dev`; the language itself and its extensions are no packages."""
    values = json_table(text)
    found = from_table(text, values.get("require"), "require")
    found += from_table(text, values.get("require-dev"), "require-dev", dev=True)
    return [
        Dependency(d.name, d.constraint, d.line, d.dev, d.exact)
        for d in found
        if not _PLATFORM.search(d.name)
    ]


def composer_lock(text: str) -> list[LockedPackage]:
    """Composer writes the licences of each package; several mean a choice."""
    values, lines = json_table(text), Lines(text)
    return [
        LockedPackage(
            str(entry.get("name", "")),
            str(entry.get("version", "")),
            " OR ".join(str(name) for name in rows(entry.get("license"))) or None,
            lines.of(f'"name": "{entry.get("name")}"'),
            dev,
        )
        for section, dev in (("packages", False), ("packages-dev", True))
        for entry in rows(values.get(section))
        if isinstance(entry, dict)
    ]


def gemfile(text: str) -> list[Dependency]:
    """Gems of a Gemfile or gemspec, with the groups `development` and `test` as development."""
    beside = _development_blocks(text)
    found = []
    for match in _GEM.finditer(text):
        rest = match["rest"].split("#")[0]
        versions = re.findall(r"""^\s*,\s*["']([^"']+)["']""", rest)
        dev = match["scope"] == "development" or any(a <= match.start() < b for a, b in beside)
        inline = re.search(r"groups?(?:\s*:|:?\s*=>)\s*([^\n]*)", rest)
        dev = dev or bool(inline and _is_development(inline[1]))
        local = bool(re.search(r"\b(?:path|git|github|gist|bitbucket)(?::|\s*=>)", rest))
        version = versions[0] if versions else ""
        line = line_at(text, match.start("name"))
        found.append(Dependency(match["name"], version, line, dev, is_exact(version), local))
    return found


def gemfile_lock(text: str) -> list[LockedPackage]:
    return [
        LockedPackage(match["name"], match["version"], None, line_at(text, match.start()))
        for match in _GEM_LOCKED.finditer(text)
    ]


def go_mod(text: str) -> list[Dependency]:
    """Direct requirements; those marked `// indirect` come with them."""
    local = set(re.findall(r"^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s*=>\s*\.", text, re.MULTILINE))
    return [
        Dependency(
            match["name"],
            match["version"],
            line_at(text, match.start("name")),
            exact=True,
            local=match["name"] in local,
        )
        for match in _GO.finditer(text)
        if "// indirect" not in match["rest"] and "=>" not in match["rest"]
    ]


def go_sum(text: str) -> list[LockedPackage]:
    found = {(match["name"], match["version"]) for match in _GO_SUM.finditer(text)}
    return [LockedPackage(name, version) for name, version in sorted(found)]


def cargo_toml(text: str) -> list[Dependency]:
    """All dependency tables, also those of targets and of the workspace."""
    values, lines = toml_table(text), Lines(text)
    places = [values, table(values.get("workspace")), *map(table, table(values.get("target")).values())]
    sections = (("dependencies", False), ("build-dependencies", False), ("dev-dependencies", True))
    return [
        _crate(name, entry, lines, section, dev)
        for place in places
        for section, dev in sections
        for name, entry in table(place.get(section)).items()
    ]


def cargo_lock(text: str) -> list[LockedPackage]:
    return [
        LockedPackage(match["name"], match["version"], None, line_at(text, match.start("name")))
        for match in _CARGO_LOCKED.finditer(text)
    ]


def cpanfile(text: str) -> list[Dependency]:
    found = []
    for match in _CPAN.finditer(text):
        version = (match["version"] or "").strip()
        if match["name"] != "perl":
            exact = version.startswith("==")
            found.append(Dependency(match["name"], version, line_at(text, match.start("name")), exact=exact))
    return found


def cpanfile_snapshot(text: str) -> list[LockedPackage]:
    """Carton names distributions (`Mojo-Base`), manifests name modules (`Mojo::Base`)."""
    return [
        LockedPackage(match["name"].replace("-", "::"), match["version"], None, line_at(text, match.start()))
        for match in _CPAN_LOCKED.finditer(text)
    ]


def _crate(name: str, entry: object, lines: Lines, section: str, dev: bool) -> Dependency:
    values = {"version": entry} if isinstance(entry, str) else table(entry)
    version = str(values.get("version", ""))
    local = any(key in values for key in ("path", "git")) or values.get("workspace") is True
    real = str(values.get("package", name))
    line = lines.of_key(name, section)
    return Dependency(real, version, line, dev, version.startswith("="), local)


def _development_blocks(text: str) -> list[tuple[int, int]]:
    """Character ranges of `group :development do … end`; a group holds gems, so its first `end` closes it."""
    found, start = [], None
    for match in _GEM_GROUP.finditer(text):
        if match["names"] is not None:
            start = match.start() if _is_development(match["names"]) else None
        elif start is not None:
            found.append((start, match.end()))
            start = None
    return found


def _is_development(names: str) -> bool:
    groups = re.findall(r"\w+", names)
    return bool(groups) and all(re.search(r"dev|test|metric|doc|console|ci|lint", group) for group in groups)
