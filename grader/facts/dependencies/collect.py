"""Finds manifests and lock files, reads them, and tells which lock belongs to which manifest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from grader.facts.dependencies import apps, jvm, npm, python, servers
from grader.facts.dependencies.reading import json_table, table, toml_table
from grader.facts.model import (
    Dependencies,
    Dependency,
    FileFacts,
    LockedPackage,
    LockFile,
    Manifest,
    Role,
)
from grader.facts.tree_files import read_limited

MAX_MANIFEST_BYTES = 512 * 1024
MAX_LOCK_BYTES = 8 * 1024 * 1024
MAX_FILES = 120

ManifestReader = Callable[[str], list[Dependency]]
LockReader = Callable[[str], list[LockedPackage]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of manifest: how its name looks, its ecosystem, its reader, and the locks that fix it."""

    name: re.Pattern[str]
    ecosystem: str
    read: ManifestReader
    locks: tuple[str, ...] = ()


def _kind(name: str, ecosystem: str, read: ManifestReader, *locks: str) -> _Kind:
    return _Kind(re.compile(name, re.IGNORECASE), ecosystem, read, locks)


_PYTHON_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "pipfile.lock")
_NUGET = ("packages.lock.json",)
KINDS = (
    _kind(
        r"package\.json",
        "npm",
        npm.package_json,
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "bun.lockb",
    ),
    _kind(r"pyproject\.toml", "pypi", python.pyproject, *_PYTHON_LOCKS),
    _kind(
        r"(?:dev|test|docs?|lint)[\w.-]*requirements[\w.-]*\.txt",
        "pypi",
        lambda t: python.requirements_txt(t, dev=True),
    ),
    _kind(
        r"requirements[_.-]*(?:dev|test|docs?|lint|local|ci|typing)[\w.-]*\.txt",
        "pypi",
        lambda t: python.requirements_txt(t, dev=True),
    ),
    _kind(r"requirements[\w.-]*\.txt", "pypi", python.requirements_txt),
    _kind(r"pipfile", "pypi", python.pipfile, "pipfile.lock"),
    _kind(r"setup\.cfg", "pypi", python.setup_cfg, *_PYTHON_LOCKS),
    _kind(r"setup\.py", "pypi", python.setup_py, *_PYTHON_LOCKS),
    _kind(r"pom\.xml", "maven", jvm.pom_xml),
    _kind(r"(?:[\w-]+\.)?gradle(?:\.kts)?", "maven", jvm.gradle, "gradle.lockfile"),
    _kind(r"libs\.versions\.toml", "maven", jvm.version_catalog, "gradle.lockfile"),
    _kind(r"composer\.json", "composer", servers.composer_json, "composer.lock"),
    _kind(r"gemfile|gems\.rb|[\w.-]+\.gemspec", "gem", servers.gemfile, "gemfile.lock", "gems.locked"),
    _kind(r"go\.mod", "golang", servers.go_mod, "go.sum"),
    _kind(r"cargo\.toml", "cargo", servers.cargo_toml, "cargo.lock"),
    _kind(
        r"[\w.-]+\.(?:cs|fs|vb)proj|directory\.(?:packages|build)\.props|packages\.config",
        "nuget",
        apps.csproj,
        *_NUGET,
    ),
    _kind(r"pubspec\.yaml", "pub", apps.pubspec, "pubspec.lock"),
    _kind(r"package\.swift", "swift", apps.package_swift, "package.resolved"),
    _kind(r"podfile", "cocoapods", apps.podfile, "podfile.lock"),
    _kind(r"mix\.exs", "hex", apps.mix_exs, "mix.lock"),
    _kind(r"cpanfile", "cpan", servers.cpanfile, "cpanfile.snapshot"),
)
LOCKS: dict[str, tuple[str, LockReader | None]] = {
    "package-lock.json": ("npm", npm.package_lock),
    "npm-shrinkwrap.json": ("npm", npm.package_lock),
    "yarn.lock": ("npm", npm.yarn_lock),
    "pnpm-lock.yaml": ("npm", npm.pnpm_lock),
    "bun.lock": ("npm", npm.bun_lock),
    "bun.lockb": ("npm", None),
    "uv.lock": ("pypi", python.toml_lock),
    "poetry.lock": ("pypi", python.toml_lock),
    "pdm.lock": ("pypi", python.toml_lock),
    "pylock.toml": ("pypi", python.toml_lock),
    "pipfile.lock": ("pypi", python.pipfile_lock),
    "gradle.lockfile": ("maven", jvm.gradle_lockfile),
    "composer.lock": ("composer", servers.composer_lock),
    "gemfile.lock": ("gem", servers.gemfile_lock),
    "gems.locked": ("gem", servers.gemfile_lock),
    "go.sum": ("golang", servers.go_sum),
    "cargo.lock": ("cargo", servers.cargo_lock),
    "packages.lock.json": ("nuget", apps.packages_lock_json),
    "pubspec.lock": ("pub", apps.pubspec_lock),
    "package.resolved": ("swift", apps.package_resolved),
    "podfile.lock": ("cocoapods", apps.podfile_lock),
    "mix.lock": ("hex", apps.mix_lock),
    "cpanfile.snapshot": ("cpan", servers.cpanfile_snapshot),
}
_FOREIGN = frozenset({Role.VENDORED, Role.UNREADABLE, Role.TEST, Role.GENERATED})
# What is installed to write documentation, to try an example or for an editor is not what is operated.
_BESIDE = re.compile(
    r"(?:^|/)(?:docs?|documentation|examples?|samples?|fixtures?|tests?|spec|templates?|\.[\w-]+)/",
    re.IGNORECASE,
)


