"""Keeps tables that are only added to from being emptied at once: TRUNCATE calls no row's trigger.

PostgreSQL only; SQLite knows no such command. Whoever has to empty a table all the same, as the clean-up of
tests does, says so for the connection: SET marktplatz.may_truncate = 'on'.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('marktplatz.may_truncate', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION USING
    MESSAGE = TG_TABLE_NAME || ' is only added to, never emptied', ERRCODE = 'check_violation';
END $$
"""


def guard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Create the triggers."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(_FUNCTION)
    for table in tables:
        editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()"
        )


def unguard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Remove the triggers; the function stays for the tables of other apps."""
    if editor.connection.vendor == "postgresql":
        for table in tables:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
