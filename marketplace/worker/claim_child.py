"""The child process that looks for a proof on a website: python -m marketplace.worker.claim_child"""

from __future__ import annotations

from typing import Any

from marketplace.worker.children import Say, main
from marketplace.worker.website_child import shielded_client

MOST_BYTES = 1000


def _work(message: dict[str, Any], say: Say) -> None:
    client = shielded_client(message)
    say(found=client.short_text(client.checked(message["url"]), most_bytes=MOST_BYTES))


if __name__ == "__main__":
    main(_work)
