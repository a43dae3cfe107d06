"""The parts of SARIF 2.1.0 that we write, as JSON Schema: names, kinds and what is required, as the standard
has them (OASIS, sections 3.13 to 3.52). Unknown names are refused, so that a misspelt one cannot pass."""

from __future__ import annotations

from typing import Any

_BAG = {
    "type": "object",
    "properties": {"tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True}},
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


_TEXT = _closed(["text"], text={"type": "string"})
_LINE = {"type": "integer", "minimum": 1}
_LOCATION = _closed(
    [],
    id={"type": "integer", "minimum": -1},
    physicalLocation=_closed(
        ["artifactLocation"],
        artifactLocation=_closed(
            [], uri={"type": "string", "pattern": r"^[A-Za-z0-9._~/%-]+$"}, uriBaseId={"type": "string"}
        ),
        region=_closed([], startLine=_LINE, endLine=_LINE),
    ),
)
_RULE = _closed(
    ["id"],
    id={"type": "string"},
    name={"type": "string"},
    shortDescription=_TEXT,
    fullDescription=_TEXT,
    help=_TEXT,
    defaultConfiguration=_closed([], level=_LEVEL),
    properties=_BAG,
)
_RESULT = _closed(
    ["message"],
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    message=_TEXT,
    locations={"type": "array", "items": _LOCATION},
    relatedLocations={"type": "array", "items": _LOCATION, "uniqueItems": True},
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    properties=_BAG,
)
_RUN = _closed(
    ["tool"],
    tool=_closed(
        ["driver"],
        driver=_closed(
            ["name"],
            name={"type": "string"},
            version={"type": "string"},
            semanticVersion={"type": "string"},
            rules={"type": "array", "items": _RULE, "uniqueItems": True},
        ),
    ),
    language={"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={
        "type": "object",
        "additionalProperties": _closed([], uri={"type": "string"}, description=_TEXT),
    },
    automationDetails=_closed([], id={"type": "string"}),
    results={"type": "array", "items": _RESULT},
    properties=_BAG,
)
SARIF = _closed(
    ["version", "runs"],
    **{"$schema": {"type": "string"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": _RUN},
)
