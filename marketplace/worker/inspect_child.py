"""The child process that looks into uploaded documents, without network and with one file to read.

Started by: python -m marketplace.worker.inspect_child
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from marketplace.evidence.limits import DOCUMENT_MEGABYTES, INSPECTION_MEMORY_MEGABYTES, UNPACKED_MEGABYTES
from marketplace.worker.children import Say, main
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in


def _work(message: dict[str, Any], say: Say) -> None:
    file, scratch = Path(message["file"]), Path(message["scratch"])
    limits = ProcessLimits(
        memory_megabytes=INSPECTION_MEMORY_MEGABYTES,
        cpu_seconds=message["seconds"],
        file_megabytes=max(2 * DOCUMENT_MEGABYTES, UNPACKED_MEGABYTES),
    )
    shield = Shield(
        limits=limits, scratch=scratch, read=(file,), write=(scratch,), must_hold=message["must_be_shielded"]
    )
    say(isolation=lock_in(shield))
    # Only now: libraries for documents may start threads, which cannot be locked in afterwards.
    from marketplace.evidence.inspection.inspect import inspect

    say(found=asdict(inspect(file, scratch)))


if __name__ == "__main__":
    main(_work)
