"""What the child processes that ask a foreign website have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marketplace.worker.fetching.https import Client
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in


def shielded_client(message: dict[str, Any]) -> Client:
    """Lock this process in but for its folder and the network.

    Args:
        message: what `website.ask` ordered.

    Returns:
        The client with which the address of the order may be fetched.
    """
    folder = Path(message["folder"])
    lock_in(
        Shield(
            limits=ProcessLimits(memory_megabytes=1000, cpu_seconds=10, file_megabytes=10),
            scratch=folder,
            network=True,
            write=(folder,),
            must_hold=message["must_be_shielded"],
        )
    )
    return Client(message["private_hosts"])
