"""Asks a foreign website from a child process that can do nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from marketplace.worker.child_process import run_child
from marketplace.worker.work_folders import job_folder


def ask(module: str, url: str, *, seconds: int, **more: str) -> dict[str, Any]:
    """Run a child that fetches `url`.

    Args:
        module: the child's program; it locks itself in with `website_child.shielded_client`.
        url: the https address to fetch.
        seconds: how long it may take.
        more: what the child needs beside the address.

    Returns:
        What the child said.

    Raises:
        ChildTooSlow, ChildFailed: it said nothing in time, or ended with an error.
    """
    said: dict[str, Any] = {}
    with job_folder(Path(settings.WORK_ROOT)) as folder:
        order = {
            "url": url,
            "private_hosts": list(settings.PRIVATE_HOSTS),
            "must_be_shielded": bool(settings.REQUIRE_ISOLATION),
            "folder": str(folder),
        } | more
        run_child(module, order, seconds=seconds, home=folder, on_message=said.update, tick=lambda: None)
    return said
