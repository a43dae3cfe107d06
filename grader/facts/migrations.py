"""Tells database migrations by their path: written once, never changed, alike by nature."""

from __future__ import annotations

import re
from functools import lru_cache

_MIGRATION = re.compile(
    r"(?:^|/)(?:migrations?|db/migrate|db/changelog|alembic/versions|database/migrations)/(?:.*/)?[^/]+"
    r"\.(?:py|php|rb|ts|js|java|kt|cs|go|exs|sql)$",
    re.IGNORECASE,
)
# Django, Laravel, Rails, Alembic, Flyway, TypeORM and Entity Framework number or date their migrations.
_NUMBERED = re.compile(
    r"(?:^|/)(?:V?\d{3,}|[0-9a-f]{12})[\w.-]*$|_{1,2}\d{4,}[\w.-]*$|(?:^|/)\d{10,}-", re.IGNORECASE
)


@lru_cache(maxsize=1 << 16)
def is_migration(path: str) -> bool:
    """Say whether a file is a numbered or dated step of a database schema."""
    return bool(_MIGRATION.search(path)) and bool(_NUMBERED.search(path))
