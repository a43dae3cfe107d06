"""The child process that looks at one linked statement: python -m marketplace.worker.page_child"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from marketplace.worker.children import Say, main
from marketplace.worker.fetching.order import MEGABYTE
from marketplace.worker.page_dates import day_in, is_on_accessibility, words_of
from marketplace.worker.website_child import shielded_client

MOST_BYTES = 5 * MEGABYTE
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = frozenset({"text/plain", "text/markdown"})


def _work(message: dict[str, Any], say: Say) -> None:
    client = shielded_client(message)
    body = io.BytesIO()
    kind = client.page(client.checked(message["url"]), body, most_bytes=MOST_BYTES)
    say(**_read(body.getvalue(), kind, date.fromisoformat(message["today"])))


def _read(body: bytes, kind: str, today: date) -> dict[str, Any]:
    """What the page is: a statement with or without a day, or something else."""
    if kind not in _HTML | _TEXT:
        return {"odd": "kind", "kind": kind}
    words, asks_password = words_of(body.decode("utf-8", "replace"), is_html=kind in _HTML)
    if asks_password:
        return {"odd": "password"}
    if not is_on_accessibility(words):
        return {"odd": "topic"}
    day = day_in(words, today)
    return {"reached": True, "day": day.isoformat() if day else ""}


if __name__ == "__main__":
    main(_work)
