import json
import re
from pathlib import PurePosixPath

from grader.facts.model import Document, Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "dependencies-are-pinned"
MAX_DEPTH = 2

LOCKS: dict[str, frozenset[str]] = {
    "package.json": frozenset(
        {"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"}
    ),
    "composer.json": frozenset({"composer.lock"}),
    "gemfile": frozenset({"gemfile.lock"}),
    "go.mod": frozenset({"go.sum"}),
    "cargo.toml": frozenset({"cargo.lock"}),
    "pyproject.toml": frozenset({"poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "pylock.toml"}),
}
_FOREIGN = frozenset({"vendored", "test", "generated"})
# What is installed to write documentation or to develop is not what a municipality operates.
_BESIDE = re.compile(r"(?:^|/)(?:docs?|documentation|examples?|samples?|\.[\w-]+)/", re.IGNORECASE)
_REQUIREMENT = re.compile(r"^\s*[A-Za-z0-9][\w.\[\],-]*\s*(?P<version>===?\s*[\w.!+*-]+)?", re.MULTILINE)


def measure(facts: Facts) -> Finding:
    """Look beside each list of dependencies for a lock file or exact versions."""
    paths = {file.path.lower() for file in facts.files}
    roles = {file.path: file.role.value for file in facts.files}
    manifests = [
        d
        for d in facts.documents
        if d.path.count("/") <= MAX_DEPTH and roles.get(d.path) not in _FOREIGN and not _BESIDE.search(d.path)
    ]
    # Exact lists of requirements pin what pyproject.toml in the same folder only names roughly.
    exact = {_folder(d.path) for d in manifests if _is_exact_requirements(d)}
    needing = [d for d in manifests if _name(d.path) in LOCKS and _has_dependencies(d)]
    loose = [d for d in manifests if _is_loose_requirements(d) and _folder(d.path) not in exact]
    open_ones = [d for d in needing if not _is_locked(d, paths, exact)] + loose
    if not needing and not loose and not exact:
        nothing = Text(
            "Wir haben keine Liste von Abhängigkeiten gefunden, deren Fassungen wir prüfen können.",
            "We found no list of dependencies whose versions we can check.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    return _not_pinned(open_ones) if open_ones else _pinned(needing)


def _pinned(manifests: list[Document]) -> Finding:
    statement = Text(
        "Die Fassungen der fremden Bausteine sind festgeschrieben; jede Installation ergibt dasselbe.",
        "The versions of third-party parts are fixed; every installation gives the same result.",
    )
    return Finding(ID, Outcome.MET, statement, tuple(Location(d.path) for d in manifests[:5]))


def _not_pinned(manifests: list[Document]) -> Finding:
    names = [Text(d.path, d.path) for d in manifests[:2]]
    statement = say(
        "Fassungen fremder Bausteine sind nicht festgeschrieben ({paths}); "
        "zwei Installationen können sich unterscheiden.",
        "Versions of third-party parts are not fixed ({paths}); two installations can differ.",
        paths=listing(names),
    )
    return Finding(ID, Outcome.NOT_MET, statement, tuple(Location(d.path, 1) for d in manifests[:10]))


def _is_locked(manifest: Document, paths: set[str], exact: set[str]) -> bool:
    if _name(manifest.path) == "pyproject.toml" and any(
        folder == _folder(manifest.path)
        or PurePosixPath(folder).parent == PurePosixPath(_folder(manifest.path))
        for folder in exact
    ):
        return True
    folder = PurePosixPath(manifest.path.lower()).parent
    return any(
        str(place / lock) in paths
        for place in (folder, *folder.parents)
        for lock in LOCKS[_name(manifest.path)]
    )


def _has_dependencies(manifest: Document) -> bool:
    name = _name(manifest.path)
    if name in {"package.json", "composer.json"}:
        try:
            values = json.loads(manifest.text)
        except (ValueError, RecursionError):
            return False
        keys = ("dependencies", "devDependencies", "require")
        return isinstance(values, dict) and any(_real(values.get(key)) for key in keys)
    markers = {"gemfile": r"^\s*gem\s", "go.mod": r"^\s*require\b", "cargo.toml": r"dependencies\]"}
    pattern = markers.get(
        name, r"^dependencies\s*=\s*\[\s*[^\]\s]|^\[tool\.poetry\.(?:group\..+\.)?dependencies\]"
    )
    return bool(re.search(pattern, manifest.text, re.MULTILINE))


def _real(dependencies: object) -> bool:
    """Composer lists the language itself and its extensions as requirements."""
    return isinstance(dependencies, dict) and any(
        k != "php" and not k.startswith("ext-") for k in dependencies
    )


def _requirements(manifest: Document) -> tuple[int, int]:
    """Number of exact and of loose requirements."""
    if not re.match(r"^requirements[\w.-]*\.txt$", _name(manifest.path)):
        return 0, 0
    text = re.sub(r"\\\n|^\s*(?:#|-).*$", "", manifest.text, flags=re.MULTILINE)
    versions = [match["version"] for line in text.splitlines() if (match := _REQUIREMENT.match(line))]
    exact = sum(bool(version) and "*" not in version for version in versions)
    return exact, len(versions) - exact


def _is_exact_requirements(manifest: Document) -> bool:
    exact, loose = _requirements(manifest)
    return exact > 0 and loose <= exact / 10


def _is_loose_requirements(manifest: Document) -> bool:
    exact, loose = _requirements(manifest)
    return loose > exact / 10


def _name(path: str) -> str:
    return PurePosixPath(path).name.lower()


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)
