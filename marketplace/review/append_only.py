"""Triggers that keep entries of a case, and a case once decided, from being changed past the ORM too.

Deletions are refused on PostgreSQL only: on SQLite the clean-up of tests deletes rows, and there keys hold
what is referred to. A migration that alters one of these tables has to create them again (SQLite rebuilds
tables and drops triggers with them).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ENTRY = (
    *("case_id", "number", "kind", "side", "author_id", "text"),
    *("data", "document_version_id", "at"),
)
DECIDED = (
    *("kind", "subject", "listing_id", "criterion", "edition", "organisation_id", "risk", "risk_rules"),
    *("due_on", "state", "outcome", "opened_at", "opened_by_id", "proposal", "proposed_by_id"),
    *("decided_by_id", "decided_at", "appeal_of_id", "renews_id"),
)
GUARDED = {"review_caseentry": (ENTRY, ""), "review_case": (DECIDED, "WHEN (OLD.state = 'decided')")}
REFUSAL = "a decided case and the entries of a case are never changed"


def guard(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    is_postgresql = editor.connection.vendor == "postgresql"
    if is_postgresql:
        editor.execute(
            "CREATE OR REPLACE FUNCTION review_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END $$"
        )
    for table, (columns, when) in GUARDED.items():
        named = ", ".join(f'"{column}"' for column in columns)
        editor.execute(_trigger(is_postgresql, table, "update", f"UPDATE OF {named}", when))
        if is_postgresql:
            editor.execute(_trigger(True, table, "delete", "DELETE", when))


def unguard(editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    is_postgresql = editor.connection.vendor == "postgresql"
    for table in GUARDED:
        for event in ("update", "delete"):
            on_table = f" ON {table}" if is_postgresql else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on_table}")
    if is_postgresql:
        editor.execute("DROP FUNCTION IF EXISTS review_refuse()")


def _trigger(is_postgresql: bool, table: str, event: str, what: str, when: str) -> str:
    head = f"CREATE TRIGGER {table}_no_{event} BEFORE {what} ON {table} FOR EACH ROW {when}"
    if is_postgresql:
        return f"{head} EXECUTE FUNCTION review_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