def read_dependencies(folder: Path, files: Iterable[FileFacts]) -> Dependencies:
    """Read the manifests and lock files of a source tree.

    Files near the root come first; at most 120 are read, manifests up to 512 KiB and locks up to 8 MiB.

    Args:
        folder: root of the source tree; links are not followed.
        files: the files found there; vendored, generated and test files are no statement about the project.
    """
    own = [file.path for file in files if file.role not in _FOREIGN and not _BESIDE.search(file.path)]
    wanted = sorted(filter(_is_wanted, own), key=lambda path: (path.count("/"), path))[:MAX_FILES]
    texts = {path: text for path in wanted if (text := _text(folder, path)) is not None}
    return dependencies_of(texts)


def dependencies_of(texts: Mapping[str, str]) -> Dependencies:
    """Read manifests and locks given as texts by path."""
    locks = tuple(_lock(path, texts) for path in sorted(texts) if _name(path) in LOCKS)
    by_path = {lock.path.lower(): lock for lock in locks}
    manifests = [_manifest(path, text) for path, text in sorted(texts.items()) if _kind_of(path)]
    return Dependencies(tuple(_with_lock(m, by_path) for m in manifests), locks)


def canonical_name(ecosystem: str, name: str) -> str:
    """The name under which two spellings are the same package in their ecosystem."""
    if ecosystem == "pypi":
        return python.canonical(name)
    if ecosystem == "cargo":
        return name.replace("_", "-")
    return name.lower() if ecosystem in ("composer", "nuget", "swift") else name


def _is_wanted(path: str) -> bool:
    return _name(path) in LOCKS or _kind_of(path) is not None


def _kind_of(path: str) -> _Kind | None:
    folder, _, name = path.rpartition("/")
    # requirements/base.txt is read like requirements-base.txt.
    if folder.rpartition("/")[2] == "requirements":
        name = f"requirements-{name}"
    return next((kind for kind in KINDS if kind.name.fullmatch(name)), None)


def _name(path: str) -> str:
    return path.rpartition("/")[2].lower()


def _text(folder: Path, path: str) -> str | None:
    limit = MAX_LOCK_BYTES if _name(path) in LOCKS else MAX_MANIFEST_BYTES
    content = read_limited(folder, path, limit + 1)
    if content is None or len(content) > limit:
        return "" if content is not None and _name(path) in LOCKS else None
    return content.decode("utf-8", errors="replace").replace("\r\n", "\n")


def _lock(path: str, texts: Mapping[str, str]) -> LockFile:
    name, text = _name(path), texts[path]
    ecosystem, read = LOCKS[name]
    packages = tuple(read(text)) if read else ()
    found = LockFile(path, ecosystem, packages, readable=bool(packages))
    if name == "pnpm-lock.yaml":
        return replace(found, overrides=npm.pnpm_overrides(text), members=npm.pnpm_members(text))
    if name == "yarn.lock":
        beside = texts.get(str(PurePosixPath(path).with_name("package.json")), "")
        return replace(found, overrides=npm.resolutions(beside))
    return found


def _manifest(path: str, text: str) -> Manifest:
    kind = _kind_of(path)
    if kind is None:
        raise ValueError(f"no manifest: {path}")
    return Manifest(path, kind.ecosystem, tuple(kind.read(text)), _own_name(path, text))


def _own_name(path: str, text: str) -> str:
    """What a manifest calls its own package, so that parts of one tree are not taken for third-party."""
    name = _name(path)
    if name in ("package.json", "composer.json"):
        return str(json_table(text).get("name") or "")
    if name in ("pyproject.toml", "cargo.toml"):
        values = toml_table(text)
        poetry = table(table(values.get("tool")).get("poetry"))
        own = table(values.get("project")) or table(values.get("package")) or poetry
        return str(own.get("name") or "")
    module = re.search(r"^module\s+(\S+)", text, re.MULTILINE) if name == "go.mod" else None
    return module[1] if module else ""


def _with_lock(manifest: Manifest, locks: Mapping[str, LockFile]) -> Manifest:
    lock = _lock_of(manifest, locks)
    if lock is None:
        return manifest
    known: dict[str, LockedPackage] = {}
    for package in lock.packages:
        known.setdefault(canonical_name(lock.ecosystem, package.name), package)
    resolved = tuple(
        _resolved(d, known.get(canonical_name(lock.ecosystem, d.name))) for d in manifest.dependencies
    )
    return replace(manifest, dependencies=resolved, lock=lock.path)


def _resolved(dependency: Dependency, package: LockedPackage | None) -> Dependency:
    if package is None:
        return dependency
    return replace(dependency, resolved=package.version, licence=package.licence)


def _lock_of(manifest: Manifest, locks: Mapping[str, LockFile]) -> LockFile | None:
    """The lock beside the manifest or, in workspaces, in a folder above it; one that names the folder as its
    member goes first, because the package manager then looks at no other."""
    kind = _kind_of(manifest.path)
    own = PurePosixPath(manifest.path).parent
    for place in own.parents:
        covering = locks.get(str(place / "pnpm-lock.yaml").lower())
        if covering and kind and kind.ecosystem == "npm" and str(own.relative_to(place)) in covering.members:
            return covering
    folder = PurePosixPath(manifest.path.lower()).parent
    for place in (folder, *folder.parents):
        for name in kind.locks if kind else ():
            if found := locks.get(str(place / name)):
                return found
    return None
