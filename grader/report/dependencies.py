"""The section on third-party parts: counts by ecosystem, what manifests ask for, version and licence."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from grader.facts.model import Dependencies, Dependency, Manifest

MAX_DIRECT = 300


def dependencies_section(found: Dependencies) -> dict[str, Any]:
    """Counts and the list of directly requested parts, by manifest and name; at most 300 of them.

    `truncated` says that there are more. Versions and licences come from lock files alone; None is unknown.
    """
    direct = [(m, d) for m in found.manifests for d in m.dependencies if not d.local]
    direct.sort(key=lambda row: (row[0].path, row[1].dev, row[1].name, row[1].line or 0))
    return {
        "ecosystems": _ecosystems(found),
        "lock_files": [
            {"path": lock.path, "ecosystem": lock.ecosystem, "packages": len(lock.packages)}
            for lock in found.locks
        ],
        "direct": [_row(manifest, dependency) for manifest, dependency in direct[:MAX_DIRECT]],
        "truncated": len(direct) > MAX_DIRECT,
    }


def _ecosystems(found: Dependencies) -> list[dict[str, Any]]:
    """Per ecosystem the different names asked for and the different packages that locks fix."""
    direct: dict[str, set[str]] = defaultdict(set)
    locked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    licensed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for manifest in found.manifests:
        direct[manifest.ecosystem].update(d.name for d in manifest.dependencies if not d.local)
    for lock in found.locks:
        packages = {(p.name, p.version) for p in lock.packages}
        locked[lock.ecosystem] |= packages
        licensed[lock.ecosystem] |= {(p.name, p.version) for p in lock.packages if p.licence}
    return [
        {
            "ecosystem": ecosystem,
            "direct": len(direct[ecosystem]),
            "locked": len(locked[ecosystem]),
            "with_licence": len(licensed[ecosystem]),
        }
        for ecosystem in sorted({*direct, *locked})
        if direct[ecosystem] or locked[ecosystem]
    ]


def _row(manifest: Manifest, dependency: Dependency) -> dict[str, Any]:
    return {
        "ecosystem": manifest.ecosystem,
        "name": dependency.name,
        "requested": dependency.constraint,
        "resolved": dependency.resolved,
        "licence": dependency.licence,
        "development": dependency.dev,
        "path": manifest.path,
        "line": dependency.line,
    }
