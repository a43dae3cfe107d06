"""The trail as JSON lines: a first line says how the hashes are made, so that anybody can check them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from marketplace.audit.chain import HASH_RULE
from marketplace.audit.queries import exported


def lines(since: int = 0) -> Iterator[str]:
    """The export, line by line without line ends.

    Args:
        since: number of the last event somebody has already; 0 for all.
    """
    yield json.dumps({"format": "marktplatz-audit-1", "hash": HASH_RULE})
    for event in exported(since):
        yield json.dumps(event, ensure_ascii=False)
