"""What a source states for administrations: publiccode.yml, SBOM, accessibility, the last half year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from grader.facts.days import months_before
from grader.facts.documents import is_ci_settings
from grader.facts.manifest_licences import line_of
from grader.facts.model import Document, Facts, History, Role
from grader.facts.safe_yaml import UnsafeYaml, load_yaml

MAX_PLACES = 10
MAX_VALUE = 300
# Keys of publiccode.yml 0.4 that can be held against something else, dots for nested ones.
KEYS = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "landingURL",
    "softwareVersion",
    "releaseDate",
    "developmentStatus",
    "legal.license",
    "maintenance.type",
)
# A folder of somebody else's parts says nothing about this program.
_FOREIGN = frozenset({Role.VENDORED})
_SBOM = re.compile(
    r"(?:^|/)(?:[\w.-]+\.)?(?:(?P<spdx>spdx\.(?:json|ya?ml|rdf)|spdx)|(?P<cdx>cdx\.(?:json|xml)))$"
    r"|(?:^|/)(?:[\w.-]*[._-])?s?bom(?:[._-][\w.-]*)?\.(?:json|xml)$|(?:^|/)cyclonedx[\w.-]*\.(?:json|xml)$",
    re.IGNORECASE,
)
_SBOM_IN_CI = re.compile(
    r"cyclonedx|anchore/sbom-action|\bsyft\b|spdx-sbom|sbom-generator|^\s*sbom:\s*(?:true|generator)"
    r"|--sbom[= ](?![\"']?false)",
    re.IGNORECASE,
)
_ACCESSIBILITY = re.compile(
    r"erkl(?:ä|ae)rung[ _-]zur[ _-](?:digitalen[ _-])?barrierefreiheit|barrierefreiheitserkl(?:ä|ae)rung"
    r"|accessibility[ _-](?:statement|declaration)",
    re.IGNORECASE,
)
_ACCESSIBILITY_FILE = re.compile(
    r"^(?:docs?/)?(?:accessibility|barrierefreiheit)\.(?:md|rst|txt|adoc)$", re.I
)
_URL = re.compile(r"https?://[^\s<>\"')\]]{4,300}")


def stated_section(facts: Facts) -> dict[str, Any]:
    """Build the section `stated`: what can be compared with what others say about the program."""
    return {
        "publiccode": _publiccode(facts),
        "sboms": list(_sboms(facts))[:MAX_PLACES],
        "accessibility": list(_accessibility(facts))[:MAX_PLACES],
        "half_year": _half_year(facts),
    }


def _publiccode(facts: Facts) -> dict[str, Any] | None:
    """The comparable entries of publiccode.yml in the root; None without one."""
    file = next((d for d in facts.documents if d.path in {"publiccode.yml", "publiccode.yaml"}), None)
    if file is None:
        return None
    try:
        values = load_yaml(file.text)
    except UnsafeYaml:
        values = None
    entries = [_entry(file, key, _value(values, key)) for key in KEYS]
    return {
        "path": file.path,
        "readable": isinstance(values, dict),
        "entries": [entry for entry in entries if entry["value"]],
    }


def _entry(file: Document, key: str, value: Any) -> dict[str, Any]:
    text = "" if value is None or isinstance(value, dict | list) else str(value)
    return {"key": key, "value": text[:MAX_VALUE], "line": line_of(file.text, f"{key.split('.')[-1]}:")}


def _value(values: Any, key: str) -> Any:
    for part in key.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _sboms(facts: Facts) -> Iterator[dict[str, Any]]:
    """Lists of parts in the tree, and places in CI settings where one is made with every version."""
    for file in facts.files:
        if file.role not in _FOREIGN and (match := _SBOM.search(file.path)):
            kind = "spdx" if match["spdx"] else "cyclonedx" if match["cdx"] else "unnamed"
            yield {"path": file.path, "line": None, "kind": kind}
    for document in filter(lambda one: is_ci_settings(one.path), facts.documents):
        for number, line in enumerate(document.text.splitlines(), start=1):
            if not line.lstrip().startswith("#") and _SBOM_IN_CI.search(line[:500]):
                yield {"path": document.path, "line": number, "kind": "made_in_ci"}
                break


def _accessibility(facts: Facts) -> Iterator[dict[str, Any]]:
    """Places that lead to an accessibility statement; `url` is "" where the file is the statement."""
    for document in facts.documents:
        if _ACCESSIBILITY_FILE.match(document.path):
            yield {"path": document.path, "line": 1, "url": ""}
            continue
        for number, line in enumerate(document.text.splitlines(), start=1):
            if _ACCESSIBILITY.search(line[:1_000]) and (url := _URL.search(line[:1_000])):
                yield {"path": document.path, "line": number, "url": url[0].rstrip(".,;")}
                break


def _half_year(facts: Facts) -> dict[str, Any] | None:
    """Changes and versions of the last six months; None without a history."""
    history: History = facts.history
    span = history.half_year
    if not history.available or span is None:
        return None
    since = months_before(facts.as_of, span.months)
    tags = [release for release in history.releases if release.on > since]
    return {
        "since": since.isoformat(),
        "changes": span.changes,
        "automatic": span.automatic,
        "people": span.people,
        "bus_factor": span.bus_factor,
        "complete": span.complete,
        "tags": len(tags),
        "signed_tags": None if any(tag.signed is None for tag in tags) else sum(bool(t.signed) for t in tags),
    }
