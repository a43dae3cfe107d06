"""Tables that are only added to cannot be emptied at once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

TABLES = [
    *("audit_auditevent", "audit_audithead", "review_case", "review_caseentry"),
    *("selection_frozensearch", "selection_candidate", "selection_folderentry"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_truncate_is_refused(table: str) -> None:
    if connection.vendor != "postgresql":
        # SQLite has no such command.
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL marktplatz.may_truncate = 'off'")
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")
