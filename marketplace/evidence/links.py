"""Links as evidence: checked as far as that is possible without fetching them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from marketplace.evidence.errors import EvidenceRefused
from marketplace.lib.addresses import MAX_LENGTH, AddressRefused, parse_https


@dataclass(frozen=True, slots=True)
class Link:
    """A page that proves something, and where it was archived on which day. Addresses begin with https://."""

    url: str
    archived_url: str
    archived_on: date


def checked_link(address: str) -> str:
    """An address on the public network, http or https.

    Args:
        address: as typed in.

    Raises:
        EvidenceRefused: says what does not fit.
    """
    text = address.strip()
    try:
        parts = urlsplit(text[:MAX_LENGTH])
    except ValueError:
        parts = urlsplit("")
    scheme = parts.scheme
    if len(text) > MAX_LENGTH or scheme not in {"http", "https"}:
        raise EvidenceRefused(
            "no-web-address",
            "Bitte geben Sie eine Adresse an, die mit https:// oder http:// beginnt und höchstens "
            "500 Zeichen hat.",
            "Please give an address that begins with https:// or http:// and has at most 500 characters.",
        )
    try:
        # The rules for hosts are the same; only the scheme may be the older one here.
        checked = parse_https(urlunsplit(("https", *parts[1:])))
    except AddressRefused as refusal:
        raise EvidenceRefused(
            refusal.word,
            f"Diese Adresse nehmen wir nicht an: „{text[:120]}“ liegt nicht im "
            "öffentlichen Netz oder ist ungültig.",
            f"We do not take this address: “{text[:120]}” is not on the public network or is not valid.",
        ) from refusal
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{scheme}://{checked.url.removeprefix('https://')}{fragment}"
