"""Maven and Gradle: pom.xml, build scripts read as text, the version catalogue, gradle.lockfile.

Sources: maven.apache.org/pom.html; docs.gradle.org on declaring dependencies, version catalogs and locking.
"""

from __future__ import annotations

import re

from grader.facts.dependencies.reading import Lines, is_exact, line_at, table, toml_table
from grader.facts.model import Dependency, LockedPackage
from grader.facts.safe_xml import Element, UnsafeXml, load_xml

_GRADLE = re.compile(
    r"""^[ \t]*(?P<scope>\w*(?:[iI]mplementation|[aA]pi|[cC]ompile|[cC]ompileOnly|[rR]untimeOnly|[rR]untime|
    kapt|ksp|annotationProcessor))\b[\s(]*(?:(?:enforcedP|p)latform\s*\(\s*)?
    ["'](?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::(?P<version>[^"'@:]+))?["'@:]""",
    re.VERBOSE | re.MULTILINE,
)
_PROPERTY = re.compile(r"\$\{([\w.-]+)\}")
_LOCKED = re.compile(r"^(?P<name>[\w.-]+:[\w.-]+):(?P<version>[^=\s]+)=(?P<scopes>\S*)$", re.MULTILINE)
_INTERNAL = ("${project.", "${revision}", "${pom.")


def pom_xml(text: str) -> list[Dependency]:
    """Dependencies of the project and of its profiles."""
    try:
        root = load_xml(text)
    except UnsafeXml:
        return []
    properties = {entry.name: entry.text.strip() for p in root.all("properties") for entry in p.children}
    own_group = root.value("groupId") or _parent_group(root)
    managed = {id(e) for m in root.all("dependencyManagement") for e in m.all("dependency")}
    plugins = {id(e) for p in root.all("plugin") for e in p.all("dependency")}
    entries = [e for e in root.all("dependency") if id(e) not in managed and id(e) not in plugins]
    return [_maven(entry, properties, own_group) for entry in entries if entry.value("artifactId")]


def _parent_group(root: Element) -> str:
    parent = root.child("parent")
    return parent.value("groupId") if parent else ""


def _maven(entry: Element, properties: dict[str, str], own_group: str) -> Dependency:
    written = entry.value("version")
    version = _PROPERTY.sub(lambda match: properties.get(match[1], match[0]), written)
    group = entry.value("groupId")
    return Dependency(
        f"{group}:{entry.value('artifactId')}",
        version,
        entry.line,
        dev=entry.value("scope") in ("test", "provided"),
        # Without a version, or with a property of the parent, the parent decides; a parent has one version.
        exact=not version or "${" in version or is_exact(version),
        local=written.startswith(_INTERNAL) or group in (own_group, "${project.groupId}"),
    )


def gradle(text: str) -> list[Dependency]:
    """Dependencies written as ``group:name:version``; those of a catalogue stand in the catalogue."""
    found = []
    for match in _GRADLE.finditer(text):
        version = match["version"] or ""
        exact = not version or "$" in version or is_exact(version)
        found.append(
            Dependency(
                f"{match['group']}:{match['name']}",
                version,
                line_at(text, match.start("scope")),
                dev="test" in match["scope"].lower(),
                exact=exact,
            )
        )
    return found


def version_catalog(text: str) -> list[Dependency]:
    """`libs.versions.toml`: libraries with a version of their own or of the versions table."""
    values, lines = toml_table(text), Lines(text)
    versions = table(values.get("versions"))
    return [
        dependency
        for alias, entry in table(values.get("libraries")).items()
        if (dependency := _catalogued(alias, entry, versions, lines))
    ]


def _catalogued(alias: str, entry: object, versions: dict[str, object], lines: Lines) -> Dependency | None:
    line = lines.of_key(alias, "[libraries]")
    if isinstance(entry, str):
        name, _, version = entry.rpartition(":")
        return Dependency(name, version, line, exact=is_exact(version))
    values = table(entry)
    name = values.get("module") or f"{values.get('group')}:{values.get('name')}"
    version = values.get("version", "")
    reference = table(version).get("ref")
    written = versions.get(str(reference), "") if reference else version
    shown = written if isinstance(written, str) else str(table(written).get("strictly", ""))
    return Dependency(str(name), shown, line, exact=not shown or is_exact(shown)) if name else None


def gradle_lockfile(text: str) -> list[LockedPackage]:
    return [
        LockedPackage(
            match["name"],
            match["version"],
            None,
            line_at(text, match.start()),
            dev=all("test" in scope.lower() for scope in match["scopes"].split(",")),
        )
        for match in _LOCKED.finditer(text)
    ]
