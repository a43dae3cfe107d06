"""What the operator is told about own criteria when the marketplace starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from marketplace.criteria.editions import own_problems


def own_criteria_can_be_used(**_options: Any) -> list[checks.CheckMessage]:
    """Warn of each of the operator's files that is left out, with file, key and cause."""
    return [
        checks.Warning(
            f"A criterion of your own is left out: {problem}",
            hint=f"Correct it below {settings.CRITERIA_ROOT} and start again (docs/guides/own-criteria.md).",
            id="criteria.W001",
        )
        for problem in own_problems()
    ]
