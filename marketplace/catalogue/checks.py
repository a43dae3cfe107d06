"""What the operator is told when the marketplace starts."""

from __future__ import annotations

from typing import Any

from django.core import checks

from marketplace.catalogue.meaning import PACKAGE, is_available


def encoder_is_installed(**_options: Any) -> list[checks.CheckMessage]:
    """Warn where the search has to do without likeness in meaning."""
    if is_available():
        return []
    return [
        checks.Warning(
            f"The Python package {PACKAGE!r} is missing: the search finds by words and tasks only.",
            hint="Install requirements/run.lock again (make start).",
            id="catalogue.W001",
        )
    ]
