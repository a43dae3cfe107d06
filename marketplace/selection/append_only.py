"""Triggers that keep what was written once from being changed or deleted, also past the ORM.

Deletions are refused on PostgreSQL only: on SQLite the clean-up of tests deletes rows; there, keys hold what
is referred to, and a missing entry shows in the chain. The name of an author is the one column that may
change: a person's right to erasure ends where the record begins, not before (Art. 17 (3) GDPR).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDED: dict[str, tuple[str, ...]] = {
    "selection_frozensearch": (
        *("project_id", "query", "words", "filters", "language", "order"),
        *("hits", "catalogue", "request", "frozen_at", "frozen_by"),
    ),
    "selection_candidate": ("search_id", "position", "listing", "slug", "name", "snapshot", "digest"),
    "selection_folderentry": (
        *("project_id", "number", "kind", "candidate_id", "reason", "details"),
        *("author", "at", "previous_hash", "hash"),
    ),
}
REFUSAL = "a project folder is only added to, never changed"


def guard(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE OR REPLACE FUNCTION selection_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END $$"
        )
    for table, columns in GUARDED.items():
        named = ", ".join(f'"{column}"' for column in columns)
        editor.execute(_trigger(editor.connection.vendor, table, "update", f"UPDATE OF {named}"))
        if editor.connection.vendor == "postgresql":
            editor.execute(_trigger(editor.connection.vendor, table, "delete", "DELETE"))


def unguard(editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    for table in GUARDED:
        for event in ("update", "delete"):
            on_table = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on_table}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION IF EXISTS selection_refuse()")


def _trigger(vendor: str, table: str, event: str, what: str) -> str:
    head = f"CREATE TRIGGER {table}_no_{event} BEFORE {what} ON {table} FOR EACH ROW"
    if vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION selection_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
