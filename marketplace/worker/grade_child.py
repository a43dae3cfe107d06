"""The child process that grades, without network. Started by: python -m marketplace.worker.grade_child"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from marketplace.worker.children import Say, main
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in


def _work(message: dict[str, Any], say: Say) -> None:
    folder = Path(message["folder"])
    say(isolation=lock_in(_shield(message, folder)))
    # Only now: numpy starts threads when it is imported, and threads cannot be locked in afterwards.
    from grader.run import grade_folder

    result = grade_folder(
        folder,
        as_of=date.fromisoformat(message["as_of"]),
        progress=lambda step, done, total: say(step=step, done=done, total=total),
        processes=message["processes"],
        cache=Path(message["cache"]) if message["cache"] else None,
    )
    say(result=result)


def _shield(message: dict[str, Any], folder: Path) -> Shield:
    limits = ProcessLimits(
        memory_megabytes=message["megabytes"], cpu_seconds=message["seconds"], file_megabytes=100
    )
    scratch = Path(message["scratch"])
    write = (scratch, Path(message["cache"])) if message["cache"] else (scratch,)
    return Shield(
        limits=limits, scratch=scratch, read=(folder,), write=write, must_hold=message["must_be_shielded"]
    )


if __name__ == "__main__":
    main(_work)
