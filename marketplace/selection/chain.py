"""Canonical JSON and the two digests of a folder: of one snapshot and of one event. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

HASH_RULE = (
    "sha256 over the JSON list [previous, project, number, kind, candidate, reason, details, author, at], "
    "sorted keys, no spaces, UTF-8; at in UTC with microseconds"
)


class Link(Protocol):
    """What the hash of an event is taken over; `FolderEntry` fits."""

    project_id: Any
    number: int
    kind: str
    candidate_id: int | None
    reason: str
    details: Any
    author: int
    at: datetime
    previous_hash: str
    hash: str


def canonical(value: Any) -> str:
    """JSON with sorted keys and without spaces, so that equal values have equal digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of a snapshot as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


def freezing_of(
    request: Mapping[str, Any], digests: Iterable[str], search: Mapping[str, Any]
) -> dict[str, str]:
    """What the event of freezing says of what was frozen, so that the chain covers it.

    Args:
        request: need, profile and wishes at that moment.
        digests: of all candidates in their order.
        search: how they were found: words, filters, order, language, how many, state of the catalogue.
    """
    return {
        "request": digest_of(request),
        "candidates": digest_of({"digests": list(digests)}),
        "search": digest_of(search),
    }


def link_hash(entry: Link) -> str:
    """SHA-256 of one event with the hash of the one before it (`HASH_RULE`)."""
    content = [
        entry.previous_hash,
        str(entry.project_id),
        entry.number,
        str(entry.kind),
        entry.candidate_id,
        entry.reason,
        entry.details,
        entry.author,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def is_unbroken(entries: Iterable[Link], *, last_number: int, last_hash: str) -> bool:
    """Whether events in their order add up to the end that is kept elsewhere."""
    number, previous = 0, ""
    for entry in entries:
        number += 1
        if (entry.number, entry.previous_hash, entry.hash) != (number, previous, link_hash(entry)):
            return False
        previous = entry.hash
    return (number, previous) == (last_number, last_hash)
