"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """Nothing yet besides what Django gives."""
    return {}
