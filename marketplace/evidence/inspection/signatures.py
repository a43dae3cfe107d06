"""What a file is by its first bytes. Names and what a browser claims count for nothing."""

from __future__ import annotations

from marketplace.evidence.errors import EvidenceRefused

HEAD_BYTES = 1024
# Old Office formats and password-protected new ones are compound files ([MS-CFB] 2.2).
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_BOM = b"\xef\xbb\xbf"


def signature_of(head: bytes) -> str:
    """The format a file begins like: "pdf", "png", "jpeg", "webp", "zip", "json" or "xml".

    Args:
        head: the first `HEAD_BYTES` bytes, or all of a shorter file.

    Raises:
        EvidenceRefused: none of these; says what would be possible.
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(_COMPOUND):
        raise EvidenceRefused(
            "compound-file",
            "Die Datei ist ein altes Office-Format oder mit einem Kennwort geschützt. Bitte speichern Sie "
            "sie ohne Kennwort als PDF, ODT oder DOCX.",
            "The file is in an old Office format or protected by a password. Please save it without a "
            "password as PDF, ODT or DOCX.",
        )
    text = head.removeprefix(_BOM).lstrip(b" \t\r\n")
    if text.startswith(b"{"):
        return "json"
    if text.startswith(b"<") or head.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return "xml"
    raise unknown_format()


def unknown_format() -> EvidenceRefused:
    """The refusal of a file that is none of the formats taken."""
    return EvidenceRefused(
        "unknown-format",
        "Der Inhalt der Datei ist keines der möglichen Formate. Angenommen werden PDF, PNG, JPEG, WebP, ODT, "
        "DOCX und Stücklisten (SBOM) als SPDX oder CycloneDX.",
        "The file's content is in none of the possible formats. Accepted are PDF, PNG, JPEG, WebP, ODT, DOCX "
        "and bills of materials (SBOM) as SPDX or CycloneDX.",
    )


def damaged(kind: str, place_de: str = "", place_en: str = "") -> EvidenceRefused:
    """The refusal of a file that begins right but cannot be read to its end.

    Args:
        kind: "PDF", "PNG" …
        place_de: where it breaks, in German, or "".
        place_en: the same in English.
    """
    return EvidenceRefused(
        "damaged",
        f"Die {kind}-Datei ist beschädigt oder nicht vollständig{f' ({place_de})' if place_de else ''}. "
        "Bitte öffnen Sie sie, speichern Sie sie neu und laden Sie sie noch einmal hoch.",
        f"The {kind} file is damaged or incomplete{f' ({place_en})' if place_en else ''}. "
        "Please open it, save it again and upload it once more.",
    )


def hides_archive(tail: bytes) -> bool:
    """True where a file that is no archive ends like one, so that another program would unpack it.

    Args:
        tail: the last 65,557 bytes, or all of a shorter file (APPNOTE.TXT 4.3.16: end record and comment).
    """
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        record = tail[at : at + 22]
        if len(record) == 22 and at + 22 + int.from_bytes(record[20:22], "little") >= len(tail):
            return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False
