"""The child process that fetches. Started by the worker: python -m marketplace.worker.fetch_child"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader.unpacking.refused import ArchiveRefused
from marketplace.lib.addresses import AddressRefused
from marketplace.worker.children import Say, main
from marketplace.worker.fetching.archive import fetch_archive, fetch_upload
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.folder import fetch_folder
from marketplace.worker.fetching.git import fetch_git
from marketplace.worker.fetching.npm import fetch_npm
from marketplace.worker.fetching.order import Fetched, FetchOrder, Limits, Progress
from marketplace.worker.fetching.pypi import fetch_pypi
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in

FETCHERS = {
    "git": fetch_git,
    "archive": fetch_archive,
    "upload": fetch_upload,
    "pypi": fetch_pypi,
    "npm": fetch_npm,
    "folder": fetch_folder,
}


def fetch(order: FetchOrder, progress: Progress) -> Fetched:
    """Fetch a source into the order's folder.

    Raises:
        SourceUnreachable: temporary; a later try may succeed.
        SourceInvalid: there is nothing at this place that can be assessed.
    """
    try:
        return FETCHERS[order.kind](order, progress)
    except (AddressRefused, ArchiveRefused) as refusal:
        raise SourceInvalid(refusal.word, refusal.de, refusal.en) from refusal


def _work(message: dict[str, Any], say: Say) -> None:
    order = FetchOrder(
        **message
        | {
            "folder": Path(message["folder"]),
            "limits": Limits(**message["limits"]),
            "private_hosts": tuple(message["private_hosts"]),
            "leave_out": tuple(message["leave_out"]),
        }
    )
    say(isolation=lock_in(_shield(order)))
    fetched = fetch(order, lambda done, total: say(step="fetch", done=done, total=total))
    say(fetched=asdict(fetched) | {"folder": str(fetched.folder)})


def _shield(order: FetchOrder) -> Shield:
    limits = order.limits
    largest = max(limits.archive_megabytes, limits.unpacked_megabytes, limits.clone_megabytes)
    return Shield(
        limits=ProcessLimits(
            memory_megabytes=order.megabytes, cpu_seconds=limits.seconds, file_megabytes=largest + 100
        ),
        scratch=order.folder,
        network=order.kind in {"git", "archive", "pypi", "npm"},
        # A local repository may lean on others (worktrees, alternates); it was named by the operator.
        read=(Path("/"),) if order.kind == "folder" else (Path(order.location),) * (order.kind == "upload"),
        write=(order.folder,),
        must_hold=order.must_be_shielded,
    )


if __name__ == "__main__":
    main(_work)
