"""The child process that looks for a proof on a website: python -m marketplace.worker.claim_child"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marketplace.worker.children import Say, main
from marketplace.worker.fetching.https import Client
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in

MOST_BYTES = 1000


def _work(message: dict[str, Any], say: Say) -> None:
    limits = ProcessLimits(memory_megabytes=1000, cpu_seconds=10, file_megabytes=10)
    folder = Path(message["folder"])
    lock_in(
        Shield(
            limits=limits,
            scratch=folder,
            network=True,
            write=(folder,),
            must_hold=message["must_be_shielded"],
        )
    )
    client = Client(message["private_hosts"])
    say(found=client.short_text(client.checked(message["url"]), most_bytes=MOST_BYTES))


if __name__ == "__main__":
    main(_work)
