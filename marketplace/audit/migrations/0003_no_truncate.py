"""Let PostgreSQL refuse to empty the trail at once."""

from typing import Any

from django.db import migrations

from marketplace.lib.no_truncate import guard, unguard

TABLES = ("audit_auditevent", "audit_audithead")


def protect(_apps: Any, editor: Any) -> None:
    guard(editor, TABLES)


def release(_apps: Any, editor: Any) -> None:
    unguard(editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(protect, release)]
