"""One file in, what it is out; or a refusal that names cause and place."""

from __future__ import annotations

from pathlib import Path

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.inspection.images import inspect_image
from marketplace.evidence.inspection.office import inspect_office
from marketplace.evidence.inspection.pdf import inspect_pdf
from marketplace.evidence.inspection.sbom import inspect_json, inspect_xml
from marketplace.evidence.inspection.signatures import HEAD_BYTES, signature_of
from marketplace.evidence.limits import DOCUMENT_BYTES, DOCUMENT_MEGABYTES


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


def check_size(size: int) -> None:
    """Refuse what is empty or too large.

    Args:
        size: in bytes.
    """
    if size == 0:
        raise EvidenceRefused("empty-file", "Die Datei ist leer (0 Byte).", "The file is empty (0 bytes).")
    if size > DOCUMENT_BYTES:
        megabytes = -(-size // 100_000)
        whole, tenth = divmod(megabytes, 10)
        raise EvidenceRefused(
            "too-large",
            f"Die Datei hat {whole},{tenth} MB; möglich sind {DOCUMENT_MEGABYTES} MB.",
            f"The file has {whole}.{tenth} MB; possible are {DOCUMENT_MEGABYTES} MB.",
        )
