import re
from pathlib import PurePosixPath

from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Dependency, Facts, Manifest
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "dependencies-are-pinned"
MAX_DEPTH = 2
# Tests of whole systems and tools beside the program are not what a municipality operates.
_BESIDE = re.compile(r"(?:^|/)(?:e2e|bench\w*|fuzz|scripts?|tools?|build-configs?|ci)/", re.IGNORECASE)


def measure(facts: Facts) -> Finding:
    """Look for a lock file or exact versions behind every list of dependencies."""
    manifests = [m for m in facts.dependencies.manifests if _counts(m) and _foreign(m)]
    if not manifests:
        nothing = Text(
            "Wir haben keine Liste von Abhängigkeiten gefunden, deren Fassungen wir prüfen können.",
            "We found no list of dependencies whose versions we can check.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    fixed_folders = {_folder(m) for m in manifests if m.lock is None and _is_exact_list(m)}
    loose = [(m, d) for m in manifests for d in _loose(m) if not _fixed_beside(m, fixed_folders)]
    if not loose:
        return _pinned(manifests)
    if kind_of_program(facts).kind is Kind.LIBRARY:
        return _library(loose)
    return _not_pinned(loose)


def _pinned(manifests: list[Manifest]) -> Finding:
    statement = Text(
        "Die Fassungen der fremden Bausteine sind festgeschrieben; jede Installation ergibt dasselbe.",
        "The versions of third-party parts are fixed; every installation gives the same result.",
    )
    places = [Location(m.lock or m.path, None if m.lock else _first_line(m)) for m in manifests]
    return Finding(ID, Outcome.MET, statement, tuple(dict.fromkeys(places))[:5])


def _library(loose: list[tuple[Manifest, Dependency]]) -> Finding:
    statement = Text(
        "Das Programm ist ein Baustein für andere Programme; die genauen Fassungen legen diese fest.",
        "The program is a part for other programs; those decide on the exact versions.",
    )
    return Finding(ID, Outcome.NOT_APPLICABLE, statement, _places(loose)[:3])


def _not_pinned(loose: list[tuple[Manifest, Dependency]]) -> Finding:
    paths = dict.fromkeys(manifest.path for manifest, _ in loose)
    statement = say(
        "Fassungen fremder Bausteine sind nicht festgeschrieben ({paths}); "
        "zwei Installationen können sich unterscheiden.",
        "Versions of third-party parts are not fixed ({paths}); two installations can differ.",
        paths=listing([Text(path, path) for path in list(paths)[:2]]),
    )
    first = {path: next(place for place in _places(loose) if place.path == path) for path in paths}
    return Finding(ID, Outcome.NOT_MET, statement, tuple(first.values())[:10])


def _counts(manifest: Manifest) -> bool:
    return manifest.path.count("/") <= MAX_DEPTH and not _BESIDE.search(manifest.path)


def _foreign(manifest: Manifest) -> list[Dependency]:
    return [dependency for dependency in manifest.dependencies if not dependency.local]


def _loose(manifest: Manifest) -> list[Dependency]:
    if manifest.lock:
        return []
    loose = [dependency for dependency in _foreign(manifest) if not dependency.exact]
    return [] if _is_exact_list(manifest) else loose


def _is_exact_list(manifest: Manifest) -> bool:
    """A few open ones among many exact ones are installers and the like, not the way the list is kept."""
    foreign = _foreign(manifest)
    loose = sum(not dependency.exact for dependency in foreign)
    return len(foreign) > loose and loose <= (len(foreign) - loose) / 10


def _fixed_beside(manifest: Manifest, fixed: set[str]) -> bool:
    """Exact lists of requirements pin what the project's own files in the same folder name roughly."""
    folder = _folder(manifest)
    parents = {place: str(PurePosixPath(place).parent) for place in fixed}
    beside = any(folder in (place, parent) for place, parent in parents.items())
    return manifest.ecosystem == "pypi" and beside


def _folder(manifest: Manifest) -> str:
    return str(PurePosixPath(manifest.path).parent)


def _first_line(manifest: Manifest) -> int | None:
    return next((d.line for d in _foreign(manifest)), None)


def _places(loose: list[tuple[Manifest, Dependency]]) -> tuple[Location, ...]:
    return tuple(Location(m.path, d.line, d.line, f"{d.name} {d.constraint}".strip()[:80]) for m, d in loose)
