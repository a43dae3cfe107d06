"""How large a document may be."""

from __future__ import annotations

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.limits import DOCUMENT_BYTES, DOCUMENT_MEGABYTES


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
