"""A child process that only locks itself in and tells what was possible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marketplace.worker.children import Say, main
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in


def _work(message: dict[str, Any], say: Say) -> None:
    folder = Path(message["folder"])
    limits = ProcessLimits(memory_megabytes=1000, cpu_seconds=10, file_megabytes=10)
    say(isolation=lock_in(Shield(limits=limits, scratch=folder)))


if __name__ == "__main__":
    main(_work)
