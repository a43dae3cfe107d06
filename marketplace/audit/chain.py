"""How one event is hashed: pure, so that anybody can check an export with a few lines of their own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

HASH_RULE = (
    "sha256 over the JSON list [previous, at, kind, actor, subject, said], sorted keys, no spaces, UTF-8"
)


def event_hash(
    *, previous: str, at: datetime, kind: str, actor: int | None, subject: str, said: Mapping[str, Any]
) -> str:
    """The hash of one event, as 64 hexadecimal digits.

    Args:
        previous: hash of the event before, empty for the first.
        at: aware time; taken to microseconds in UTC.
    """
    content = [previous, moment(at), kind, actor, subject, said]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def moment(at: datetime) -> str:
    """A time as it is hashed and exported: 2026-11-23T08:00:00.000000+00:00."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
