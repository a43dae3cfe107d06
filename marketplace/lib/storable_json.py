"""JSON that every database stores."""

from __future__ import annotations

import math
from typing import Any


def storable(value: Any) -> Any:
    """Replace what PostgreSQL's jsonb refuses: NUL, lone surrogates (odd file names), NaN and infinity."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value
