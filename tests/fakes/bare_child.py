"""A child on a machine whose kernel offers neither namespaces nor Landlock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marketplace.worker import sandbox
from marketplace.worker.children import Say, main
from marketplace.worker.kernel.process import ProcessLimits


def _work(message: dict[str, Any], say: Say) -> None:
    # The worker's own code is the one under test; what it asks of the kernel is refused here.
    vars(sandbox).update(enter_namespaces=lambda **_: False, restrict_files=lambda **_: 0)
    limits = ProcessLimits(memory_megabytes=1000, cpu_seconds=10, file_megabytes=10)
    shield = sandbox.Shield(limits=limits, scratch=Path(message["folder"]), must_hold=message["must_hold"])
    say(isolation=sandbox.lock_in(shield))


if __name__ == "__main__":
    main(_work)
