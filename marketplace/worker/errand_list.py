"""Which errands there are, and how often each is due."""

from __future__ import annotations

from marketplace.worker.errands import Errand


def all_errands() -> list[Errand]:
    """Everything the errand process does, the most urgent first."""
    return []
