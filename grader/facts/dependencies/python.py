"""Python: pyproject.toml, requirements, Pipfile, setup.cfg and setup.py (read as text), and their locks.

Sources: PEP 508 (requirements), PEP 621 (project table), PEP 735 (groups), PEP 751 (pylock.toml), and the
documentation of Poetry, uv, PDM and Pipenv.
"""

from __future__ import annotations

import ast
import re

from grader.facts.dependencies.reading import Lines, is_exact, json_table, rows, table, toml_table
from grader.facts.model import Dependency, LockedPackage

_REQUIREMENT = re.compile(
    r"^\s*(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*"
    r"(?P<constraint>\(?\s*(?:[=<>~!]=?=?\s*[\w.*+!-]+\s*,?\s*)*\)?)\s*(?P<at>@\s*\S+)?"
)
_TOML_PACKAGE = re.compile(
    r'^\[\[packages?\]\]\s*\nname = "(?P<name>[^"]+)"\n(?:version = "(?P<version>[^"]+)")?', re.M
)
_DEVELOPMENT = re.compile(r"dev|test|lint|doc|check|typing|ci", re.IGNORECASE)


def canonical(name: str) -> str:
    """Names that differ only in case and in `-`, `_` or `.` are the same package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement(written: str, line: int | None, *, dev: bool = False) -> Dependency | None:
    """Read one requirement (PEP 508); options, comments and addresses without a name are none."""
    text = written.split(" #")[0].split(";")[0].strip()
    match = _REQUIREMENT.match(text)
    if not match or text.startswith(("-", "#")) or "://" in text.split("@")[0]:
        return None
    constraint = (match["constraint"] or "").strip(" ()")
    exact = bool(re.match(r"^===?\s*[\w.!+-]+$", constraint)) and "*" not in constraint
    local = match["at"] is not None
    return Dependency(match["name"], constraint or (match["at"] or ""), line, dev, exact, local)


def requirements_txt(text: str, *, dev: bool = False) -> list[Dependency]:
    """One requirement a line; a backslash continues it, other files are not followed."""
    found, continued = [], False
    for number, line in enumerate(text.splitlines(), start=1):
        part = None if continued else requirement(line.rstrip("\\"), number, dev=dev)
        continued = line.rstrip().endswith("\\")
        found += [part] if part else []
    return found


def pyproject(text: str) -> list[Dependency]:
    """The project table, dependency groups, and Poetry's own tables."""
    values, lines = toml_table(text), Lines(text)
    project = table(values.get("project"))
    groups = [(project.get("dependencies"), False)]
    groups += [
        (g, bool(_DEVELOPMENT.search(n))) for n, g in table(project.get("optional-dependencies")).items()
    ]
    groups += [(group, True) for group in table(values.get("dependency-groups")).values()]
    uv = table(table(values.get("tool")).get("uv"))
    groups += [(uv.get("dev-dependencies"), True)]
    sources = {canonical(name) for name in table(uv.get("sources"))}
    written = [(item, dev) for group, dev in groups for item in rows(group) if isinstance(item, str)]
    found = [requirement(item, lines.of(item), dev=dev) for item, dev in written]
    named = [d for d in found if d is not None]
    return [_as_local(d) if canonical(d.name) in sources else d for d in named] + _poetry(values, lines)


def pipfile(text: str) -> list[Dependency]:
    values, lines = toml_table(text), Lines(text)
    found = _named(values.get("packages"), lines, "[packages]", dev=False)
    return found + _named(values.get("dev-packages"), lines, "[dev-packages]", dev=True)


def setup_cfg(text: str) -> list[Dependency]:
    """`install_requires` of setup.cfg, one requirement a line."""
    match = re.search(r"^install_requires\s*=(?P<rows>(?:[^\n]*\n?)(?:[ \t]+[^\n]*\n?)*)", text, re.MULTILINE)
    if match is None:
        return []
    first = text.count("\n", 0, match.start("rows")) + 1
    found = [requirement(row, first + i) for i, row in enumerate(match["rows"].splitlines())]
    return [dependency for dependency in found if dependency]


def setup_py(text: str) -> list[Dependency]:
    """`install_requires=[…]` where it is written out; the syntax tree is read, nothing is executed."""
    if len(text) > 100_000:
        return []
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    lists = [
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "install_requires" and isinstance(keyword.value, ast.List)
    ]
    strings = [
        e for entry in lists for e in entry.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)
    ]
    found = [requirement(str(entry.value), entry.lineno) for entry in strings]
    return [dependency for dependency in found if dependency]


def toml_lock(text: str) -> list[LockedPackage]:
    """poetry.lock, uv.lock, pdm.lock and pylock.toml share their package tables."""
    return [
        LockedPackage(match["name"], match["version"] or "", None, text.count("\n", 0, match.start()) + 2)
        for match in _TOML_PACKAGE.finditer(text)
    ]


def pipfile_lock(text: str) -> list[LockedPackage]:
    values, lines = json_table(text), Lines(text)
    return [
        LockedPackage(
            name, str(table(entry).get("version", "")).lstrip("="), None, lines.of(f'"{name}"'), dev
        )
        for section, dev in (("default", False), ("develop", True))
        for name, entry in table(values.get(section)).items()
    ]


def _poetry(values: dict[str, object], lines: Lines) -> list[Dependency]:
    poetry = table(table(values.get("tool")).get("poetry"))
    found = _named(poetry.get("dependencies"), lines, "[tool.poetry.dependencies]", dev=False)
    found += _named(poetry.get("dev-dependencies"), lines, "[tool.poetry.dev-dependencies]", dev=True)
    for name, group in table(poetry.get("group")).items():
        section = f"[tool.poetry.group.{name}.dependencies]"
        found += _named(table(group).get("dependencies"), lines, section, dev=True)
    return found


def _named(values: object, lines: Lines, section: str, *, dev: bool) -> list[Dependency]:
    found = []
    for name, value in table(values).items():
        entry = {"version": value} if isinstance(value, str) else table(value)
        version = str(entry.get("version", ""))
        local = any(key in entry for key in ("path", "git", "url", "file"))
        if name != "python":
            line = lines.of_key(name, section)
            found.append(Dependency(name, version, line, dev, is_exact(version), local))
    return found


def _as_local(dependency: Dependency) -> Dependency:
    return Dependency(dependency.name, dependency.constraint, dependency.line, dependency.dev, local=True)
