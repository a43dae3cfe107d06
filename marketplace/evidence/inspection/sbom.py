"""Bills of materials (SBOM) as SPDX or CycloneDX, in JSON or XML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.xml_reading import read_xml

CYCLONEDX_JSON = "application/vnd.cyclonedx+json"
CYCLONEDX_XML = "application/vnd.cyclonedx+xml"
SPDX_JSON = "application/spdx+json"
SPDX_XML = "application/rdf+xml"
_CYCLONEDX_NAMESPACE = re.compile(r"http://cyclonedx\.org/schema/bom/(\d\.\d)")
_SPDX_NAMESPACE = "http://spdx.org/rdf/terms#"
_VERSION = re.compile(r"\d{1,2}\.\d{1,2}(\.\d{1,2})?")


def inspect_json(path: Path) -> Inspected:
    """Read a bill of materials in JSON.

    Raises:
        EvidenceRefused: no JSON, ambiguous, or neither SPDX nor CycloneDX.
    """
    try:
        read = json.loads(
            path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_number
        )
    except RecursionError as error:
        raise _broken_json("zu tief geschachtelt", "nested too deep") from error
    except ValueError as error:
        raise _broken_json(str(error), str(error)) from error
    return _recognised(read)


def inspect_xml(path: Path) -> Inspected:
    """Read a bill of materials in XML.

    Raises:
        EvidenceRefused: with a document type, not well-formed, or neither SPDX nor CycloneDX.
    """
    seen: dict[str, int] = {}
    root = ""

    def on_element(element: str, _attributes: Mapping[str, str]) -> None:
        nonlocal root
        root = root or element
        seen[element] = seen.get(element, 0) + 1

    read_xml(path, "SBOM", on_element)
    namespace, _, local = root.rpartition(" ")
    if local == "bom" and (version := _CYCLONEDX_NAMESPACE.fullmatch(namespace)):
        return Inspected(
            CYCLONEDX_XML, note=_note("CycloneDX", version[1], seen.get(f"{namespace} component"))
        )
    if f"{_SPDX_NAMESPACE} SpdxDocument" in seen:
        return Inspected(SPDX_XML, note=_note("SPDX", "", seen.get(f"{_SPDX_NAMESPACE} Package")))
    raise _no_sbom()


def _recognised(read: dict[str, Any]) -> Inspected:
    if read.get("bomFormat") == "CycloneDX":
        note = _note("CycloneDX", str(read.get("specVersion", "")), _length(read.get("components")))
        return Inspected(CYCLONEDX_JSON, note=note)
    version = read.get("spdxVersion")
    if isinstance(version, str) and version.startswith("SPDX-"):
        note = _note("SPDX", version.removeprefix("SPDX-"), _length(read.get("packages")))
        return Inspected(SPDX_JSON, note=note)
    if "spdx.org/rdf/3" in str(read.get("@context", ""))[:500] and isinstance(read.get("@graph"), list):
        packages = [
            one
            for one in read["@graph"]
            if isinstance(one, dict) and str(one.get("type", "")).endswith("Package")
        ]
        return Inspected(SPDX_JSON, note=_note("SPDX", "3.0", len(packages)))
    raise _no_sbom()


def _length(value: object) -> int | None:
    return len(value) if isinstance(value, list) else None


def _note(name: str, version: str, components: int | None) -> str:
    shown = f"{name} {version}" if _VERSION.fullmatch(version) else name
    return f"{shown}, {components}" if components is not None else shown


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two programs read a repeated key differently."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"„{twice[:60]}“ 2×")
    return made


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _broken_json(de: str, en: str) -> EvidenceRefused:
    return EvidenceRefused(
        "broken-json", f"Die Datei ist kein lesbares JSON ({de}).", f"The file is no readable JSON ({en})."
    )


def _no_sbom() -> EvidenceRefused:
    return EvidenceRefused(
        "no-sbom",
        "JSON- und XML-Dateien nehmen wir nur als Stückliste (SBOM) im Format SPDX oder CycloneDX an; diese "
        "Datei ist keine.",
        "We take JSON and XML files only as a bill of materials (SBOM) in SPDX or CycloneDX format; "
        "this file is none.",
    )
