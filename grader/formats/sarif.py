"""Located findings as SARIF 2.1.0 (OASIS standard), which code hosts show beside the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from grader.formats.writing import note, printable
from grader.indicators.catalogue import Indicator, indicator, indicators, topics

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"
ROOT = "SRCROOT"
HARD_FUNCTION, REPEATED = "hard-function", "repeated-code"
# A secret in the tree is open to everybody who can read it; nothing else is an error by itself.
_ERRORS = frozenset({"secrets-are-not-in-the-tree"})
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_OWN_RULES: dict[str, dict[str, tuple[str, str]]] = {
    HARD_FUNCTION: {
        "de": (
            "Schwierige Funktion",
            "Eine der schwierigsten Funktionen: lang, verzweigt oder tief verschachtelt, gemessen an "
            "dem, was in "
            "der Sprache üblich ist. In kleinere Funktionen mit sprechenden Namen zerlegen.",
        ),
        "en": (
            "Hard function",
            "One of the hardest functions: long, branched or deeply nested compared with what is usual "
            "in the "
            "language. Split it into smaller functions with telling names.",
        ),
    },
    REPEATED: {
        "de": (
            "Wiederholter Code",
            "Dieselben Zeilen stehen an zwei Stellen. Wer eine ändert, muss an die andere denken. An "
            "einer Stelle "
            "zusammenführen, wenn beide dasselbe bedeuten.",
        ),
        "en": (
            "Repeated code",
            "The same lines stand in two places. Whoever changes one must think of the other. Join them "
            "where both "
            "mean the same.",
        ),
    },
}


def sarif(result: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Turn a result into one SARIF run.

    Findings that name no place are left out: a code host could not show them. With `--since`, only what lies
    in changed lines is reported.

    Args:
        result: what `grade_folder` returned, possibly restricted to a change.
        language: language of the messages; the rules carry both.

    Returns:
        A SARIF log of plain values.
    """
    rules = [_rule(one) for one in indicators()] + [_own_rule(name) for name in _OWN_RULES]
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    found = [*_findings(result, language), *_functions(result, language), *_repetitions(result, language)]
    if "since" in result:
        found = [one for one in found if one["properties"]["newOrTouched"]]
    for one in found:
        one["ruleIndex"] = order[one["ruleId"]]
    run = {
        "tool": {"driver": _driver(result, rules)},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "root of the graded source"}}},
        "results": _fingerprinted(found),
        "properties": _properties(result),
    }
    if result["source"]["commit"]:
        run["automationDetails"] = {"id": f"marktplatz-grader/{result['source']['commit']}"}
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _driver(result: Mapping[str, Any], rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "Marktplatz grader",
        "version": result["tool"]["version"],
        "semanticVersion": result["tool"]["version"],
        "rules": rules,
    }


def _properties(result: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "grade": result["verdict"]["grade"],
        "rules": result["tool"]["rules"],
        "asOf": result["as_of"],
        "treeHash": result["source"]["tree_hash"],
    }


def _rule(definition: Indicator) -> dict[str, Any]:
    text = definition.question
    help_en = f"{definition.why.en}\n\n{definition.how.en}\n\n{definition.remedy.en}"
    help_de = f"{definition.why.de}\n\n{definition.how.de}\n\n{definition.remedy.de}"
    return {
        "id": definition.id,
        "name": _pascal(definition.id),
        "shortDescription": {"text": definition.title.en},
        "fullDescription": {"text": text.en},
        "help": {"text": help_en},
        "defaultConfiguration": {"level": _level(definition)},
        "properties": {
            "tags": [definition.topic],
            "effort": definition.effort,
            "de": {"title": definition.title.de, "question": text.de, "help": help_de},
        },
    }


def _own_rule(name: str) -> dict[str, Any]:
    (title_de, help_de), (title_en, help_en) = _OWN_RULES[name]["de"], _OWN_RULES[name]["en"]
    return {
        "id": name,
        "name": _pascal(name),
        "shortDescription": {"text": title_en},
        "fullDescription": {"text": help_en},
        "help": {"text": help_en},
        "defaultConfiguration": {"level": "note"},
        "properties": {
            "tags": ["structure"],
            "de": {"title": title_de, "question": help_de, "help": help_de},
        },
    }


def _level(definition: Indicator) -> str:
    """What counts for the grade is a warning, what stands beside it a note."""
    if definition.id in _ERRORS:
        return "error"
    graded = {topic.id for topic in topics() if topic.graded}
    return "warning" if definition.topic in graded else "note"


def _uri(path: str) -> str:
    """A relative reference after RFC 3986, section 4.2."""
    octets = path.encode("utf-8", "surrogateescape")
    return "".join(chr(octet) if octet in _PLAIN else f"%{octet:02X}" for octet in octets)


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _findings(result: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    for finding in result["findings"]:
        if finding["outcome"] != "not_met":
            continue
        level = _level(indicator(finding["indicator"]))
        for place in finding["evidence"]:
            said = note(place, finding, language)
            text = (f"{said}: " if said else "") + printable(finding["statement"][language])
            yield _result(finding["indicator"], level, text, place, key=_key(place["note"]))


def _functions(result: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    words = {
        "de": "{name}: {complexity} mögliche Wege auf {lines} Zeilen, {nesting} Ebenen tief.",
        "en": "{name}: {complexity} possible paths in {lines} lines, {nesting} levels deep.",
    }
    for one in result["largest_functions"]:
        text = words[language].format(
            name=printable(one["name"]),
            complexity=one["complexity"],
            lines=one["code_lines"],
            nesting=one["nesting"],
        )
        yield _result(HARD_FUNCTION, "note", text, one, key=one["name"])


def _repetitions(result: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    words = {
        "de": "{lines} Zeilen stehen fast gleich auch in {other}:{line}.",
        "en": "{lines} lines stand almost the same in {other}:{line}, too.",
    }
    for one in result["duplicates"]:
        other = {"path": one["other_path"], "line": one["other_line"], "end_line": one["other_end_line"]}
        text = words[language].format(lines=one["lines"], other=printable(other["path"]), line=other["line"])
        row = _result(REPEATED, "note", text, one, key=one["other_path"])
        row["relatedLocations"] = [_location(other) | {"id": 1}]
        yield row


def _key(text: str) -> str:
    """The part of a note that names something; a number that changes with every edit is no identity."""
    return text.partition(":")[0] if not text.replace(".", "").isdigit() else ""


def _result(rule: str, level: str, text: str, place: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [_location(place)],
        "partialFingerprints": {"place/v1": f"{rule}\0{place['path']}\0{key}"},
        "properties": {"newOrTouched": bool(place.get("new_or_touched"))},
    }


def _location(place: Mapping[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place["path"]), "uriBaseId": ROOT}}
    if place.get("line"):
        physical["region"] = {"startLine": place["line"]}
        if place.get("end_line"):
            physical["region"]["endLine"] = place["end_line"]
    return {"physicalLocation": physical}


def _fingerprinted(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Identities that stay when lines move: rule, file, name, and the how-many-eth of the same kind."""
    seen: Counter[str] = Counter()
    rows = []
    for one in found:
        same = one["partialFingerprints"]["place/v1"]
        seen[same] += 1
        digest = sha256(f"{same}\0{seen[same]}".encode()).hexdigest()[:32]
        rows.append(one | {"partialFingerprints": {"place/v1": digest}})
    return rows
