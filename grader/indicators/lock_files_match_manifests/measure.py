from collections.abc import Iterator

from grader.facts.dependencies.collect import canonical_name
from grader.facts.model import Dependencies, Dependency, Facts, LockFile, Manifest
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "lock-files-match-manifests"
# In these ecosystems every part of the manifest stands in the lock under the same name.
_COMPARABLE = frozenset(("npm", "pypi", "composer", "gem", "golang", "cargo", "pub", "hex", "cocoapods"))


def measure(facts: Facts) -> Finding:
    """Look up every written dependency in the lock file that belongs to its manifest."""
    locks = {lock.path: lock for lock in facts.dependencies.locks}
    pairs = [(m, locks[m.lock]) for m in facts.dependencies.manifests if m.lock and m.dependencies]
    if not pairs:
        nothing = Text(
            "Es gibt keine Sperrdatei, die zu einer Liste von Abhängigkeiten gehört.",
            "There is no lock file that belongs to a list of dependencies.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    read = [(m, lock) for m, lock in pairs if lock.readable and lock.ecosystem in _COMPARABLE]
    if not read:
        unread = Text(
            "Die Sperrdateien lassen sich hier nicht mit den Listen vergleichen.",
            "The lock files cannot be compared with the lists here.",
        )
        return Finding(
            ID, Outcome.NOT_ASSESSABLE, unread, tuple(Location(lock.path) for _, lock in pairs[:3])
        )
    own = _own_names(facts.dependencies)
    missing = [(m, d, lock) for m, lock in read for d in _missing(m, lock, own)]
    return _differing(missing) if missing else _matching(read)


def _matching(read: list[tuple[Manifest, LockFile]]) -> Finding:
    statement = Text(
        "Jeder verlangte Baustein steht in der Sperrdatei; Liste und Sperrdatei passen zusammen.",
        "Every requested part is in the lock file; list and lock file fit together.",
    )
    places = dict.fromkeys(Location(lock.path) for _, lock in read)
    return Finding(ID, Outcome.MET, statement, tuple(places)[:5])


def _differing(missing: list[tuple[Manifest, Dependency, LockFile]]) -> Finding:
    names = [Text(d.name, d.name) for _, d, _ in missing[:3]]
    statement = say(
        "Die Sperrdatei {lock} kennt verlangte Bausteine nicht oder in anderer Fassung: {names}. "
        "Sie ist vermutlich veraltet.",
        "The lock file {lock} does not know requested parts, or has another version: {names}. "
        "It is probably out of date.",
        lock=missing[0][2].path,
        names=listing([*names, Text("weitere", "others")] if len(missing) > 3 else names),
    )
    places = [Location(m.path, d.line, d.line, f"{d.name} {d.constraint}"[:80]) for m, d, _ in missing[:9]]
    return Finding(ID, Outcome.NOT_MET, statement, (*places, Location(missing[0][2].path)))


def _missing(manifest: Manifest, lock: LockFile, own: set[str]) -> Iterator[Dependency]:
    versions: dict[str, set[str]] = {}
    for package in lock.packages:
        versions.setdefault(canonical_name(lock.ecosystem, package.name), set()).add(package.version)
    for dependency in manifest.dependencies:
        name = canonical_name(lock.ecosystem, dependency.name)
        if dependency.local or name in own or dependency.constraint.startswith(("catalog:", "npm:")):
            continue
        known = versions.get(name)
        compared = _is_one_version(dependency) and name not in lock.overrides
        if known is None or (compared and not _agrees(dependency.constraint, known)):
            yield dependency


def _is_one_version(dependency: Dependency) -> bool:
    written = dependency.constraint.lstrip("=v ")
    # `==1.2` also means 1.2.0; only a version of three numbers is compared as written.
    return dependency.exact and written.count(".") == 2 and written.replace(".", "").isdigit()


def _agrees(constraint: str, known: set[str]) -> bool:
    written = constraint.lstrip("=v ")
    # A build for one platform carries it behind the version: 1.2.3-x86_64-linux, 1.2.3+incompatible.
    allowed = tuple(written + sign for sign in "-+.@")
    plain = [version.lstrip("v") for version in known]
    return any(version == written or version.startswith(allowed) for version in plain)


def _own_names(dependencies: Dependencies) -> set[str]:
    return {canonical_name(m.ecosystem, m.name) for m in dependencies.manifests if m.name}
