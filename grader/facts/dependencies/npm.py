"""npm, Yarn, pnpm and Bun: package.json and the four lock files.

Sources: the documentation of npm (package.json, package-lock.json), of Yarn and of pnpm on their lock files.
"""

from __future__ import annotations

import json
import re
from typing import Any

from grader.facts.dependencies.reading import from_table, json_table, line_at, table
from grader.facts.model import Dependency, LockedPackage

_YARN_ENTRY = re.compile(
    r"""^(?P<keys>"?(?:@[^/\s"]+/)?[^@\s"]+@[^\n]*):\n(?:[ ]+\S[^\n]*\n)*?"""
    r"""[ ]+version:?\s+"?(?P<version>[^\s"]+)""",
    re.MULTILINE,
)
_PNPM_ENTRY = re.compile(
    r"""^\s{2}['"]?/?(?P<name>(?:@[^/\s'"]+/)?[^@/\s'"(]+)[@/](?P<version>\d[^\s:'"(_]*)[^:\n]*:""",
    re.MULTILINE,
)
_PNPM_KEY = re.compile(r"""^  ['"]?(?P<key>(?:@[^'":\s]+/)?[^'":\s]+?)['"]?:""", re.MULTILINE)
_BUN_ENTRY = re.compile(r'^\s{4}"[^"\n]+": \["(?P<name>@?[^@"\n]+)@(?P<version>[^"\n]+)"', re.MULTILINE)


def package_json(text: str) -> list[Dependency]:
    """`dependencies` and `optionalDependencies` run with the program, `devDependencies` only beside it."""
    values = json_table(text)
    found = []
    for section in ("dependencies", "optionalDependencies"):
        found += from_table(text, values.get(section), section)
    known = {dependency.name for dependency in found}
    beside = from_table(text, values.get("devDependencies"), "devDependencies", dev=True)
    return found + [dependency for dependency in beside if dependency.name not in known]


def package_lock(text: str) -> list[LockedPackage]:
    """npm lock files; version 2 and 3 name licences in `packages`, version 1 has `dependencies` only."""
    values = json_table(text)
    packages = table(values.get("packages"))
    if not packages:
        return _version_1(table(values.get("dependencies")))
    lines = _key_lines(text)
    return [
        LockedPackage(
            path.rpartition("node_modules/")[2],
            str(entry.get("version", "")),
            licence_name(entry.get("license")),
            lines.get(path),
            bool(entry.get("dev") or entry.get("devOptional")),
        )
        for path, entry in packages.items()
        if "node_modules/" in path and isinstance(entry, dict)
    ]


def licence_name(value: object) -> str | None:
    """A licence as npm writes it: text, or {"type": …} in old packages."""
    written = value.get("type") if isinstance(value, dict) else value
    return written if isinstance(written, str) and written.strip() else None


def yarn_lock(text: str) -> list[LockedPackage]:
    """Yarn 1 and later: one entry may stand for several written versions of the same name."""
    found = []
    for match in _YARN_ENTRY.finditer(text):
        names = {_yarn_name(key) for key in match["keys"].replace('"', "").split(", ")}
        line = line_at(text, match.start()) if len(text) < 400_000 else None
        found += [LockedPackage(name, match["version"], None, line) for name in sorted(names) if name]
    return found


def pnpm_lock(text: str) -> list[LockedPackage]:
    """pnpm 5 to 9; read by lines, because the YAML of a large project takes seconds to build."""
    start = text.find("\npackages:")
    listed = [
        LockedPackage(match["name"], match["version"]) for match in _PNPM_ENTRY.finditer(text, max(start, 0))
    ]
    return list(dict.fromkeys(listed))


def pnpm_overrides(text: str) -> frozenset[str]:
    """Names a pnpm lock resolves otherwise than the manifest says, because the workspace wants it."""
    keys = _pnpm_keys(text, "overrides")
    return frozenset(key[:1] + key[1:].partition("@")[0] for key in keys)  # react@18 means react


def pnpm_members(text: str) -> frozenset[str]:
    """Folders of a workspace, relative to its pnpm lock."""
    return frozenset(_pnpm_keys(text, "importers")) - {"."}


def _pnpm_keys(text: str, section: str) -> list[str]:
    """The keys right below a section of a pnpm lock's head."""
    head = text[: text.find("\npackages:")]
    block = re.search(rf"^{section}:\n(?P<lines>(?:[ \t]*\n|  [^\n]*\n)*)", head + "\n", re.MULTILINE)
    return [match["key"] for match in _PNPM_KEY.finditer(block["lines"])] if block else []


def resolutions(text: str) -> frozenset[str]:
    """Names whose version a package.json settles for the whole tree (Yarn: `resolutions`)."""
    return frozenset(table(json_table(text).get("resolutions")))


def bun_lock(text: str) -> list[LockedPackage]:
    return [LockedPackage(match["name"], match["version"]) for match in _BUN_ENTRY.finditer(text)]


def _version_1(packages: dict[str, Any]) -> list[LockedPackage]:
    found, waiting = [], [packages]
    while waiting:
        for name, entry in waiting.pop().items():
            if isinstance(entry, dict):
                found.append(LockedPackage(name, str(entry.get("version", "")), dev=bool(entry.get("dev"))))
                waiting.append(table(entry.get("dependencies")))
    return found


def _yarn_name(key: str) -> str:
    scope, at, rest = key.strip().rpartition("@") if key.count("@") == 1 and key[0] != "@" else ("", "", key)
    if at:
        return scope
    start = 1 if rest.startswith("@") else 0
    return rest[: rest.find("@", start)] if "@" in rest[start:] else rest


def _key_lines(text: str) -> dict[str, int]:
    """Line of each package of a lock file, by the key npm writes for it."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if "node_modules/" in line and line.rstrip().endswith("{"):
            try:
                found.setdefault(
                    json.loads(line.strip().removesuffix("{").rstrip().removesuffix(":")), number
                )
            except ValueError:
                continue
    return found
