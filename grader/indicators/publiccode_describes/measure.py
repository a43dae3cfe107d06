import re
from typing import Any

from grader.facts.manifest_licences import line_of
from grader.facts.model import Facts
from grader.facts.safe_yaml import UnsafeYaml, load_yaml
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import say

ID = "publiccode-describes"

# Mandatory keys of publiccode.yml 0.4 (docs.italia.it, "The Standard"), dots for nested ones.
MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal.license",
    "maintenance.type",
    "localisation.localisationReady",
    "localisation.availableLanguages",
)


def measure(facts: Facts) -> Finding:
    """Check publiccode.yml for its mandatory keys and against the licence text and the version tags."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    document = next((d for d in facts.documents if d.path in {"publiccode.yml", "publiccode.yaml"}), None)
    if document is None:
        return _missing(facts)
    try:
        values = load_yaml(document.text)
    except UnsafeYaml as problem:
        return _unreadable(document.path, str(problem))
    if not isinstance(values, dict):
        return _unreadable(document.path, "no mapping at the top")
    if absent := [key for key in MANDATORY if _value(values, key) in (None, "", [], {})]:
        return _incomplete(document.path, absent)
    if differing := _differences(facts, values):
        return _contradicted(document.path, document.text, differing)
    complete = Text(
        "Die Beschreibung für Verwaltungen (publiccode.yml) ist vollständig und passt zum Quelltext.",
        "The description for administrations (publiccode.yml) is complete and fits the source.",
    )
    return Finding(ID, Outcome.MET, complete, (Location(document.path, 1),))


def _missing(facts: Facts) -> Finding:
    if not facts.history.available:
        unknown = Text(
            "Das Archiv enthält keine publiccode.yml; im Repository kann es sie geben.",
            "The archive contains no publiccode.yml; the repository may have it.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    missing = Text(
        "Die Beschreibung für Verwaltungen (publiccode.yml) fehlt.",
        "The description for administrations (publiccode.yml) is missing.",
    )
    return Finding(ID, Outcome.NOT_MET, missing)


def _unreadable(path: str, why: str) -> Finding:
    statement = say(
        "Die {path} lässt sich nicht lesen ({why}).",
        "{path} cannot be read ({why}).",
        path=path,
        why=why[:120],
    )
    line = re.match(r"line (\d+)", why)
    return Finding(ID, Outcome.NOT_MET, statement, (Location(path, int(line.group(1)) if line else 1),))


def _incomplete(path: str, absent: list[str]) -> Finding:
    statement = say(
        "In der Beschreibung für Verwaltungen fehlen {count} Pflichtangaben: {keys}.",
        "The description for administrations lacks {count} mandatory entries: {keys}.",
        count=len(absent),
        keys=", ".join(absent[:4]) + (" …" if len(absent) > 4 else ""),
    )
    return Finding(ID, Outcome.NOT_MET, statement, (Location(path, 1),), details={"missing": absent})


def _contradicted(path: str, text: str, differing: list[tuple[str, Location]]) -> Finding:
    key, other = differing[0]
    statement = say(
        "Die Angabe {key} in {path} widerspricht {other}.",
        "The entry {key} in {path} contradicts {other}.",
        key=key,
        path=path,
        other=other.path,
    )
    places = [place for k, o in differing for place in (Location(path, line_of(text, k.split(".")[-1])), o)]
    return Finding(ID, Outcome.NOT_MET, statement, tuple(places), details={"state": "contradicted"})


def _differences(facts: Facts, values: dict[str, Any]) -> list[tuple[str, Location]]:
    found = []
    declared = [d for d in facts.declared_licences if d.path.startswith("publiccode.") and d.spdx]
    texts = [f for f in facts.licence_files if "/" not in f.path and f.spdx]
    if declared and texts and not any(_family(t.spdx) in _family(declared[0].spdx) for t in texts):
        found.append(("legal.license", Location(texts[0].path, 1, None, texts[0].spdx or "")))
    version, tag = str(values.get("softwareVersion") or ""), facts.history.latest_tag
    if version and tag and _numbers(version) and _numbers(tag) > _numbers(version):
        found.append(("softwareVersion", Location(".git", None, None, tag)))
    return found


def _family(expression: str | None) -> str:
    return re.sub(r"-(?:only|or-later)\b", "", expression or "")


def _numbers(version: str) -> tuple[int, ...]:
    """The first two numbers of a version; patch releases are often not carried over."""
    match = re.search(r"(\d{1,9})(?:\.(\d{1,9}))?", version)
    return tuple(int(number or 0) for number in match.groups()) if match else ()


def _value(values: dict[str, Any], key: str) -> Any:
    current: Any = values
    for part in key.split("."):
        current = current.get(part) if isinstance(current, dict) else None
    return current
