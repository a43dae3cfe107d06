"""Let PostgreSQL refuse to empty cases and their entries at once."""

from typing import Any

from django.db import migrations

from marketplace.lib.no_truncate import guard, unguard

TABLES = ("review_case", "review_caseentry")


def protect(_apps: Any, editor: Any) -> None:
    guard(editor, TABLES)


def release(_apps: Any, editor: Any) -> None:
    unguard(editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("review", "0002_append_only")]
    operations = [migrations.RunPython(protect, release)]
