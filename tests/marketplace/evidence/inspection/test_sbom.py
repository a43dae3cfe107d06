"""Bills of materials, and limits that hold for every format."""

from __future__ import annotations

import json

import pytest

from marketplace.evidence.inspection import sbom, xml_reading
from marketplace.evidence.inspection.sizes import check_size
from marketplace.evidence.limits import DOCUMENT_BYTES
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.inspection.conftest import Look, Refused

_SPDX3 = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [{"type": "software_Package"}, {"type": "Agent"}],
}
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">'
    "<SpdxDocument><Package/></SpdxDocument></rdf:RDF>"
)


@pytest.mark.parametrize(
    ("content", "media_type", "note"),
    [
        (files.cyclonedx(2), sbom.CYCLONEDX_JSON, "CycloneDX 1.6, 2"),
        (b"\xef\xbb\xbf" + files.spdx(3), sbom.SPDX_JSON, "SPDX 2.3, 3"),
        (json.dumps(_SPDX3).encode(), sbom.SPDX_JSON, "SPDX 3.0, 1"),
        (files.cyclonedx_xml(), sbom.CYCLONEDX_XML, "CycloneDX 1.5, 1"),
        (_RDF.encode(), sbom.SPDX_XML, "SPDX, 1"),
    ],
)
def test_bills_of_materials_are_recognised(look: Look, content: bytes, media_type: str, note: str) -> None:
    found = look(content)
    assert (found.media_type, found.note, found.pages) == (media_type, note, None)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'{"a": 1}', "no-sbom"),
        (b'{"bomFormat": "CycloneDX"', "broken-json"),
        (b'{"bomFormat": "x", "bomFormat": "CycloneDX"}', "broken-json"),
        (b'{"bomFormat": "CycloneDX", "x": NaN}', "broken-json"),
        (b'{"a":' * 200_000, "broken-json"),
        (b'{"bomFormat": "CycloneDX", "x": "\xff"}', "broken-json"),
        (b"<html><body>Hallo</body></html>", "no-sbom"),
        (b"<bom>", "broken-xml"),
        (files.cyclonedx_xml(before='<!DOCTYPE bom [<!ENTITY a "b">]>'), "doctype"),
        (files.cyclonedx_xml(before="<!DOCTYPE bom>"), "doctype"),
        (b"Nur Text", "unknown-format"),
        (b"MZ\x90\0", "unknown-format"),
        (b"", "empty-file"),
    ],
)
def test_anything_else_is_refused(refused: Refused, content: bytes, word: str) -> None:
    assert refused(content).word == word


@pytest.mark.parametrize(("depth", "is_taken"), [(18, True), (19, True), (20, False)])
def test_the_depth_of_xml_is_limited(
    look: Look, refused: Refused, monkeypatch: pytest.MonkeyPatch, depth: int, is_taken: bool
) -> None:
    monkeypatch.setattr(xml_reading, "XML_DEPTH", 20)
    content = files.cyclonedx_xml("<a>" * depth + "</a>" * depth)
    if is_taken:
        assert look(content).media_type == sbom.CYCLONEDX_XML
    else:
        assert refused(content).word == "xml-too-large"


@pytest.mark.parametrize(("more", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_twenty_five_megabytes_are_the_limit(look: Look, refused: Refused, more: int, is_taken: bool) -> None:
    content = files.cyclonedx()
    content += b" " * (DOCUMENT_BYTES + more - len(content))
    if is_taken:
        assert look(content).media_type == sbom.CYCLONEDX_JSON
    else:
        refusal = refused(content)
        assert refusal.word == "too-large"
        assert "möglich sind 25 MB" in refusal.de
        assert "25,1 MB" in refusal.de


def test_a_single_byte_is_large_enough() -> None:
    check_size(1)
