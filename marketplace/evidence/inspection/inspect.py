"""One file in, what it is out; or a refusal that names cause and place."""

from __future__ import annotations

from pathlib import Path

from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.images import inspect_image
from marketplace.evidence.inspection.office import inspect_office
from marketplace.evidence.inspection.pdf import inspect_pdf
from marketplace.evidence.inspection.sbom import inspect_json, inspect_xml
from marketplace.evidence.inspection.signatures import HEAD_BYTES, signature_of
from marketplace.evidence.inspection.sizes import check_size


def inspect(path: Path, scratch: Path) -> Inspected:
    """Look at a file by its content alone.

    Args:
        path: the upload.
        scratch: empty folder for what is unpacked or drawn anew.

    Raises:
        EvidenceRefused: empty, too large, of another format, damaged, or it does more than be read.
    """
    check_size(path.stat().st_size)
    with path.open("rb") as file:
        kind = signature_of(file.read(HEAD_BYTES))
    if kind == "pdf":
        return inspect_pdf(path)
    if kind == "zip":
        return inspect_office(path, scratch)
    if kind == "json":
        return inspect_json(path)
    if kind == "xml":
        return inspect_xml(path)
    return inspect_image(path, kind, scratch)
