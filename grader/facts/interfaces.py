"""Recognises descriptions of interfaces for machines: OpenAPI, AsyncAPI, GraphQL, WSDL, Protocol Buffers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import yaml

MAX_BYTES = 1_000_000
_HEAD = 4_000
_OPENAPI = re.compile(
    rb"""^[\s{]*["']?(?P<kind>openapi|swagger|asyncapi)["']?\s*:\s*["']?(?P<version>\d[\w.-]*)""",
    re.MULTILINE,
)
_GRAPHQL = re.compile(rb"^\s*(?:extend\s+)?type\s+(?:Query|Mutation)\b|^\s*schema\s*\{", re.MULTILINE)
_WSDL = re.compile(rb"<(?:\w+:)?(?:definitions|description)\b[^>]*schemas\.xmlsoap\.org/wsdl|w3\.org/ns/wsdl")
_SERVICE = re.compile(rb"^\s*service\s+\w+\s*\{", re.MULTILINE)
_NAMES = {b"openapi": "OpenAPI", b"swagger": "OpenAPI", b"asyncapi": "AsyncAPI"}


@dataclass(frozen=True, slots=True)
class Interface:
    """A description of an interface. `version` is that of the description language, "" where it has none;
    `readable` says that the file could be parsed and describes at least one path, channel or type."""

    kind: str
    version: str = ""
    readable: bool = True


def interface_of(path: str, data: bytes) -> Interface | None:
    """Return which interface a file describes, or None where it describes none."""
    extension = path.rpartition(".")[2].lower()
    if extension in ("yaml", "yml", "json"):
        match = _OPENAPI.search(data[:_HEAD])
        return _described(match, data, extension) if match else None
    if extension in ("graphql", "graphqls", "gql"):
        return Interface("GraphQL") if _GRAPHQL.search(data) else None
    if extension == "wsdl":
        return Interface("WSDL", readable=bool(_WSDL.search(data[:_HEAD])))
    if extension == "proto":
        return Interface("Protocol Buffers") if _SERVICE.search(data) else None
    return None


def _described(match: re.Match[bytes], data: bytes, extension: str) -> Interface:
    kind = _NAMES[match["kind"]]
    version = match["version"].decode("ascii", "replace")
    readable = _parses(data, extension) and bool(
        re.search(rb"""["']?(?:paths|channels|webhooks|operations|components)["']?\s*:""", data)
    )
    return Interface(kind, version, readable)


def _parses(data: bytes, extension: str) -> bool:
    if len(data) > MAX_BYTES:
        return True
    try:
        if extension == "json":
            json.loads(data)
        else:
            # Only events are read: no object is built, so aliases cannot grow.
            for _ in yaml.parse(data, Loader=yaml.CSafeLoader):
                pass
    except (ValueError, yaml.YAMLError, RecursionError):
        return False
    return True
